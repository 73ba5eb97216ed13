package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.SyncDaemon.Role;
import dev.holdfast.core.lvs.SyncConfig;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The kernel's sync daemons: while this node is master it tells the others of its connections, else it listens. Daemons are
 * left alone as long as the configuration never spoke of them.
 */
final class SyncDaemons {
    private static final String NAME = "lvs_sync_daemon";

    private final Predicate<String> isMaster;
    private final Reporter reporter;
    private final Pursuit pursuit;
    private final Map<Role, SyncDaemon> running = new EnumMap<>(Role.class);

    /** Those that run as an earlier configuration wanted them, though they may look the same: not all of it is shown. */
    private final Set<Role> outdated = EnumSet.noneOf(Role.class);

    private Optional<SyncConfig> config = Optional.empty();
    private Set<Role> roles = Set.of();
    private boolean ours;

    /** @param isMaster whether the virtual router of this name is master now */
    SyncDaemons(Outbox outbox, Predicate<String> isMaster) {
        this.isMaster = isMaster;
        this.reporter = new Reporter(() -> NAME, outbox);
        this.pursuit = new Pursuit(outbox);
    }

    /** Like this from now on; {@link #follow} comes when the virtual routers are as they will be. */
    void want(long nowNanos, Optional<SyncConfig> wanted) {
        Optional<SyncConfig> before = config;
        config = wanted;
        ours |= wanted.isPresent();
        if (before.isPresent() && !before.equals(wanted)) {
            outdated.addAll(running.keySet());
        }
        pursuit.startAnew(nowNanos);
    }

    /** A virtual router may have moved. */
    void follow(long nowNanos) {
        Set<Role> now = config.map(sync -> sync.roles(isMaster)).orElse(Set.of());
        if (!now.equals(roles)) {
            roles = now;
            pursuit.startAnew(nowNanos);
        }
        pursuit.act(nowNanos, this::orders);
    }

    void onReport(long nowNanos, List<SyncDaemon> present) {
        pursuit.onReport();
        running.clear();
        present.forEach(daemon -> running.put(daemon.role(), daemon));
        outdated.retainAll(running.keySet());
        follow(nowNanos);
    }

    void started(long nowNanos, SyncDaemon daemon, Outcome outcome) {
        if (outcome.isDone()) {
            running.put(daemon.role(), daemon);
        }
        answered(nowNanos, outcome);
    }

    void stopped(long nowNanos, Role role, Outcome outcome) {
        if (outcome.isDone()) {
            running.remove(role);
            outdated.remove(role);
        }
        answered(nowNanos, outcome);
    }

    private void answered(long nowNanos, Outcome outcome) {
        reporter.failed(nowNanos, outcome);
        pursuit.onOutcome(nowNanos, outcome);
        follow(nowNanos);
    }

    /** Whether no answer is awaited. */
    boolean areIdle() {
        return !pursuit.isAwaiting();
    }

    long nextDeadlineNanos() {
        return pursuit.nextDeadlineNanos();
    }

    /** Whoever is to stop comes first: so there is no moment in which this node tells itself. */
    private List<TableOrder> orders() {
        List<TableOrder> orders = new ArrayList<>();
        for (Role role : running.keySet()) {
            if (ours && !isRight(role)) {
                orders.add(new TableOrder.StopSync(role));
            }
        }
        for (Role role : roles) {
            if (!isRight(role)) {
                config.ifPresent(sync -> orders.add(new TableOrder.StartSync(sync.daemon(role))));
            }
        }
        return orders;
    }

    private boolean isRight(Role role) {
        SyncDaemon daemon = running.get(role);
        return daemon != null
                && roles.contains(role)
                && !outdated.contains(role)
                && config.filter(sync -> sync.daemon(role).isFulfilledBy(daemon))
                        .isPresent();
    }
}
