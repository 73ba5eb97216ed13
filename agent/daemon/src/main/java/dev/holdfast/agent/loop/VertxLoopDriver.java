package dev.holdfast.agent.loop;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.port.DescriptorWatcher;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Waits: for descriptors, for posts, for a deadline, on the single event loop of a Vert.x instance of its own. Everything
 * that ends the wait asks for one turn, and several things at once ask for one turn together.
 *
 * <p>Vert.x timers count milliseconds; the Netty loop under it takes nanoseconds, and its epoll takes any descriptor, so
 * raw and netlink sockets wake the loop without a thread in between. This is the only class that touches Netty.
 */
final class VertxLoopDriver implements DescriptorWatcher, AutoCloseable {
    private static final long CLOSE_LIMIT_SECONDS = 2;

    /** What top and chrt show; real-time scheduling knows the thread by it. At most 15 characters reach the kernel. */
    private static final String THREAD_NAME = "holdfast-loop";

    private final Vertx vertx;
    private final IoEventLoop loop;
    private final LongSupplier clock;
    private final Runnable turn;
    private final Map<Integer, IoRegistration> watched = new HashMap<>();
    private boolean turnRequested;
    private Optional<Future<?>> armed = Optional.empty();
    private long armedNanos = Engine.NEVER;

    private VertxLoopDriver(Vertx vertx, IoEventLoop loop, LongSupplier clock, Runnable turn) {
        this.vertx = vertx;
        this.loop = loop;
        this.clock = clock;
        this.turn = turn;
    }

    /**
     * Starts the event loop.
     *
     * @param turn what to run whenever there is a reason; on the loop's thread
     * @throws IllegalStateException when native epoll is not available, with the reason: without it the descriptors
     *     could not wake the loop, and falling back silently would make a slow agent
     */
    static VertxLoopDriver start(LongSupplier clock, Runnable turn) {
        Vertx vertx = Vertx.vertx(options());
        if (!vertx.isNativeTransportEnabled()) {
            String reason = Optional.ofNullable(vertx.unavailableNativeTransportCause())
                    .map(Throwable::toString)
                    .orElse("the native library was not found");
            close(vertx);
            throw new IllegalStateException("native epoll is not available: " + reason);
        }
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
        EventLoop loop = context.nettyEventLoop();
        loop.execute(() -> Thread.currentThread().setName(THREAD_NAME));
        return new VertxLoopDriver(vertx, (IoEventLoop) loop, clock, turn);
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setPreferNativeTransport(true)
                // The agent measures its own lateness; a checker thread would only be one more thing that wakes.
                .setBlockedThreadCheckInterval(TimeUnit.DAYS.toMillis(1))
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    /** Has the loop run a turn soon. Any thread. */
    void wake() {
        loop.execute(this::requestTurn);
    }

    /** Runs something on the loop's thread and answers with its result. Any thread. */
    <T> CompletableFuture<T> call(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        return result;
    }

    /** Has a turn run at the deadline at the latest. A wake-up that was armed for an earlier time stays: it is harmless. */
    void wakeAt(long deadlineNanos) {
        if (deadlineNanos == Engine.NEVER || deadlineNanos - armedNanos >= 0) {
            return;
        }
        armed.ifPresent(later -> later.cancel(false));
        armedNanos = deadlineNanos;
        long delay = Math.max(0, deadlineNanos - clock.getAsLong());
        armed = Optional.of(loop.schedule(this::onArmed, delay, TimeUnit.NANOSECONDS));
    }

    private void onArmed() {
        armed = Optional.empty();
        armedNanos = Engine.NEVER;
        requestTurn();
    }

    /** The turn runs as a task behind all that is ready now, so that descriptors ready together share one turn. */
    private void requestTurn() {
        if (!turnRequested) {
            turnRequested = true;
            loop.execute(this::runTurn);
        }
    }

    private void runTurn() {
        turnRequested = false;
        turn.run();
    }

    @Override
    public void watch(int descriptor) {
        // On the loop's own thread registration happens at once.
        IoRegistration registration = loop.register(new Doorbell(descriptor)).getNow();
        if (registration == null) {
            throw new IllegalStateException("descriptor " + descriptor + " could not be registered with epoll");
        }
        registration.submit(EpollIoOps.EPOLLIN);
        watched.put(descriptor, registration);
    }

    @Override
    public void forget(int descriptor) {
        IoRegistration registration = watched.remove(descriptor);
        if (registration != null) {
            registration.cancel();
        }
    }

    /** Ends the loop and its thread. Not from the loop itself. */
    @Override
    public void close() {
        close(vertx);
    }

    private static void close(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
            throw new IllegalStateException("the event loop did not end", late);
        }
    }

    /** A descriptor that belongs to the platform; epoll only tells when it is worth reading. */
    private final class Doorbell implements EpollIoHandle {
        private final FileDescriptor descriptor;

        Doorbell(int descriptor) {
            this.descriptor = new FileDescriptor(descriptor);
        }

        @Override
        public FileDescriptor fd() {
            return descriptor;
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            requestTurn();
        }

        @Override
        public void close() {
            // The platform closes what it opened.
        }
    }
}
