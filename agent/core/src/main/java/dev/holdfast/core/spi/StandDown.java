package dev.holdfast.core.spi;

import dev.holdfast.core.net.IpAddress;
import java.util.Optional;

/**
 * A virtual router that lost a split brain and stays out of the election.
 *
 * @param sinceNanos since when
 * @param winner who stays master in its place, as far as it is known
 * @param sticky whether it stays out until an operator clears it; otherwise until no other master is heard any more
 */
public record StandDown(long sinceNanos, Optional<IpAddress> winner, boolean sticky) {}
