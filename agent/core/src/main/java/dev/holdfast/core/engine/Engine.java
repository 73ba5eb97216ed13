package dev.holdfast.core.engine;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All decisions of one agent. Inputs go in with the time, actions and the next deadline come out.
 *
 * <p>A turn is: {@link #onWake}, then everything that was received (datagrams, links, outcomes of scripts, commands), then
 * {@link #onTime}, then the actions in order, each answered by {@link #onOutcome}, until there are none; then sleep until
 * {@link #nextDeadlineNanos}. Reading before looking at the deadlines is what stops a node that was paused from taking
 * over wrongly.
 *
 * <p>Not thread-safe: everything runs on the agent loop. Time is a nanosecond clock that begins near 0 with the process
 * and never goes back. The same inputs give the same actions.
 */
public final class Engine {
    /** The deadline that means none. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Interfaces interfaces = new Interfaces();
    private final Outbox outbox = new Outbox();
    private final Routers routers = new Routers();
    private final LoadBalancer balancer = new LoadBalancer(interfaces, routers, outbox);
    private final Trackers trackers = new Trackers(interfaces, balancer, outbox);
    private final SyncGroups groups = new SyncGroups(outbox);
    private final Startup startup = new Startup();
    private final Routing routing = new Routing(interfaces, outbox);
    private final StaticAddresses statics = new StaticAddresses(interfaces, outbox);
    private final WallClock wallClock = new WallClock();
    private final Neighbourhood neighbourhood = new Neighbourhood(interfaces, outbox);
    private final SplitMeasures measures = new SplitMeasures();
    private final Shared shared =
            new Shared(interfaces, trackers, groups, startup, routing, wallClock, neighbourhood, measures, outbox);
    private final PeerDesk peers = new PeerDesk(routers, outbox);

    private EngineConfig config;
    private long generation = 1;
    private long askedForNanos = NEVER;
    private boolean maintenance;
    private boolean shutDown;

    /** An engine that has decided nothing yet. Elections begin when the links have been told. */
    public Engine(EngineConfig config) {
        this.config = config;
        tellWhatIsShared(0, config);
        statics.want(config.staticAddresses(), List.of());
        config.routers().forEach(this::add);
        peers.configure(config.splitBrain().peers());
        formGroups();
    }

    // Inputs, in the order of a turn.

    /** A turn begins. Notices when it begins later than was asked for; comes before anything that was received. */
    public void onWake(long nowNanos) {
        startup.onWake(nowNanos);
        long late = askedForNanos == NEVER ? 0 : nowNanos - askedForNanos;
        if (late > 0) {
            routers.forEach(router -> router.onLate(nowNanos, late));
        }
        askedForNanos = NEVER;
    }

    /** The wall clock says this now. Nothing is timed by it; signed adverts carry it. Comes after {@link #onWake}. */
    public void onWallClock(long nowNanos, long epochMillis) {
        wallClock.tell(nowNanos, epochMillis);
    }

    /** A datagram of protocol 112 or 51 arrived on the sockets of one virtual router. */
    public void onDatagram(long nowNanos, ReceivedDatagram datagram) {
        router(datagram.router()).ifPresent(router -> router.onDatagram(nowNanos, datagram));
        neighbourhood.onDatagram(nowNanos, datagram, routers);
    }

    /** Another host claims an address that is watched on this interface. */
    public void onClaim(long nowNanos, InterfaceName dev, AddressClaim claim) {
        neighbourhood.onClaim(nowNanos, dev, claim, routers);
    }

    /** An IPv4 packet arrived whose header does not hold together. */
    public void onMalformed(long nowNanos, RouterKey key) {
        router(key).ifPresent(router -> router.onMalformed(nowNanos));
    }

    /** The full state of links and addresses follows; what was known may be stale. */
    public void onLinkResync(long nowNanos) {
        interfaces.beginResync();
    }

    /** An interface exists and is in this state. */
    public void onLink(long nowNanos, Link link) {
        interfaces.put(nowNanos, link);
        neighbourhood.onLink(link.name());
        review(nowNanos);
    }

    /** An interface no longer exists. */
    public void onLinkGone(long nowNanos, InterfaceName name) {
        interfaces.remove(name);
        routers.forEach(router -> router.sockets().onLinkGone(router.config(), name));
        statics.onLinkGone(nowNanos, name);
        neighbourhood.onLinkGone(name);
        review(nowNanos);
    }

    /** An address is on an interface; {@code ours} when it carries Holdfast's mark. */
    public void onAddress(long nowNanos, InterfaceName dev, IpPrefix prefix, boolean ours) {
        interfaces.put(dev, prefix, ours);
        if (interfaces.takeOwnMoved()) {
            review(nowNanos);
        }
    }

    /** An address is no longer on an interface. */
    public void onAddressGone(long nowNanos, InterfaceName dev, IpPrefix prefix) {
        if (interfaces.remove(dev, prefix)) {
            addressVanished(nowNanos, dev, prefix);
        }
    }

    /** The full state of links and addresses has been told. Elections begin after the first. */
    public void onLinksSynchronised(long nowNanos) {
        interfaces.endResync().forEach(gone -> addressVanished(nowNanos, gone.dev(), gone.prefix()));
        review(nowNanos);
    }

    /** These routes and rules that may be ours are in the kernel, and no other; the first report follows the links. */
    public void onRouting(long nowNanos, List<RoutingEntry> present) {
        routing.onReport(nowNanos, present);
    }

    /** Inputs from the kernel's load balancer. */
    public IpvsInputs ipvsInputs() {
        return new IpvsInputs(balancer);
    }

    /** A script that was started has ended. */
    public void onScriptFinished(
            long nowNanos, long id, ScriptResult result, int exitStatus, long tookNanos, String detail) {
        for (NotifyDesk desk : desks()) {
            if (desk.onScriptFinished(nowNanos, id, result, exitStatus, tookNanos, detail)) {
                break;
            }
        }
        routers.forgetIdle();
    }

    /** Something tracked was looked at, which took so long. Ids that are not configured are ignored. */
    public void onTrackerResult(long nowNanos, TrackerId id, TrackerResult result, long tookNanos) {
        boolean isOfServer = id.kind() == TrackerKind.CHECKER;
        if (isOfServer
                ? balancer.onResult(nowNanos, id, result, tookNanos)
                : trackers.onResult(nowNanos, id, result, tookNanos)) {
            review(nowNanos);
        }
    }

    /** A new configuration is to be in force. It is legal, or it would not exist; what differs is changed, no more. */
    public ReloadPlan onConfig(long nowNanos, EngineConfig changed) {
        tellWhatIsShared(nowNanos, changed);
        ConfigDiff diff = ConfigDiff.between(config.routers(), changed.routers());
        ReloadPlan plan = ReloadPlan.of(diff, Moves.between(config, changed));
        List<VirtualAddress> passedOn = routers.heirlooms(diff);
        statics.want(changed.staticAddresses(), passedOn);
        passedOn.addAll(changed.staticAddresses());
        List.copyOf(routers.all()).forEach(router -> router.custody().spare(passedOn));
        diff.removed().forEach(router -> routers.leave(nowNanos, router.key()));
        diff.restarted().forEach(router -> routers.leave(nowNanos, router.key()));
        // All let go before the first takes: what one loses another may gain.
        diff.changed().forEach(router -> router(router.key()).ifPresent(running -> running.release(nowNanos, router)));
        routers.forEach(router -> router.custody().spare(List.of()));
        diff.changed()
                .forEach(router -> router(router.key()).ifPresent(running -> running.reconfigure(nowNanos, router)));
        diff.restarted().forEach(this::add);
        diff.added().forEach(this::add);
        config = changed;
        generation++;
        routers.sort(config.routers());
        peers.configure(config.splitBrain().peers());
        routers.forEach(router -> router.arbiters().configure(config.splitBrain()));
        formGroups();
        outbox.publish(plan.applied(nowNanos, generation));
        review(nowNanos);
        return plan;
    }

    /**
     * A master steps down now, so that a peer takes over: addresses removed, priority 0 advertised; with it all of its sync
     * group. It listens for a whole master-down interval; if no peer came by then it is master again. It does not preempt
     * the peer that came: what was given away by hand comes back when the peer fails, resigns or is released in its turn.
     *
     * @param name the instance
     */
    public Release onRelease(long nowNanos, String name) {
        return routers.release(nowNanos, name);
    }

    /**
     * This node goes out of service, or back: every router is in FAULT with {@code MAINTENANCE} until switched off, also
     * those that a reload adds. A restart ends it.
     */
    public void onMaintenance(long nowNanos, boolean on) {
        if (maintenance != on) {
            maintenance = on;
            routers.forEach(router -> router.fitness().maintain(on));
            outbox.publish(new AgentEvent.MaintenanceChanged(nowNanos, on));
            review(nowNanos);
        }
    }

    /** The agent is to stop: masters let go of their addresses and resign, {@code notify_stop} runs. */
    public void onShutdown(long nowNanos) {
        shutDown = true;
        routers.forEach(router -> router.stop(nowNanos, TransitionReason.SHUTDOWN));
        groups.settle(nowNanos);
        routing.want(nowNanos, Routing.STATIC, Routing.STATIC, List.of());
        statics.want(List.of(), List.of());
        balancer.stop(nowNanos);
    }

    /** Inputs from what is done against split brain beside VRRP, to be told before {@link #onTime}. */
    public SplitInputs splitInputs() {
        return new SplitInputs(routers, peers, config.routerId(), outbox);
    }

    /** Everything received has been told; look at the deadlines. */
    public void onTime(long nowNanos) {
        if (interfaces.onTime(nowNanos)) {
            review(nowNanos);
        }
        statics.install(nowNanos);
        routers.forEach(router -> router.arbitrate(nowNanos));
        groups.settle(nowNanos);
        groups.decide(nowNanos);
        routers.forEach(router -> router.onTime(nowNanos));
        groups.settle(nowNanos);
        routers.forgetIdle();
        routing.onTime(nowNanos);
        balancer.onTime(nowNanos);
        neighbourhood.settle();
    }

    // Outputs.

    /** The actions to carry out, in order; they are handed over once. */
    public List<Action> takeActions() {
        return outbox.take();
    }

    /** An action was carried out, or refused. */
    public void onOutcome(long nowNanos, Action action, Outcome outcome) {
        action.accept(new OutcomeRouter(this, nowNanos, outcome));
    }

    /** When to begin the next turn at the latest, {@link #NEVER} for no deadline. Asked once at the end of a turn. */
    public long nextDeadlineNanos() {
        long upkeep = Math.min(routing.nextDeadlineNanos(), statics.nextDeadlineNanos());
        long ground = Math.min(interfaces.nextDeadlineNanos(), Math.min(upkeep, balancer.nextDeadlineNanos()));
        askedForNanos = Math.min(routers.nextDeadlineNanos(), ground);
        return Math.min(askedForNanos, routers.questionNanos());
    }

    /** Whether, after {@link #onShutdown}, nothing is left to wait for. */
    public boolean isFinished() {
        boolean isDone = routers.areDone() && balancer.isIdle();
        return shutDown && isDone && desks().stream().allMatch(NotifyDesk::isIdle);
    }

    /** The state of everything, for those outside. */
    public AgentSnapshot snapshot(long nowNanos) {
        return new AgentSnapshot(
                nowNanos,
                config.routerId(),
                generation,
                routers.all().stream().map(VirtualRouter::snapshot).toList(),
                groups.snapshots(),
                routers.running(interfaces),
                routing.snapshot(),
                statics.snapshot(),
                trackers.snapshot(),
                peers.snapshots(),
                balancer.snapshot());
    }

    /** What {@link #onConfig} would do with a configuration. Changes nothing. */
    public ReloadPlan plan(EngineConfig wanted) {
        return ReloadPlan.of(ConfigDiff.between(config.routers(), wanted.routers()), Moves.between(config, wanted));
    }

    /** Whether this node is out of service by {@link #onMaintenance}. */
    public boolean isInMaintenance() {
        return maintenance;
    }

    // Inside.

    /** A router may have moved: those that move with it follow. */
    void settleGroups(long nowNanos) {
        groups.settle(nowNanos);
        balancer.follow(nowNanos);
    }

    Neighbourhood neighbourhood() {
        return neighbourhood;
    }

    Routers routers() {
        return routers;
    }

    Routing routing() {
        return routing;
    }

    Interfaces interfaces() {
        return interfaces;
    }

    StaticAddresses statics() {
        return statics;
    }

    Optional<VirtualRouter> router(RouterKey key) {
        return routers.get(key);
    }

    private void add(RouterConfig router) {
        VirtualRouter added = new VirtualRouter(router, shared);
        added.fitness().maintain(maintenance);
        added.arbiters().configure(config.splitBrain());
        routers.add(added);
    }

    private List<NotifyDesk> desks() {
        List<NotifyDesk> all = new ArrayList<>(groups.desks());
        routers.desks().forEach(all::add);
        balancer.desks().forEach(all::add);
        return all;
    }

    private void addressVanished(long nowNanos, InterfaceName dev, IpPrefix prefix) {
        routers.forEach(router -> router.onAddressGone(nowNanos, dev, prefix));
        statics.onAddressGone(nowNanos, dev, prefix);
        if (interfaces.takeOwnMoved()) {
            review(nowNanos);
        }
    }

    /**
     * All are examined before the first acts: what one lacks holds the others of its group. While only a part of the links
     * has been told, nobody is: the end of it reviews. Nor while static addresses are on their way, which may be the source
     * of adverts: the last answer reviews.
     */
    void review(long nowNanos) {
        if (interfaces.isResyncing()) {
            return;
        }
        statics.install(nowNanos);
        if (statics.areAwaited()) {
            return;
        }
        routers.forEach(router -> router.examine(nowNanos));
        routers.forEach(router -> router.review(nowNanos));
        groups.settle(nowNanos);
    }

    private void tellWhatIsShared(long nowNanos, EngineConfig wanted) {
        interfaces.configure(wanted);
        trackers.configure(wanted);
        neighbourhood.configure(wanted);
        startup.configure(wanted.startupDelayNanos());
        measures.configure(wanted.splitBrain());
        routing.want(nowNanos, Routing.STATIC, Routing.STATIC, wanted.staticRouting());
        balancer.want(nowNanos, wanted);
    }

    private void formGroups() {
        groups.configure(config.groups(), routers.byName());
    }
}
