package dev.holdfast.core.spi;

import java.util.Optional;

/**
 * What somebody who is told of a split brain may do about it, from wherever he is.
 *
 * @param keep the node that stays master then, by its name or address
 * @param command what to type; carries a token that is good for one decision and for a while
 * @param link the same as a page that asks before it acts; empty where nobody said how this agent is reached
 */
public record DecisionOffer(String keep, String command, Optional<String> link) {}
