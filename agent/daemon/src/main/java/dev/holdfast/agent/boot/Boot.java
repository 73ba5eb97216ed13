package dev.holdfast.agent.boot;

import dev.holdfast.agent.arbitrate.Arbiters;
import dev.holdfast.agent.arbitrate.DiskSettings;
import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.config.HttpConfig;
import dev.holdfast.agent.decide.Offers;
import dev.holdfast.agent.decide.Tokens;
import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.StatusBoard;
import dev.holdfast.agent.http.HttpSettings;
import dev.holdfast.agent.http.Shown;
import dev.holdfast.agent.http.StatusServer;
import dev.holdfast.agent.log.EventLog;
import dev.holdfast.agent.log.RecentEvents;
import dev.holdfast.agent.loop.AgentLoop;
import dev.holdfast.agent.loop.Errands;
import dev.holdfast.agent.loop.LoopSettings;
import dev.holdfast.agent.loop.Rehearsal;
import dev.holdfast.agent.lvs.TableKeeper;
import dev.holdfast.agent.notify.ScriptEnd;
import dev.holdfast.agent.notify.ScriptRunner;
import dev.holdfast.agent.notify.UserDatabase;
import dev.holdfast.agent.track.Suspension;
import dev.holdfast.core.arbitrate.DiskAnswer;
import dev.holdfast.core.arbitrate.WitnessAnswer;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.Platform;
import dev.holdfast.linux.LinuxPlatform;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.process.NetNamespace;
import dev.holdfast.linux.process.ProcessGroups;
import dev.holdfast.linux.process.RealTime;
import dev.holdfast.linux.process.ServiceManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of an agent, in the order in which it may fail: privileges, users, locks, listening, and only then the first
 * word to anybody. What was started before a failure is ended again.
 */
final class Boot {
    private static final Logger LOG = LoggerFactory.getLogger(Boot.class);

    private final AgentConfig config;
    private final Runnable onCrash;
    private final TableKeeper.Opener balancer;
    private final AgentClock clock = new AgentClock();
    private final UserDatabase users = new UserDatabase();
    private final Locks locks = new Locks();
    private final Tokens tokens = new Tokens(System::currentTimeMillis);
    private final Offers offers = new Offers(tokens);
    private final Exporters exporters = new Exporters();
    private final RecentEvents recentEvents = new RecentEvents();
    private final Arbiters arbiters;
    private final Suspension suspension = new Suspension();
    private final List<Runnable> undo = new ArrayList<>();
    private volatile Optional<AgentLoop> runningLoop = Optional.empty();

    Boot(AgentConfig config, Runnable onCrash, TableKeeper.Opener balancer) {
        this.config = config;
        this.onCrash = onCrash;
        this.balancer = balancer;
        this.arbiters = new Arbiters(this::enterNamespace, this::onWitness, this::onDisk);
    }

    Agent.Parts run() throws StartFailure {
        try {
            return start();
        } catch (StartFailure | RuntimeException failed) {
            undoAll(failed);
            throw failed;
        }
    }

    private void undoAll(Exception failed) {
        for (int i = undo.size() - 1; i >= 0; i--) {
            try {
                undo.get(i).run();
            } catch (RuntimeException again) {
                failed.addSuppressed(again); // The first failure is the one to tell.
            }
        }
    }

