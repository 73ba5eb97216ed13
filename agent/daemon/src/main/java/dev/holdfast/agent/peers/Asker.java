package dev.holdfast.agent.peers;

import dev.holdfast.agent.peers.PeerSettings.Peer;
import dev.holdfast.agent.vertx.SideLoop;
import dev.holdfast.core.split.PeerAnswer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every peer again and again, on one event loop beside the one that elects. A peer that is slow, dead or hostile
 * delays no other. The public methods may be called from any thread.
 */
public final class Asker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Asker.class);
    private static final long CLOSE_LIMIT_SECONDS = 2;

    /** Looking up a name may take seconds; addresses need none of them. */
    private static final int RESOLVERS = 4;

    private final Vertx vertx;
    private final Context context;
    private final LongSupplier nanos;
    private final Consumer<PeerAnswer> answers;
    private final ThreadLocal<Boolean> prepared;
    private final List<Line> lines = new ArrayList<>();
    private PeerSettings settings = PeerSettings.NONE;

    /**
     * Asks nobody yet.
     *
     * @param onThread called once on each thread before its first socket
     * @param nanos the agent's clock
     * @param answers told the end of each question, on the loop of this object
     */
    public Asker(Runnable onThread, LongSupplier nanos, Consumer<PeerAnswer> answers) {
        this.nanos = nanos;
        this.answers = answers;
        vertx = Vertx.vertx(SideLoop.options(RESOLVERS));
        context = vertx.getOrCreateContext();
        prepared = ThreadLocal.withInitial(() -> {
            onThread.run();
            return true;
        });
        context.runOnContext(first -> prepared.get());
    }

    /** These are asked from now on. */
    public void reconfigure(PeerSettings wanted) {
        context.runOnContext(onLoop -> change(wanted));
    }

    private void change(PeerSettings wanted) {
        if (wanted.peers().equals(settings.peers()) && wanted.intervalNanos() == settings.intervalNanos()) {
            return;
        }
        lines.forEach(Line::close);
        lines.clear();
        settings = wanted;
        wanted.peers().forEach(peer -> begin(peer, wanted));
    }

    private void begin(Peer peer, PeerSettings wanted) {
        try {
            Line line = new Line(vertx, peer, wanted.timeoutNanos(), nanos, answers);
            lines.add(line);
            line.every(wanted.intervalNanos(), this::resolve);
        } catch (RuntimeException unusable) {
            LOG.error("peer {} cannot be asked: {}", peer.name(), unusable.getMessage());
        }
    }

    private Future<SocketAddress> resolve(Peer peer) {
        return vertx.executeBlocking(
                () -> {
                    prepared.get();
                    return SocketAddress.inetSocketAddress(
                            new InetSocketAddress(InetAddress.getByName(peer.host()), peer.port()));
                },
                false);
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.warn("the event loop that asks peers did not end", late);
        }
    }
}
