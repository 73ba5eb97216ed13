package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServerReport;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.ipvs.Statistics;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.TableReport;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.CheckConfig;
import dev.holdfast.core.lvs.CheckName;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.lvs.RealServerConfig;
import dev.holdfast.core.lvs.ServiceOrder;
import dev.holdfast.core.lvs.SorryServer;
import dev.holdfast.core.lvs.TableConfig;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One node with virtual servers, and a kernel's table beside it that does as it is told, or refuses. */
final class Director implements TableOrder.Visitor<Outcome>, ServiceOrder.Kind<Outcome> {
    static final long SECOND = 1_000_000_000L;
    static final ServiceId WEB = ServiceId.of(Protocol.TCP, "192.0.2.100", 80);
    static final AddressPort A = AddressPort.of("192.0.2.11", 80);
    static final AddressPort B = AddressPort.of("192.0.2.12", 80);
    static final AddressPort SORRY = AddressPort.of("192.0.2.99", 80);

    final Engine engine;
    final List<String> orders = new ArrayList<>();
    final List<String> news = new ArrayList<>();
    final List<ScriptRun> runs = new ArrayList<>();
    final List<Set<TrackerId>> suspended = new ArrayList<>();
    final Map<ServiceId, VirtualService> services = new LinkedHashMap<>();
    final Map<ServiceId, Map<AddressPort, RealServer>> servers = new LinkedHashMap<>();
    final Map<SyncDaemon.Role, SyncDaemon> daemons = new EnumMap<>(SyncDaemon.Role.class);
    Timeouts timeouts = new Timeouts(900, 120, 300);
    Optional<String> refusal = Optional.empty();

    Director(VirtualServerConfig... configured) {
        this(TableConfig.NONE, configured);
    }

    Director(TableConfig beside, VirtualServerConfig... configured) {
        engine = new Engine(config(configured).balancing(List.of(configured), beside));
    }

    static EngineConfig config(VirtualServerConfig... configured) {
        return new EngineConfig("lb01", List.of()).balancing(List.of(configured));
    }

    static VirtualServerConfig web(Optional<SorryServer> sorry, Quorum quorum, RealServerConfig... real) {
        return new VirtualServerConfig("web", VirtualService.of(WEB, "rr"), Arrays.asList(real), sorry, quorum);
    }

    static VirtualServerConfig web(RealServerConfig... real) {
        return web(Optional.empty(), Quorum.ONE, real);
    }

    static Optional<SorryServer> sorry(boolean inhibit) {
        return Optional.of(new SorryServer(RealServer.of(SORRY, Forwarding.DR, 1), inhibit));
    }

    /** A server of weight 1 whose check gives up after one more failure. */
    static RealServerConfig real(AddressPort at) {
        return real(at, 1, false, false);
    }

    static RealServerConfig real(AddressPort at, int weight, boolean inhibit, boolean alpha) {
        TrackerConfig check = new TrackerConfig(checkOf(at), 1, 2, alpha, "");
        return new RealServerConfig(
                RealServer.of(at, Forwarding.DR, weight), inhibit, List.of(CheckConfig.plain(check)));
    }

    static TrackerId checkOf(AddressPort at) {
        return CheckName.of(WEB.toString(), at, "TCP_CHECK");
    }

    Director begun() {
        report(0);
        return this;
    }

    /** Tells the table as it is now. */
    void report(long now) {
        engine.onWake(now);
        engine.ipvsInputs().onTable(now, new TableReport(table(), timeouts, List.copyOf(daemons.values())));
        finish(now);
    }

    private List<ServiceReport> table() {
        return services.values().stream()
                .map(service -> new ServiceReport(
                        service,
                        Statistics.NONE,
                        of(service.id()).values().stream()
                                .map(one -> new ServerReport(one, 0, 0, 0, Statistics.NONE))
                                .toList()))
                .toList();
    }

    void check(long now, AddressPort at, boolean good) {
        look(now, at, good ? TrackerResult.passed("") : TrackerResult.failed("refused"));
    }

