package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.lvs.KnownService;
import dev.holdfast.core.lvs.ServerPool;
import dev.holdfast.core.lvs.ServerPool.News;
import dev.holdfast.core.lvs.ServerPool.Upshot;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.LvsNotice;
import dev.holdfast.core.spi.LvsTableState;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One service that the kernel should have, or should not have any more, and the orders that make it so. What the kernel
 * refuses is ordered again after {@link Pauses}; what somebody else changed is put right at once, and then after pauses.
 */
final class BalancedService {
    private final ServiceId id;
    private final Outbox outbox;
    private final Reporter reporter;
    private final Pauses pauses = new Pauses();
    private final KnownService known = new KnownService();
    private final LvsHerald herald;
    private Optional<ServerPool> pool;
    private String name;
    private Optional<VirtualServerSnapshot> portrait = Optional.empty();
    private boolean reported;
    private boolean open;
    private int awaited;
    private boolean refused;
    private long refusals;
    private long restorations;

    BalancedService(VirtualServerConfig config, Outbox outbox) {
        this.id = config.service().id();
        this.outbox = outbox;
        this.reporter = new Reporter(this::name, outbox);
        this.herald = new LvsHerald(id, outbox);
        this.pool = Optional.of(new ServerPool(config));
        this.name = config.name();
        this.open = true;
    }

    ServiceId id() {
        return id;
    }

    private String name() {
        return name;
    }

    /** The checks of its servers. */
    Stream<TrackerId> checks() {
        return pool.stream()
                .flatMap(servers -> servers.config().servers().stream())
                .flatMap(server -> server.checks().stream())
                .map(check -> check.tracker().id());
    }

    /**
     * As the outside sees it; empty when it is to go. It is made anew when something changed or was counted, and not for
     * each look that found what the one before it found: of these there may be a thousand in a second.
     */
    Optional<VirtualServerSnapshot> portrait() {
        if (portrait.isEmpty()) {
            portrait = pool.map(servers -> LvsPortrait.of(name, servers, known, table()));
        }
        return portrait;
    }

    private LvsTableState table() {
        return new LvsTableState(reported && orders().isEmpty(), restorations, refusals);
    }

    /** Like this from now on. */
    void want(long nowNanos, VirtualServerConfig config) {
        name = config.name();
        ServerPool servers = pool.orElseGet(() -> new ServerPool(config));
        pool = Optional.of(servers);
        tell(nowNanos, servers.configure(config));
        startAnew(nowNanos);
    }

    /** Nobody wants it any more. */
    void leave(long nowNanos) {
        pool.filter(servers -> servers.config().options().omega())
                .ifPresent(servers -> herald.ended(nowNanos, servers));
        pool = Optional.empty();
        startAnew(nowNanos);
    }

    private void startAnew(long nowNanos) {
        pauses.startAnew(nowNanos);
        differs();
    }

    /** The wish, or the truth, is another one. */
    private void differs() {
        open = true;
        portrait = Optional.empty();
    }

    /** Its scripts. */
    NotifyDesk desk() {
        return herald.desk();
    }

    /** Whether an order is on its way. */
    boolean isAwaiting() {
        return awaited > 0;
    }

    /** Whether nothing is left to do for it. */
    boolean isGone() {
        return pool.isEmpty()
                && !known.isThere()
                && awaited == 0
                && herald.desk().isIdle();
    }

    /** The kernel's whole truth about it. What differs at first is nobody's fault; later somebody meddled. */
    void onReport(long nowNanos, Optional<ServiceReport> seen) {
        boolean wasRight = reported && !open && awaited == 0;
        begin(nowNanos);
        known.report(seen);
        differs();
        int wrong = orders().size();
        if (wasRight && wrong > 0) {
            pauses.onUndone(nowNanos);
            restorations++;
            tell(nowNanos, List.of(new News("", LvsNotice.TABLE_RESTORED, "changes needed: " + wrong)));
        }
    }

    private void begin(long nowNanos) {
        if (!reported) {
            reported = true;
            pool.filter(ServerPool::hasQuorum).ifPresent(servers -> herald.begun(nowNanos, servers.config()));
        }
    }

    /** Says whether the quorum is another one now. */
    boolean onResult(long nowNanos, TrackerId check, TrackerResult result, long tookNanos) {
        boolean before = hasQuorum();
        Optional<Upshot> upshot =
                pool.map(servers -> servers.onResult(check, result, tookNanos)).filter(Upshot::isMoved);
        upshot.ifPresent(moved -> {
            differs();
            tell(nowNanos, moved.news());
        });
        return before != hasQuorum();
    }

    /** Whether enough of its servers are up. */
    boolean hasQuorum() {
        return pool.filter(ServerPool::hasQuorum).isPresent();
    }

    /** Its checks, when they are not to look now: the address is not on this node. */
    Stream<TrackerId> suspended(Interfaces interfaces) {
        boolean isSuspended =
                pool.filter(servers -> servers.config().options().haSuspend()).isPresent()
                        && id instanceof ServiceId.Listening listening
                        && !interfaces.isLocal(listening.at().address());
        return isSuspended ? checks() : Stream.empty();
    }

    /**
     * Orders what differs, when it is time; not again before all of it was answered, and not before it is known what is
     * there: what an agent left behind that died is taken over with its connections.
     */
    void act(long nowNanos) {
        if (isDue() && pauses.areOver(nowNanos)) {
            List<TableOrder> orders = orders();
            open = false;
            refused = false;
            awaited = orders.size();
            orders.forEach(order -> outbox.add(new Action.OrderIpvs(order)));
        }
    }

    private boolean isDue() {
        return open && reported && awaited == 0;
    }

    void onOutcome(long nowNanos, TableOrder order, Outcome outcome) {
        awaited--;
        portrait = Optional.empty();
        reporter.failed(nowNanos, outcome);
        if (outcome.isDone()) {
            known.done(order);
        } else {
            onRefused(nowNanos);
        }
        act(nowNanos);
    }

    private void onRefused(long nowNanos) {
        refusals++;
        if (!refused) {
            // What follows in the same turn fails for the same reason, and is no further trouble.
            refused = true;
            open = true;
            pauses.onRefused(nowNanos);
        }
    }

    /** When to {@link #act} again though nothing happened. */
    long nextDeadlineNanos() {
        return isDue() ? pauses.untilNanos() : Engine.NEVER;
    }

    private List<TableOrder> orders() {
        return pool.map(servers -> known.towards(servers.config().service(), servers.wanted()))
                .orElseGet(known::towardsNothing);
    }

    private void tell(long nowNanos, List<News> news) {
        pool.ifPresent(servers -> news.forEach(each -> herald.tell(nowNanos, servers.config(), each)));
    }
}
