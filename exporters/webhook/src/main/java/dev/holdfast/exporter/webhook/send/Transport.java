package dev.holdfast.exporter.webhook.send;

/** The way to a receiver. */
@FunctionalInterface
interface Transport extends AutoCloseable {
    /**
     * Sends one request and waits for the answer, for a bounded time. Called on the receiver's thread.
     *
     * @throws InterruptedException when the thread is to end
     */
    Answer send(Post post) throws InterruptedException;

    /** Ends an attempt that is under way, and every later one. Any thread. */
    @Override
    default void close() {}
}
