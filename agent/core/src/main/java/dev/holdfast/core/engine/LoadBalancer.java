package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.TableReport;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.lvs.ServiceOrder;
import dev.holdfast.core.lvs.TableConfig;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernel's load balancer: virtual servers, timeouts of connections, and their sync with other directors. */
final class LoadBalancer {
    private final VirtualServers servers;
    private final IpvsTimeouts timeouts;
    private final SyncDaemons sync;
    private TableConfig config = TableConfig.NONE;
    private boolean known;

    LoadBalancer(Interfaces interfaces, Routers routers, Outbox outbox) {
        this.servers = new VirtualServers(interfaces, outbox);
        this.timeouts = new IpvsTimeouts(outbox);
        this.sync = new SyncDaemons(
                outbox,
                name -> routers.named(name)
                        .filter(router -> router.state().reported() == RouterState.MASTER)
                        .isPresent());
    }

    /** Like this from now on. */
    void want(long nowNanos, EngineConfig wanted) {
        config = wanted.table();
        servers.want(nowNanos, wanted.virtualServers());
        timeouts.want(nowNanos, config.timeouts());
        sync.want(nowNanos, config.sync());
    }

    /** The agent stops: its services and sync daemons go with it, and timeouts are as they were. */
    void stop(long nowNanos) {
        servers.want(nowNanos, List.of());
        if (config.flushesOnStop()) {
            servers.flush(nowNanos);
        }
        timeouts.want(nowNanos, Timeouts.UNCHANGED);
        sync.want(nowNanos, Optional.empty());
        sync.follow(nowNanos);
    }

    /** All that the kernel has. */
    void onReport(long nowNanos, TableReport present) {
        servers.onReport(nowNanos, present.services());
        if (!known && config.flushes()) {
            servers.flush(nowNanos);
        }
        known = true;
        timeouts.onReport(nowNanos, present.timeouts());
        sync.onReport(nowNanos, present.daemons());
    }

    /** Says whether a quorum is another one now. */
    boolean onResult(long nowNanos, TrackerId check, TrackerResult result, long tookNanos) {
        return servers.onResult(nowNanos, check, result, tookNanos);
    }

    /** Whether enough servers of the virtual server of this name are up; empty when there is none. */
    Optional<Boolean> quorum(String name) {
        return servers.quorum(name);
    }

    void onOutcome(long nowNanos, TableOrder order, Outcome outcome) {
        order.accept(new TableOrder.Visitor<Outcome>() {
            @Override
            public Outcome service(ServiceOrder done) {
                servers.onOutcome(nowNanos, done, outcome);
                return outcome;
            }

            @Override
            public Outcome setTimeouts(TableOrder.SetTimeouts done) {
                timeouts.onSet(nowNanos, done.wanted(), outcome);
                return outcome;
            }

            @Override
            public Outcome startSync(TableOrder.StartSync done) {
                sync.started(nowNanos, done.wanted(), outcome);
                return outcome;
            }

            @Override
            public Outcome stopSync(TableOrder.StopSync done) {
                sync.stopped(nowNanos, done.role(), outcome);
                return outcome;
            }
        });
    }

    /** A virtual router may have moved. */
    void follow(long nowNanos) {
        sync.follow(nowNanos);
    }

    void onTime(long nowNanos) {
        servers.onTime(nowNanos);
        timeouts.act(nowNanos);
        sync.follow(nowNanos);
    }

    /** Whether no answer is awaited that a stop has to wait for. */
    boolean isIdle() {
        return servers.areIdle() && timeouts.areIdle() && sync.areIdle();
    }

    /** The scripts of each virtual server. */
    Stream<NotifyDesk> desks() {
        return servers.desks();
    }

    long nextDeadlineNanos() {
        long upkeep = Math.min(timeouts.nextDeadlineNanos(), sync.nextDeadlineNanos());
        return Math.min(servers.nextDeadlineNanos(), upkeep);
    }

    /** In the order of the configuration. */
    List<VirtualServerSnapshot> snapshot() {
        return servers.snapshot();
    }
}
