package dev.holdfast.agent.boot;

import dev.holdfast.agent.arbitrate.Arbiters;
import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.config.ConfigLoader;
import dev.holdfast.agent.control.Answer;
import dev.holdfast.agent.control.ControlServer;
import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.StatusBoard;
import dev.holdfast.agent.http.StatusServer;
import dev.holdfast.agent.loop.AgentLoop;
import dev.holdfast.agent.lvs.TableKeeper;
import dev.holdfast.agent.notify.ScriptRunner;
import dev.holdfast.linux.process.ServiceManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running agent: {@link #start}, {@link #reload} as often as wanted, {@link #stop}.
 *
 * <p>The public methods may be called from any thread; none of them on the agent loop.
 */
public final class Agent {
    /** For {@code notify_stop}; the service manager waits for ten. */
    private static final long STOP_LIMIT_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Parts parts;
    private final Reloader reloader;
    private Optional<ControlServer> control = Optional.empty();

    private Agent(Parts parts, Reloader reloader) {
        this.parts = parts;
        this.reloader = reloader;
    }

    /**
     * What an agent is made of.
     *
     * @param http empty when nothing is to be listened on
     */
    record Parts(
            AgentClock clock,
            StatusBoard status,
            Feed feed,
            AgentLoop loop,
            Locks locks,
            ScriptRunner scripts,
            Telling telling,
            Probing probing,
            Arbiters arbiters,
            PeerAsking peers,
            Balancing balancing,
            ServiceManager manager,
            Exporters exporters,
            Optional<StatusServer> http) {}

    /**
     * Starts an agent; when this returns, elections run.
     *
     * @param file where {@code config} came from, and where reloads read
     * @param onCrash told on the agent loop when an invariant broke: the agent has resigned and should be ended
     * @throws StartFailure when it cannot start here; nothing is left behind
     */
    public static Agent start(Path file, AgentConfig config, ConfigLoader loader, Runnable onCrash)
            throws StartFailure {
        return start(file, config, loader, onCrash, Balancing::openKernel);
    }

    /**
     * The same with another load balancer than the kernel's.
     *
     * @param balancer opened when the configuration asks for one
     */
    public static Agent start(
            Path file, AgentConfig config, ConfigLoader loader, Runnable onCrash, TableKeeper.Opener balancer)
            throws StartFailure {
        Parts parts = new Boot(config, onCrash, balancer).run();
        return new Agent(parts, new Reloader(file, loader, config, parts));
    }

    /**
     * Lets operators reach this agent; called once, by the thread that stops it. Where that is not possible the agent goes
     * on without: an election does not wait for a file name.
     */
    public void listenForOperators(Path socket) {
        try {
            control = Optional.of(ControlServer.start(socket, new OperatorHand(parts.loop(), reloader)));
        } catch (IOException refused) {
            LOG.warn("operators cannot reach this agent, no control socket: {}", refused.toString());
        }
    }

    /** Has this called once, on the agent loop, when the node is to fence itself: {@link #stop} and {@link #reboot} follow. */
    public void onSelfFence(Runnable fence) {
        parts.feed().subscribe(new SelfFence(fence));
    }

    /** Runs the command of {@code self_fence}, if there is one. After {@link #stop}; waits for it. */
    public void reboot() {
        reloader.current()
                .engine()
                .splitBrain()
                .resolution()
                .reboot()
                .ifPresent(command -> SelfFence.reboot(parts.scripts(), command));
    }

    /** Reads the file again, off the calling thread; done when what it says is in force, or refused. */
    public CompletableFuture<Answer> reload() {
        return reloader.reload();
    }

    /** The port of the HTTP server; 0 without one. */
    public int httpPort() {
        return parts.http().map(StatusServer::port).orElse(0);
    }

    /** Resigns, waits a bounded time for {@code notify_stop}, and ends every thread. */
    public void stop() {
        LOG.info("stopping");
        tell(parts.manager().stopping());
        control.ifPresent(ControlServer::close);
        reloader.close();
        parts.status().ready(false);
        awaitResignation();
        parts.telling().close();
        parts.probing().close();
        parts.arbiters().close();
        parts.peers().close();
        parts.scripts().close();
        parts.balancing().keeper().close();
        parts.loop().close();
        parts.http().ifPresent(StatusServer::close);
        parts.exporters().close();
        LOG.info("stopped");
    }

    private void awaitResignation() {
        try {
            parts.loop().shutdown().get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            LOG.warn("scripts did not end within {} s and are ended", STOP_LIMIT_SECONDS);
        } catch (ExecutionException broken) {
            LOG.error("could not resign in order", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void tell(dev.holdfast.core.port.Outcome told) {
        told.failure().ifPresent(failure -> LOG.warn("{}", failure));
    }
}
