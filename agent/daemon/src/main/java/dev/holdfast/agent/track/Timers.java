package dev.holdfast.agent.track;

/** The time, and the one thread on which everything about the rhythm of looks happens. */
interface Timers {
    /** A time that only goes forward. */
    long nanos();

    /**
     * Runs the task on the thread, after the delay or as soon as possible. Any thread; dropped when it is closed.
     *
     * @return drops it, if it has not begun
     */
    Runnable after(long delayNanos, Runnable task);
}
