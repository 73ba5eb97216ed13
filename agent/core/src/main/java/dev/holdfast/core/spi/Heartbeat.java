package dev.holdfast.core.spi;

import dev.holdfast.core.net.InterfaceName;
import java.util.OptionalLong;

/**
 * One of the links over which the adverts of a virtual router travel.
 *
 * @param dev its interface on this node
 * @param up whether it runs, and is not the one that is silent while adverts come over another. A master hears nobody, so it
 *     cannot tell a silent link
 * @param heardNanos when an advert came over it last, on the agent's clock; empty for never
 */
public record Heartbeat(InterfaceName dev, boolean up, OptionalLong heardNanos) {}
