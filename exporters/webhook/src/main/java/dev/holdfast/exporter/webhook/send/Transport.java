package dev.holdfast.exporter.webhook.send;

/** The way to a receiver. */
@FunctionalInterface
interface Transport {
    /**
     * Sends one request and waits for the answer, for a bounded time. Called on the receiver's thread.
     *
     * @throws InterruptedException when the receiver is to end
     */
    Answer send(Post post) throws InterruptedException;
}
