package dev.holdfast.agent.track;

/** How one kind of look is made. */
interface Look {
    /** Begins, and returns at once; the run is told the result whenever it comes. On the timers' thread. */
    LookRun begin();

    /** No look will be made again. On the timers' thread. */
    default void close() {}
}
