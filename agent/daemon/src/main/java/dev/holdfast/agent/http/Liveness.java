package dev.holdfast.agent.http;

/** Asks the agent loop for a sign of life. Any thread. */
@FunctionalInterface
public interface Liveness {
    /** How long ago the last turn of the loop ended, in nanoseconds. */
    long lastTurnAgeNanos();
}
