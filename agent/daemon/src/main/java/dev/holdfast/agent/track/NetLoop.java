package dev.holdfast.agent.track;

import dev.holdfast.agent.vertx.SideLoop;
import dev.holdfast.core.port.Egress;
import dev.holdfast.core.track.TrackerResult;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one event loop of all checks that connect one way, so that a thousand dead servers cost no thread. */
final class NetLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetLoop.class);
    private static final long CLOSE_LIMIT_SECONDS = 2;

    /** Chains of causes may be circles. */
    private static final int MOST_CAUSES = 10;

    /** What Java takes for an address without asking anybody. */
    private static final Pattern LITERAL = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}|\\[?[\\p{XDigit}:.]*:[\\p{XDigit}:.]*]?");

    private final Vertx vertx;
    private final io.vertx.core.Context context;
    private final Workers resolvers;

    /**
     * A loop with nothing to do yet.
     *
     * @param onThread called once on the loop's thread before its first socket
     * @param egress how its connections leave
     */
    NetLoop(Workers resolvers, Runnable onThread, Egress egress) {
        this.resolvers = resolvers;
        this.vertx = egress.isAny()
                ? Vertx.vertx(SideLoop.options(1))
                : Vertx.builder()
                        .with(SideLoop.options(1))
                        .withTransport(new EgressTransport(egress))
                        .build();
        this.context = vertx.getOrCreateContext();
        context.runOnContext(first -> onThread.run());
    }

    Vertx vertx() {
        return vertx;
    }

    /** Has the task run on the loop with the server's address; a name is looked up by a thread that may wait. */
    LookRun connect(String host, int port, Consumer<Connecting> task) {
        LookRun run = new LookRun();
        run.begun(System.nanoTime());
        run.onStop(() -> run.end(TrackerResult.notMade("stopped")));
        if (LITERAL.matcher(host).matches()) {
            resolve(run, host, port, task);
        } else {
            resolvers.execute(run, () -> resolve(run, host, port, task));
        }
        return run;
    }

    private void resolve(LookRun run, String host, int port, Consumer<Connecting> task) {
        try {
            InetSocketAddress found = new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
            SocketAddress server = SocketAddress.inetSocketAddress(found);
            context.runOnContext(onLoop -> begin(new Connecting(run, server), task));
        } catch (UnknownHostException unknown) {
            run.end(TrackerResult.failed("unknown host: " + host));
        }
    }

    private static void begin(Connecting connecting, Consumer<Connecting> task) {
        try {
            if (!connecting.run().isStopped()) {
                task.accept(connecting);
            }
        } catch (RuntimeException broken) {
            LOG.error("a look is broken", broken);
            connecting.run().end(TrackerResult.notMade(broken.toString()));
        }
    }

    /** A look whose server is known. */
    record Connecting(LookRun run, SocketAddress server) {
        /** What ends the connection that there is now when nobody waits for the result any more. */
        void onStop(Runnable close) {
            run.onStop(() -> {
                close.run();
                run.end(TrackerResult.notMade("stopped"));
            });
        }

        /** Fails with what is at the bottom of it: what lies above says only that it failed. */
        void failed(Throwable cause) {
            Throwable root = cause;
            for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
                root = root.getCause();
            }
            String message = root.getMessage();
            run.end(TrackerResult.failed(
                    message == null ? root.getClass().getSimpleName() : message.replaceAll("\\s+", " ")));
        }
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.warn("the event loop of the checks did not end", late);
        }
    }
}
