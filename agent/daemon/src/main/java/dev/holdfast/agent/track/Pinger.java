package dev.holdfast.agent.track;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.port.Egress;
import dev.holdfast.core.port.Outcome;

/** Sends an echo request and waits for the answer. */
@FunctionalInterface
public interface Pinger {
    /** Blocks for the time-out at most; done when the answer came. Any thread, several at a time. */
    Outcome ping(IpAddress address, Egress egress, long timeoutNanos);
}
