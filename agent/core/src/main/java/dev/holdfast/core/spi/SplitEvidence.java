package dev.holdfast.core.spi;

import dev.holdfast.core.net.IpAddress;
import java.util.Optional;

/**
 * One thing that speaks for a second master.
 *
 * @param kind the word of what was seen, from a fixed list
 * @param peer who caused it; empty for what this node knows of itself
 * @param count how often it was seen
 * @param firstNanos when it was seen first
 * @param lastNanos when it was seen last
 * @param text what was seen, for a person; never a secret
 */
public record SplitEvidence(
        String kind, Optional<IpAddress> peer, long count, long firstNanos, long lastNanos, String text) {}