    private Agent.Parts start() throws StartFailure {
        BuildInfo build = BuildInfo.read();
        StatusBoard status = new StatusBoard(build.version(), build.revision(), clock.epochMillis(0));
        Engine engine = new Engine(config.engine());
        Feed feed = new Feed(clock, status, engine.snapshot(clock.nanos()));
        feed.surroundedBy(new AroundTheFeed(feed, exporters, config.global().netNamespace(), offers));
        feed.subscribe(new EventLog(recentEvents));
        CompletableFuture<Listening> listening = startListening(feed);
        // Beside it: the native library is loaded for this.
        ServiceManager manager = ServiceManager.fromEnvironment();
        feed.subscribe(new ServiceStatus(manager, feed));
        Privileges.check(config);
        Optional<String> userProblem = new ScriptUserCheck(users).problem(config);
        if (userProblem.isPresent()) {
            throw new StartFailure(ExitCode.CANNOT_START, userProblem.get());
        }
        ScriptRunner scripts = scripts();
        Balancing balancing = balancing();
        Errands errands = new Errands(scripts::start, arbiters, balancing.keeper()::order, suspension::cover);
        AgentLoop loop = loop(engine, feed, errands, loopSettings(manager));
        enterNamespace(loop);
        lock(loop);
        Optional<String> noTable = balancing.problem(config);
        if (noTable.isPresent()) {
            throw new StartFailure(ExitCode.CANNOT_START, noTable.get());
        }
        Telling telling = telling(feed, loop, scripts);
        Optional<HmacPolicy> signing = config.engine().routers().stream()
                .flatMap(router -> router.hmac().stream())
                .findFirst();
        int adverts = Rehearsal.run(EventLog.silent(), signing);
        LOG.debug("rehearsed with {} adverts", adverts);
        Listening web = join(listening);
        loop.start(this::openPlatform).join();
        balancing.keeper().lookSoon();
        status.ready(true);
        enableRealTime();
        Rehearsal.repeat(EventLog.silent(), signing);
        tokens.prepare();
        LOG.info(
                "Holdfast {} runs as {} instances={} http={}",
                build.version(),
                config.engine().routerId(),
                config.engine().routers().size(),
                config.http().listen().map(Object::toString).orElse("off"));
        Probing probing = probing(loop, feed, scripts);
        PeerAsking peers = peers(loop, web);
        Agent.tell(manager.ready());
        return new Agent.Parts(
                clock,
                status,
                feed,
                loop,
                locks,
                scripts,
                telling,
                probing,
                arbiters,
                peers,
                balancing,
                manager,
                exporters,
                web.server());
    }

