package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.wire.Decoded.Rejected;
import java.util.function.Supplier;

/** Tells the operator of what may repeat itself a thousand times a second, at a limited rate per kind. */
final class Reporter {
    private final Supplier<String> router;
    private final Outbox outbox;
    private final ReportLimiter limiter = new ReportLimiter();

    /** Speaks for the router of this name, which a reload may change. */
    Reporter(Supplier<String> router, Outbox outbox) {
        this.router = router;
        this.outbox = outbox;
    }

    void discarded(long nowNanos, IpAddress source, Rejected why) {
        limiter.admit(nowNanos, why.reason().name())
                .ifPresent(suppressed -> outbox.publish(new AgentEvent.AdvertDiscarded(
                        nowNanos, router.get(), why.reason(), source, why.detail(), suppressed)));
    }

    void odd(long nowNanos, PeerOddity oddity, IpAddress source, String detail) {
        limiter.admit(nowNanos, oddity.name())
                .ifPresent(suppressed -> outbox.publish(
                        new AgentEvent.PeerWarning(nowNanos, router.get(), oddity, source, detail, suppressed)));
    }

    /** Reports a refused order; says nothing of one that was carried out. */
    void failed(long nowNanos, Outcome outcome) {
        outcome.failure()
                .ifPresent(failure -> limiter.admit(nowNanos, failure.operation())
                        .ifPresent(suppressed -> outbox.publish(new AgentEvent.OperationFailed(
                                nowNanos, router.get(), failure.toString(), suppressed))));
    }

    /** Not limited: the engine gives up before it becomes a flood. */
    void restored(long nowNanos, VirtualAddress address) {
        outbox.publish(new AgentEvent.AddressRestored(nowNanos, router.get(), address));
    }

    /** The loop ran late; what is less than half an advert interval is no news. */
    void late(long nowNanos, long lateNanos, long intervalNanos) {
        if (lateNanos >= intervalNanos / 2) {
            stalled(nowNanos, lateNanos);
        }
    }

    private void stalled(long nowNanos, long lateNanos) {
        limiter.admit(nowNanos, "stalled")
                .ifPresent(suppressed -> outbox.publish(new AgentEvent.Stalled(nowNanos, router.get(), lateNanos)));
    }
}
