package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.Heartbeat;
import java.util.Optional;
import java.util.OptionalLong;

/** One of the links over which the adverts of a virtual router travel, and what is wrong with it. */
final class HeartbeatLink {
    /** A refusal may end with its cause; the kernel need not be asked more often. */
    private static final long RETRY_NANOS = 10_000_000_000L;

    private final InterfaceName dev;
    private final Interfaces interfaces;
    private Condition condition = Condition.CLOSED;
    private Optional<String> refusal = Optional.empty();
    private long retryNanos = Engine.NEVER;
    private OptionalLong heardNanos = OptionalLong.empty();
    private long sinceNanos;
    private boolean silent;
    private boolean lost;

    private enum Condition {
        CLOSED,
        OPENING,
        OPEN
    }

    HeartbeatLink(InterfaceName dev, Interfaces interfaces) {
        this.dev = dev;
        this.interfaces = interfaces;
    }

    InterfaceName dev() {
        return dev;
    }

    /** Whether a socket is open there, or ordered. */
    boolean isInUse() {
        return condition != Condition.CLOSED;
    }

    /** Whether there should be a socket that is not there. */
    boolean isWanted(long nowNanos) {
        boolean due = retryNanos == Engine.NEVER || retryNanos - nowNanos <= 0;
        return condition == Condition.CLOSED && exists() && due;
    }

    boolean exists() {
        return interfaces.link(dev).isPresent();
    }

    /** Whether it makes sense to send there. */
    boolean carries() {
        return condition == Condition.OPEN && interfaces.isRunning(dev);
    }

    void opening() {
        condition = Condition.OPENING;
    }

    void closed() {
        condition = Condition.CLOSED;
        retryNanos = Engine.NEVER;
        refusal = Optional.empty();
    }

    void onOpened(long nowNanos, Outcome outcome) {
        if (condition == Condition.OPENING) {
            condition = outcome.isDone() ? Condition.OPEN : Condition.CLOSED;
            refusal = outcome.failure().map(Object::toString);
            retryNanos = outcome.isDone() ? Engine.NEVER : nowNanos + RETRY_NANOS;
        }
    }

    long retryNanos() {
        return retryNanos;
    }

    /** An advert came over it. */
    void heard(long nowNanos) {
        heardNanos = OptionalLong.of(nowNanos);
        silent = false;
    }

    /** Its silence counts from here on: nobody spoke before, or it was no fault of the link. */
    void listenFrom(long nowNanos) {
        sinceNanos = nowNanos;
        silent = false;
    }

    /** Others bring adverts; this one must have brought one within {@code downNanos}. */
    void judge(long nowNanos, long downNanos) {
        silent |= quietNanos(nowNanos) >= downNanos;
    }

    private long quietNanos(long nowNanos) {
        return nowNanos - Math.max(sinceNanos, heardNanos.orElse(sinceNanos));
    }

    /**
     * Whether it is lost now and was not, or the reverse; asked once per change.
     *
     * @return what to say of it
     */
    Optional<String> news(long nowNanos) {
        Optional<String> trouble = trouble(nowNanos);
        if (trouble.isPresent() == lost) {
            return Optional.empty();
        }
        lost = !lost;
        if (!lost) {
            listenFrom(nowNanos);
        }
        return Optional.of(dev + trouble.map(text -> ": " + text).orElse(""));
    }

    boolean isLost() {
        return lost;
    }

    private Optional<String> trouble(long nowNanos) {
        if (!exists()) {
            return Optional.of("there is no such interface");
        }
        if (!interfaces.isRunning(dev)) {
            return Optional.of("the interface is down or has no carrier");
        }
        return refusal.or(() -> silent
                ? Optional.of(
                        "silent for " + quietNanos(nowNanos) / 1_000_000 + "ms, while adverts come over another link")
                : Optional.empty());
    }

    Heartbeat snapshot() {
        return new Heartbeat(dev, !lost, heardNanos);
    }
}
