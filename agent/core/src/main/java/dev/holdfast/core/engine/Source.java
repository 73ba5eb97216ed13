package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import java.util.Optional;

/**
 * The address that adverts come from. Programs that configure networks take all addresses away and put them back a moment
 * later; so one that was there is still spoken from for a while, and only then the router is said to have none. What it
 * says last, that it resigns, comes from there too.
 */
final class Source {
    /** As long as the kernel may take to confirm an address. */
    static final long PATIENCE_NANOS = 200_000_000L;

    private Optional<IpAddress> address = Optional.empty();
    private long patienceEndsNanos = Engine.NEVER;
    private boolean lost = true;

    /** What is there now. */
    void see(long nowNanos, Optional<IpAddress> found) {
        if (found.isPresent()) {
            address = found;
            patienceEndsNanos = Engine.NEVER;
            lost = false;
        } else if (!lost && patienceEndsNanos == Engine.NEVER) {
            patienceEndsNanos = nowNanos + PATIENCE_NANOS;
        } else if (patienceEndsNanos - nowNanos <= 0) {
            patienceEndsNanos = Engine.NEVER;
            lost = true;
        }
    }

    /** The newest that was seen. */
    Optional<IpAddress> address() {
        return address;
    }

    /** Whether it is there now. */
    boolean isThere() {
        return !lost && patienceEndsNanos == Engine.NEVER;
    }

    /** Whether there is none, and has not been for a while. */
    boolean isLost() {
        return lost;
    }

    /** When to {@link #see} again though nothing was told; {@link Engine#NEVER} for never. */
    long deadlineNanos() {
        return patienceEndsNanos;
    }
}
