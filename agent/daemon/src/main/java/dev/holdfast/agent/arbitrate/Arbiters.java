package dev.holdfast.agent.arbitrate;

import dev.holdfast.agent.loop.ArbiterAsker;
import dev.holdfast.agent.vertx.SideLoop;
import dev.holdfast.core.arbitrate.ArbiterRequest;
import dev.holdfast.core.arbitrate.DiskAnswer;
import dev.holdfast.core.arbitrate.DiskRequest;
import dev.holdfast.core.arbitrate.WitnessAnswer;
import dev.holdfast.core.arbitrate.WitnessAnswer.Kind;
import dev.holdfast.core.arbitrate.WitnessRequest;
import dev.holdfast.core.net.RouterKey;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All places that are asked: those of the network on one event loop beside the one that elects, the shared disk on a thread
 * of its own. Nothing is made before one is configured.
 */
public final class Arbiters implements ArbiterAsker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Arbiters.class);
    private static final long CLOSE_LIMIT_SECONDS = 2;

    private final Runnable onThread;
    private final BiConsumer<RouterKey, WitnessAnswer> answers;
    private final Disks disks;
    private volatile Optional<Running> running = Optional.empty();

    private record Running(Vertx vertx, Context context, EtcdWitness etcd) {}

    /**
     * @param onThread called once on the event loop before its first socket
     * @param answers told on that loop; must return at once
     * @param diskAnswers told on the thread of the shared disk; must return at once
     */
    public Arbiters(
            Runnable onThread,
            BiConsumer<RouterKey, WitnessAnswer> answers,
            BiConsumer<RouterKey, DiskAnswer> diskAnswers) {
        this.onThread = onThread;
        this.answers = answers;
        this.disks = new Disks(diskAnswers);
    }

    /** Asks there from now on; what is under way is answered from where it was asked. */
    public synchronized void reconfigure(Optional<EtcdSettings> wanted, Optional<DiskSettings> disk) {
        disks.reconfigure(disk);
        if (running.map(now -> now.etcd().settings()).equals(wanted)) {
            return;
        }
        Optional<Running> before = running;
        running = wanted.map(this::start);
        before.ifPresent(Arbiters::end);
    }

    @Override
    public void ask(RouterKey router, ArbiterRequest request) {
        request.accept(new ArbiterRequest.Handler<Boolean>() {
            @Override
            public Boolean witness(WitnessRequest witness) {
                askEtcd(router, witness);
                return true;
            }

            @Override
            public Boolean disk(DiskRequest sector) {
                disks.ask(router, sector);
                return true;
            }
        });
    }

    private void askEtcd(RouterKey router, WitnessRequest request) {
        Optional<Running> now = running;
        if (now.isPresent()) {
            now.get().context().runOnContext(onLoop -> now.get().etcd().ask(router, request));
        } else {
            // A reload is between two configurations.
            answers.accept(
                    router,
                    new WitnessAnswer(request.id(), Kind.FAILED, 0, "", OptionalInt.empty(), "etcd is not configured"));
        }
    }

    private Running start(EtcdSettings settings) {
        Vertx vertx = Vertx.vertx(SideLoop.options(1));
        Context context = vertx.getOrCreateContext();
        context.runOnContext(first -> onThread.run());
        return new Running(vertx, context, new EtcdWitness(vertx, settings, answers));
    }

    @Override
    public synchronized void close() {
        disks.close();
        running.ifPresent(Arbiters::end);
        running = Optional.empty();
    }

    private static void end(Running ended) {
        ended.etcd().close();
        try {
            ended.vertx().close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.warn("the event loop of the arbiters did not end", late);
        }
    }
}