    void look(long now, AddressPort at, TrackerResult result) {
        engine.onWake(now);
        engine.onTrackerResult(now, checkOf(at), result, 1);
        finish(now);
    }

    void reload(long now, VirtualServerConfig... configured) {
        reload(now, config(configured));
    }

    void reload(long now, EngineConfig changed) {
        engine.onWake(now);
        engine.onConfig(now, changed);
        finish(now);
    }

    void turn(long now) {
        engine.onWake(now);
        finish(now);
    }

    void finish(long now) {
        engine.onTime(now);
        for (List<Action> actions = engine.takeActions(); !actions.isEmpty(); actions = engine.takeActions()) {
            for (Action action : actions) {
                engine.onOutcome(now, action, Outcome.DONE);
                if (action instanceof Action.OrderIpvs order) {
                    engine.ipvsInputs().onDone(now, order.order(), carryOut(order.order()));
                } else if (action instanceof Action.SuspendChecks checks) {
                    suspended.add(checks.checks());
                } else if (action instanceof Action.RunScript script) {
                    runs.add(script.run());
                } else if (action instanceof Action.Publish publish
                        && publish.event() instanceof AgentEvent.LvsNoted noted) {
                    news.add(String.join(
                            " ",
                            noted.virtualServer(),
                            noted.realServer(),
                            noted.notice().name(),
                            noted.detail()));
                }
            }
        }
        engine.nextDeadlineNanos();
    }

    /** The script that was started last has ended. */
    void scriptEnds(long now) {
        engine.onWake(now);
        engine.onScriptFinished(now, runs.get(runs.size() - 1).id(), ScriptResult.SUCCEEDED, 0, SECOND, "");
        finish(now);
    }

    private Outcome carryOut(TableOrder order) {
        Outcome outcome = order.accept(this);
        return refusal.map(error -> Outcome.failed("change IPVS", order.subject(), error))
                .orElse(outcome);
    }

    @Override
    public Outcome service(ServiceOrder order) {
        return order.acceptKind(this);
    }

    @Override
    public Outcome setTimeouts(TableOrder.SetTimeouts order) {
        orders.add("set " + order.wanted());
        return Outcome.DONE;
    }

    @Override
    public Outcome startSync(TableOrder.StartSync order) {
        orders.add("start " + order.wanted().role() + " " + order.wanted().syncId());
        if (refusal.isEmpty()) {
            daemons.put(order.wanted().role(), order.wanted());
        }
        return Outcome.DONE;
    }

    @Override
    public Outcome stopSync(TableOrder.StopSync order) {
        orders.add("stop " + order.role());
        daemons.remove(order.role());
        return Outcome.DONE;
    }

    @Override
    public Outcome putService(ServiceOrder.PutService order) {
        orders.add("+ " + order.service());
        if (refusal.isEmpty()) {
            services.put(order.service(), order.wanted());
            of(order.service());
        }
        return Outcome.DONE;
    }

    @Override
    public Outcome removeService(ServiceOrder.RemoveService order) {
        orders.add("- " + order.service());
        services.remove(order.service());
        servers.remove(order.service());
        return Outcome.DONE;
    }

    @Override
    public Outcome putServer(ServiceOrder.PutServer order) {
        orders.add("+ " + order.wanted().at() + " " + order.wanted().weight());
        if (refusal.isEmpty()) {
            of(order.service()).put(order.wanted().at(), order.wanted());
        }
        return Outcome.DONE;
    }

    @Override
    public Outcome removeServer(ServiceOrder.RemoveServer order) {
        orders.add("- " + order.server());
        of(order.service()).remove(order.server());
        return Outcome.DONE;
    }

    /** The servers of a service. */
    Map<AddressPort, RealServer> of(ServiceId service) {
        return servers.computeIfAbsent(service, fresh -> new LinkedHashMap<>());
    }

    List<String> takeOrders() {
        List<String> taken = List.copyOf(orders);
        orders.clear();
        return taken;
    }

    VirtualServerSnapshot snapshot() {
        return engine.snapshot(0).virtualServers().get(0);
    }
}
