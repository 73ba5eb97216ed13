package dev.holdfast.agent.loop;

import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.engine.ReloadPlan;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Platform;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns the engine: a turn whenever a descriptor, a post or a deadline gives a reason.
 *
 * <p>Anything that a turn throws is a broken invariant: the loop logs it, resigns as far as it still can, and does
 * nothing more. A dead agent is a failover, a confused one is an outage.
 *
 * <p>The public methods may be called from any thread.
 */
public final class AgentLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);

    private final AgentClock clock;
    private final Feed feed;
    private final Engine engine;
    private final Errands errands;
    private final LoopSettings settings;
    private final Inbox inbox = new Inbox();
    private final VertxLoopDriver driver;
    private final CompletableFuture<Void> firstTurn = new CompletableFuture<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    private Optional<Platform> platform = Optional.empty();
    private Optional<Turn> turn = Optional.empty();
    private List<VirtualAddress> ownAddresses;
    private long nextHeartbeatNanos;
    private boolean crashed;
    private volatile long lastTurnNanos;

    /** @throws IllegalStateException when the machine has no native epoll */
    public AgentLoop(
            EngineConfig config, Engine engine, AgentClock clock, Feed feed, Errands errands, LoopSettings settings) {
        this.engine = engine;
        this.clock = clock;
        this.feed = feed;
        this.errands = errands;
        this.settings = settings;
        this.ownAddresses = addressesOf(config);
        this.driver = VertxLoopDriver.start(clock::nanos, this::runTurn);
    }

    /**
     * Opens the machine and begins.
     *
     * @return done after the first turn, when elections run; failed when the machine could not be opened
     */
    public CompletableFuture<Void> start(PlatformFactory factory) {
        driver.call(() -> {
                    Platform opened = factory.open(driver);
                    platform = Optional.of(opened);
                    turn = Optional.of(new Turn(
                            engine, opened, errands, inbox, feed, clock::nanos, clock::wallMillis, Turn.ROUND_LIMIT));
                    driver.wake();
                    return opened;
                })
                .exceptionally(thrown -> {
                    firstTurn.completeExceptionally(thrown);
                    throw new IllegalStateException(thrown);
                });
        return firstTurn;
    }

    /** Runs something on the loop's thread, for what belongs to that thread alone, such as its scheduling class. */
    public <T> CompletableFuture<T> call(java.util.concurrent.Callable<T> task) {
        return driver.call(task);
    }

    /** Tells the engine something in the next turn. Returns false, and counts, when the loop no longer keeps up. */
    public boolean post(Input input) {
        boolean taken = inbox.post(input);
        driver.wake();
        return taken;
    }

    /** Tells the engine something in the next turn and hands back what it says, when that turn's actions are done. */
    public <T> CompletableFuture<T> ask(Question<T> question) {
        CompletableFuture<T> told = new CompletableFuture<>();
        boolean taken = post((decisions, now) -> told.complete(question.ask(decisions, now)));
        if (!taken) {
            told.completeExceptionally(new IllegalStateException("the agent loop does not take inputs any more"));
        }
        return told.thenCompose(answer -> driver.call(() -> answer));
    }

    /** Has the engine change over to another configuration; done when it is in force. */
    public CompletableFuture<ReloadPlan> reconfigure(EngineConfig config) {
        return ask((decisions, now) -> {
            ownAddresses = addressesOf(config);
            return decisions.onConfig(now, config);
        });
    }

    /** Has the engine resign and stop; done when nothing is left to wait for. The caller bounds the wait. */
    public CompletableFuture<Void> shutdown() {
        post(Engine::onShutdown);
        return finished;
    }

    /** When the last turn ended, on the agent's clock. */
    public long lastTurnNanos() {
        return lastTurnNanos;
    }

    /** How many inputs were refused because too many waited. */
    public long refusedInputs() {
        return inbox.refused();
    }

    private void runTurn() {
        if (crashed || turn.isEmpty()) {
            return;
        }
        try {
            boolean again = turn.get().run();
            lastTurnNanos = clock.nanos();
            heartbeat(lastTurnNanos);
            firstTurn.complete(null);
            if (turn.get().isFinished()) {
                finished.complete(null);
            }
            if (again) {
                driver.wake();
            }
            driver.wakeAt(Math.min(turn.get().nextDeadlineNanos(), nextHeartbeatNanos));
        } catch (Throwable broken) {
            crash(broken);
        }
    }

    private void heartbeat(long nowNanos) {
        if (nextHeartbeatNanos - nowNanos <= 0) {
            nextHeartbeatNanos = nowNanos + settings.heartbeatNanos();
            settings.onHeartbeat().run();
        }
    }

    private void crash(Throwable broken) {
        crashed = true;
        LOG.error("broken invariant, the agent resigns and ends", broken);
        firstTurn.completeExceptionally(broken);
        try {
            turn.ifPresent(Turn::resign);
        } catch (Throwable again) {
            LOG.error("could not resign, removing the addresses only", again);
            removeOwnAddresses();
        } finally {
            finished.complete(null);
            settings.onCrash().run();
        }
    }

    private void removeOwnAddresses() {
        try {
            platform.ifPresent(machine -> machine.addresses().remove(ownAddresses));
        } catch (Throwable last) {
            LOG.error("could not remove the addresses, their lease will end them", last);
        }
    }

    private static List<VirtualAddress> addressesOf(EngineConfig config) {
        return config.routers().stream()
                .flatMap(router -> router.addresses().stream())
                .toList();
    }

    /** Closes the machine and ends the thread, without a word to peers: {@link #shutdown} comes first. */
    @Override
    public void close() {
        driver.call(() -> {
                    turn = Optional.empty();
                    platform.ifPresent(Platform::close);
                    platform = Optional.empty();
                    return true;
                })
                .join();
        driver.close();
    }
}
