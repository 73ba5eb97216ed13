package dev.holdfast.exporter.webhook.send;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that may open sockets: each begins by entering the agent's network namespace. */
public final class Network implements AutoCloseable {
    private final Runnable enterNetNamespace;
    private final ExecutorService executor;

    /** @param enterNetNamespace called first on each thread */
    public Network(Runnable enterNetNamespace) {
        this.enterNetNamespace = enterNetNamespace;
        this.executor = Executors.newCachedThreadPool(task -> thread(task, "holdfast-webhook-http"));
    }

    Thread thread(Runnable task, String name) {
        Thread thread = new Thread(
                () -> {
                    enterNetNamespace.run();
                    task.run();
                },
                name);
        thread.setDaemon(true);
        return thread;
    }

    /** For the client's work; a request needs one thread at a time, so there are about as many as receivers. */
    ExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
