package dev.holdfast.agent.loop;

/**
 * What the loop tells to those who keep it.
 *
 * @param heartbeatNanos how often it shows that it lives, when nothing else wakes it
 * @param onHeartbeat called on the loop at each heartbeat; must not block
 * @param onCrash called on the loop after a broken invariant, when the loop has resigned and will do nothing more
 */
public record LoopSettings(long heartbeatNanos, Runnable onHeartbeat, Runnable onCrash) {
    /** Often enough that a second without a turn means trouble, seldom enough to cost nothing. */
    public static final long LONGEST_HEARTBEAT_NANOS = 1_000_000_000L;

    public LoopSettings {
        if (heartbeatNanos <= 0 || heartbeatNanos > LONGEST_HEARTBEAT_NANOS) {
            throw new IllegalArgumentException("a heartbeat comes at least once a second");
        }
    }
}