    /** Exporters and the HTTP server: half of the start, and independent of the other half. */
    private CompletableFuture<Listening> startListening(Feed feed) {
        CompletableFuture<Listening> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        exporters.start(feed, config.exporters());
                        result.complete(new Listening(listen(feed)));
                    } catch (Throwable thrown) {
                        result.completeExceptionally(thrown);
                    }
                },
                "holdfast-listen");
        thread.start();
        undo.add(exporters::close);
        undo.add(() -> result.thenAccept(Listening::close).join());
        return result;
    }

    private Optional<StatusServer> listen(Feed feed) throws IOException {
        if (config.http().listen().isEmpty()) {
            return Optional.empty();
        }
        HttpSettings settings = httpSettings(config.http().listen().get());
        Shown shown = new Shown(
                feed,
                recentEvents,
                this::lastTurnAge,
                exporters.endpoints(),
                Optional.of(new WebDecisions(tokens, () -> runningLoop)));
        return Optional.of(StatusServer.start(settings, shown));
    }

    private HttpSettings httpSettings(HttpConfig.Listen listen) throws IOException {
        if (config.http().webConfig().isEmpty()) {
            return new HttpSettings(listen.host(), listen.port());
        }
        WebConfigFile file = new WebConfigFile(config.http().webConfig().get());
        HttpSettings.Web web = new HttpSettings.Web(file.first(), file, HttpSettings.Web.LOOK_MILLIS);
        return new HttpSettings(listen.host(), listen.port(), Optional.of(web));
    }

    private long lastTurnAge() {
        return runningLoop.map(loop -> clock.nanos() - loop.lastTurnNanos()).orElse(Long.MAX_VALUE);
    }

    private record Listening(Optional<StatusServer> server) {
        void close() {
            server.ifPresent(StatusServer::close);
        }
    }

    private ScriptRunner scripts() {
        ScriptRunner scripts = new ScriptRunner(
                Privileges.towardsScripts(),
                config.global().scriptUser(),
                users,
                (group, signal) -> Agent.tell(ProcessGroups.signal(group, signal)),
                this::enterNamespace,
                this::onScriptEnd);
        undo.add(scripts::close);
        return scripts;
    }

    /** After everything else: the first results are wanted soon, but nothing waits for them to say that it is up. */
    private Probing probing(AgentLoop loop, Feed feed, ScriptRunner scripts) {
        Probing probing =
                new Probing(loop, feed, scripts, suspension, config.global().netNamespace());
        undo.add(probing::close);
        probing.reconfigure(config.probes());
        return probing;
    }

    /** Not before elections run: what peers say is compared with what this node is. */
    private PeerAsking peers(AgentLoop loop, Listening web) {
        PeerAsking peers = new PeerAsking(loop, clock, config.global().netNamespace(), web.server());
        undo.add(peers::close);
        peers.reconfigure(config.peers());
        return peers;
    }

    /** Before the first state, which is told too. */
    private Telling telling(Feed feed, AgentLoop loop, ScriptRunner scripts) {
        Telling telling =
                new Telling(clock, feed, loop, scripts, offers, config.global().netNamespace());
        undo.add(telling::close);
        telling.reconfigure(config);
        return telling;
    }

    private void onScriptEnd(ScriptEnd end) {
        runningLoop.ifPresent(loop -> loop.post((engine, now) ->
                engine.onScriptFinished(now, end.id(), end.result(), end.exitStatus(), end.tookNanos(), end.detail())));
    }

    private Balancing balancing() {
        Balancing balancing = new Balancing(
                balancer,
                config.global().netNamespace(),
                input -> runningLoop.map(loop -> loop.post(input)).orElse(false));
        undo.add(balancing.keeper()::close);
        return balancing;
    }

    private AgentLoop loop(Engine engine, Feed feed, Errands errands, LoopSettings settings) throws StartFailure {
        try {
            arbiters.reconfigure(config.etcd(), DiskSettings.of(config.engine()));
            undo.add(arbiters::close);
            AgentLoop loop = new AgentLoop(config.engine(), engine, clock, feed, errands, settings);
            undo.add(loop::close);
            runningLoop = Optional.of(loop);
            return loop;
        } catch (IllegalStateException noEpoll) {
            throw new StartFailure(ExitCode.CANNOT_START, String.valueOf(noEpoll.getMessage()), noEpoll);
        }
    }

    private void onWitness(RouterKey router, WitnessAnswer answer) {
        runningLoop.ifPresent(
                loop -> loop.post((engine, now) -> engine.splitInputs().onWitness(now, router, answer)));
    }

    private void onDisk(RouterKey router, DiskAnswer answer) {
        runningLoop.ifPresent(
                loop -> loop.post((engine, now) -> engine.splitInputs().onDisk(now, router, answer)));
    }

    private LoopSettings loopSettings(ServiceManager manager) {
        long heartbeat = manager.watchdogInterval()
                .map(interval -> Math.min(interval.toNanos() / 2, LoopSettings.LONGEST_HEARTBEAT_NANOS))
                .orElse(LoopSettings.LONGEST_HEARTBEAT_NANOS);
        boolean watched = manager.watchdogInterval().isPresent();
        return new LoopSettings(heartbeat, watched ? () -> Agent.tell(manager.watchdog()) : () -> {}, onCrash);
    }

    private void enterNamespace() {
        config.global().netNamespace().map(NetNamespace::enter).ifPresent(Agent::tell);
    }

    private void enterNamespace(AgentLoop loop) throws StartFailure {
        if (config.global().netNamespace().isPresent()) {
            String name = config.global().netNamespace().get();
            Outcome entered = loop.call(() -> NetNamespace.enter(name)).join();
            if (!entered.isDone()) {
                throw new StartFailure(
                        ExitCode.CANNOT_START,
                        "net_namespace: "
                                + entered.failure().map(Object::toString).orElse(""));
            }
        }
    }

    private void lock(AgentLoop loop) throws StartFailure {
        Optional<String> refusal =
                loop.call(() -> locks.acquireAll(config.engine())).join();
        if (refusal.isPresent()) {
            throw new StartFailure(ExitCode.CANNOT_START, refusal.get());
        }
        loop.call(() -> {
                    locks.keepOnly(config.engine());
                    return true;
                })
                .join();
    }

    private static Listening join(CompletableFuture<Listening> listening) throws StartFailure {
        try {
            return listening.join();
        } catch (CompletionException failed) {
            String why = failed.getCause() instanceof IOException refused
                    ? "http: " + refused.getMessage()
                    : "http: " + failed.getCause();
            throw new StartFailure(ExitCode.CANNOT_START, why, failed);
        }
    }

    private Platform openPlatform(dev.holdfast.core.port.DescriptorWatcher watcher) {
        try {
            LinuxPlatform platform = LinuxPlatform.open(watcher);
            platform.vmacs().removeLeft(this::isWanted).forEach(Agent::tell);
            return platform;
        } catch (ErrnoException refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        }
    }

    /** A macvlan that an agent left which died stays when it is to be used again, or when its agent lives after all. */
    private boolean isWanted(Vmac left) {
        boolean isConfigured = config.engine().routers().stream()
                .flatMap(router -> router.vmac().stream())
                .anyMatch(vmac -> vmac.dev().equals(left.dev()) && vmac.router().equals(left.router()));
        return isConfigured || locks.isHeldByAnother(left.router());
    }

    /** Last, when all threads that matter run. */
    private void enableRealTime() {
        if (config.global().vrrpRtPriority().isPresent()) {
            int priority = config.global().vrrpRtPriority().getAsInt();
            RealTime.enable(priority).forEach(Agent::tell);
        }
    }
}
