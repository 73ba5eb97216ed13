package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.TransitionReason;
import java.util.List;
import java.util.Optional;

/**
 * What a state sees of its own router, and the orders it can give. Orders are carried out after the turn, in the order
 * they were given.
 */
public interface Self {
    RouterConfig config();

    /** The priority in force, 1 to 255. */
    Priority priority();

    /** The address our adverts come from. */
    IpAddress source();

    /** Sends an advert to every destination. */
    void advertise(Priority priority);

    /** Puts all virtual addresses on their interfaces, or renews their lease. */
    void install();

    /** Takes all virtual addresses off their interfaces. */
    void remove();

    /** One round of gratuitous ARP or neighbour advertisements. */
    void announce(List<VirtualAddress> addresses);

    /** Tells that these addresses were taken away by somebody and are back. */
    void restored(List<VirtualAddress> addresses);

    /** Says why the state that is about to be returned is another one, and who caused it. */
    void because(TransitionReason reason, Optional<IpAddress> peer);

    /** Says how long the takeover took, from the decision to the addresses confirmed. */
    void tookOver(long tookNanos);

    /** Whether the routers that move together with this one would take over as well. */
    boolean mayClaim();

    /** Notes a cause of FAULT that ends by itself after a while, and gives the state to be in until then. */
    State fail(long nowNanos, FaultCause cause);

    /** Whether this router takes over from a living master of lower priority. */
    default boolean preempts() {
        // RFC 9568 section 6.1: the owner always preempts, whatever the flag says.
        return config().preempt() || priority().isOwner();
    }

    /** How long this router respects a living master of lower priority before it takes over. */
    default long preemptDelayNanos() {
        // RFC 9568 section 6.4.1: the owner never waits.
        return priority().isOwner() ? 0 : config().preemptDelayNanos();
    }

    /** Silence counts from here on, and nobody becomes master before: the agent's start and the startup delay. */
    long electionNanos();

    /** From when on silence is measured that begins now. */
    default long countingFromNanos(long nowNanos) {
        return Math.max(nowNanos, electionNanos());
    }

    /** The skew for a master that advertises at this interval. */
    default long skewNanos(long masterIntervalNanos) {
        return VrrpTimers.skewNanos(config().version(), priority(), masterIntervalNanos);
    }

    /** The silence that makes a takeover, for a master that advertises at this interval. */
    default long masterDownNanos(long masterIntervalNanos) {
        return VrrpTimers.masterDownNanos(
                config().version(), priority(), masterIntervalNanos, config().downTimerAdverts());
    }

    /** The interval to reckon with after this advert: VRRPv3 learns it (RFC 9568 section 6.4.2), VRRPv2 has its own. */
    default long adoptedIntervalNanos(Heard peer) {
        return config().version() == 3 ? peer.intervalNanos() : config().advertIntervalNanos();
    }
}
