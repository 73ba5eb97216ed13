package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.KnownService;
import dev.holdfast.core.lvs.ServerPool;
import dev.holdfast.core.lvs.ServerPool.News;
import dev.holdfast.core.lvs.ServerPool.Upshot;
import dev.holdfast.core.lvs.ServiceOrder;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.spi.LvsNotice;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Real servers with their checks and their quorum, and the services of the kernel that lead to them. */
final class VirtualServer {
    private final LvsHerald herald;
    private final Map<ServiceId, VirtualService> wanted = new LinkedHashMap<>();
    private Map<ServiceId, BalancedService> services = Map.of();
    private Optional<ServerPool> pool = Optional.empty();
    private Optional<VirtualServerSnapshot> portrait = Optional.empty();
    private String name;
    private boolean begun;
    private boolean suspended;

    /** {@link #want} follows. */
    VirtualServer(VirtualServerConfig config, Outbox outbox) {
        this.name = config.name();
        this.herald = new LvsHerald(config.services().label(), outbox);
    }

    String name() {
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
     * Like this from now on.
     *
     * @param own those that it is in the kernel; they are told apart from this
     */
    void want(long nowNanos, VirtualServerConfig config, Map<ServiceId, BalancedService> own) {
        name = config.name();
        services = own;
        wanted.clear();
        config.services().all().forEach(service -> wanted.put(service.id(), service));
        ServerPool servers = pool.orElseGet(() -> new ServerPool(config));
        pool = Optional.of(servers);
        seen();
        tell(nowNanos, servers.configure(config));
    }

    /** Nobody wants it any more. */
    void leave(long nowNanos) {
        pool.filter(servers -> servers.config().options().omega())
                .ifPresent(servers -> herald.ended(nowNanos, servers));
        pool = Optional.empty();
        services = Map.of();
        seen();
    }

    /** Whether nothing is left to do for it. */
    boolean isGone() {
        return pool.isEmpty() && herald.desk().isIdle();
    }

    /** Its scripts. */
    NotifyDesk desk() {
        return herald.desk();
    }

    /**
     * As the outside sees it; empty when it is to go. It is made anew when something changed or was counted, and not for
     * each look that found what the one before it found: of these there may be a thousand in a second.
     */
    Optional<VirtualServerSnapshot> portrait() {
        if (portrait.isEmpty()) {
            portrait = pool.map(servers -> LvsPortrait.of(name, servers, suspended, services.values()));
        }
        return portrait;
    }

    /** More is known of what the kernel has of it. */
    void seen() {
        portrait = Optional.empty();
    }

    /** The kernel's table was told. */
    void begin(long nowNanos) {
        if (!begun) {
            begun = true;
            pool.filter(ServerPool::hasQuorum).ifPresent(servers -> herald.begun(nowNanos, servers.config()));
        }
    }

    /** Somebody changed one of its services. */
    void restored(long nowNanos, ServiceId service, int changes) {
        String detail = "changes needed: " + changes + (services.size() > 1 ? " in " + service : "");
        tell(nowNanos, List.of(new News("", LvsNotice.TABLE_RESTORED, detail)));
    }

    /** Says whether the quorum is another one now. */
    boolean onResult(long nowNanos, TrackerId check, TrackerResult result, long tookNanos) {
        boolean before = hasQuorum();
        Optional<Upshot> upshot =
                pool.map(servers -> servers.onResult(check, result, tookNanos)).filter(Upshot::isMoved);
        upshot.ifPresent(moved -> {
            seen();
            services.values().forEach(BalancedService::differs);
            tell(nowNanos, moved.news());
        });
        services.values().forEach(service -> service.act(nowNanos));
        return before != hasQuorum();
    }

    /** Whether enough of its servers are up. */
    boolean hasQuorum() {
        return pool.filter(ServerPool::hasQuorum).isPresent();
    }

    /** Its checks, when they are not to look now: none of its addresses is on this node. */
    Stream<TrackerId> suspended(Interfaces interfaces) {
        boolean before = suspended;
        suspended =
                pool.filter(servers -> servers.config().options().haSuspend()).isPresent()
                        && wanted.keySet().stream().noneMatch(id -> isHere(id, interfaces));
        if (before != suspended) {
            seen();
        }
        return suspended ? checks() : Stream.empty();
    }

    private static boolean isHere(ServiceId id, Interfaces interfaces) {
        return id instanceof ServiceId.Listening listening
                && interfaces.isLocal(listening.at().address());
    }

    /** What leads one of its services from what it is to what it should be. */
    List<ServiceOrder> orders(ServiceId id, KnownService known) {
        VirtualService service = wanted.get(id);
        if (pool.isEmpty() || service == null) {
            return known.towardsNothing();
        }
        List<RealServer> servers =
                pool.get().wanted().stream().map(server -> server.within(id)).toList();
        return known.towards(service, servers);
    }

    private void tell(long nowNanos, List<News> news) {
        pool.ifPresent(servers -> news.forEach(each -> herald.tell(nowNanos, servers.config(), each)));
    }
}
