package dev.holdfast.core.engine;

/** The first while after the agent's start, in which no virtual router of it may become master. */
final class Startup {
    private long startedNanos = Engine.NEVER;
    private long delayNanos;

    /** A later change counts from the same start. */
    void configure(long newDelayNanos) {
        delayNanos = newDelayNanos;
    }

    void onWake(long nowNanos) {
        if (startedNanos == Engine.NEVER) {
            startedNanos = nowNanos;
        }
    }

    long overNanos() {
        return startedNanos == Engine.NEVER ? 0 : startedNanos + delayNanos;
    }
}
