package dev.holdfast.core.engine;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.Backup;
import dev.holdfast.core.vrrp.Fault;
import dev.holdfast.core.vrrp.Heard;
import dev.holdfast.core.vrrp.Initialize;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.Self;
import dev.holdfast.core.vrrp.State;
import dev.holdfast.core.vrrp.Stopped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One virtual router of this node: its state, the facts it depends on, and the orders its state gives. Every change of
 * state passes {@link #move}, which tells the world.
 */
final class VirtualRouter implements Self {
    private final Shared shared;
    private final Footing footing;
    private final Custody custody;
    private final Fitness fitness;
    private final SyncGroups groups;
    private final Bookkeeper books;
    private final Outbox outbox;
    private final Seals seals = new Seals();
    private final Speaker speaker;
    private final Sockets sockets;
    private final SplitDesk split;
    private final ClaimDesk claims;
    private final ArbitrationDesk arbiters;
    private final Entry entry;
    private final Herald herald;
    private final Reporter reporter;
    private final Chronicle chronicle;
    private final Resolution resolution;
    private final Portrait portrait;
    private final Counters counters = new Counters();
    private final Faults faults = new Faults();

    private RouterConfig config;
    private AdvertIntake intake;
    private State state = new Initialize();
    private long nowNanos;

    VirtualRouter(RouterConfig config, Shared shared) {
        this.config = config;
        this.shared = shared;
        this.outbox = shared.outbox();
        this.footing = new Footing(shared.interfaces());
        this.custody = new Custody(footing, shared.routing(), outbox);
        this.fitness = new Fitness(config, footing, faults, shared);
        this.groups = shared.groups();
        this.herald = new Herald(outbox);
        this.reporter = new Reporter(() -> this.config.name(), outbox);
        this.sockets = new Sockets(config, shared.interfaces(), outbox, faults, reporter);
        this.speaker = new Speaker(outbox, shared.wallClock(), seals, sockets);
        this.books = new Bookkeeper(counters, reporter);
        this.split = new SplitDesk(outbox, herald.desk(), counters, footing);
        this.claims = new ClaimDesk(shared.neighbourhood(), outbox, split);
        this.arbiters = new ArbitrationDesk(shared, footing, custody, split);
        this.entry = new Entry(fitness, custody, arbiters);
        MasterMemory master = new MasterMemory(books);
        this.intake = new AdvertIntake(config, shared, seals, counters, reporter, split, sockets.heartbeats());
        this.resolution = new Resolution(shared, split, master, herald);
        this.chronicle = new Chronicle(books, split, resolution, master, herald, sockets);
        this.portrait = new Portrait(footing, fitness, faults, herald, master, counters, resolution, arbiters, sockets);
    }

    // Inputs.

    void onLate(long now, long lateNanos) {
        arbitrate(now);
        reporter.late(now, lateNanos, config.advertIntervalNanos());
        split.late(now, lateNanos);
        move(state.onLate(now, lateNanos, this));
    }

    void onDatagram(long now, ReceivedDatagram datagram) {
        nowNanos = now;
        intake.take(now, datagram).ifPresent(this::hear);
    }

    void onMalformed(long now) {
        intake.malformed(now);
    }

    void onClaim(long now, AddressClaim claim) {
        nowNanos = now;
        move(claims.onClaim(now, claim, state, this));
    }

    /** Asks who has a say; lets go where told to, and that before something received late has addresses put back. */
    void arbitrate(long now) {
        nowNanos = now;
        if (arbiters.look(now, this, state, resolution.permits())) {
            stepDown(now, TransitionReason.ARBITRATION);
        }
    }

    /** Links, addresses, sockets, trackers or time changed: what does this router lack by itself? */
    void examine(long now) {
        nowNanos = now;
        if (footing.isKnown() && state.reported() != RouterState.STOPPED) {
            boolean moved = fitness.examine(now);
            split.link(now, footing.hasCarrier(config));
            custody.resume(config);
            sockets.keep(now, config, footing.hasOwnInterface(config));
            if (moved) {
                move(state.onReconfigured(now, List.of(), this));
            }
        }
    }

    void reconsider(long now) {
        examine(now);
        review(now);
    }

    /** Examined, and those that move with it as well: is it able to take part? */
    void review(long now) {
        nowNanos = now;
        if (!footing.isKnown() || state.reported() == RouterState.STOPPED) {
            return;
        }
        faults.set(FaultCause.SYNC_GROUP, groups.isUnfitBeside(this));
        if (!faults.isNone()) {
            enterFault();
        } else if (sockets.areOpen()) {
            move(entry.from(now, state, this, groups.hold(this)));
        }
    }

    void onAddressGone(long now, InterfaceName dev, IpPrefix prefix) {
        nowNanos = now;
        config.addressOn(dev, prefix)
                .filter(VirtualAddress::tracked)
                .ifPresent(address -> move(state.onAddressGone(now, address, this)));
    }

    void onTime(long now) {
        nowNanos = now;
        if (faults.retry(now) || Math.min(footing.deadlineNanos(), sockets.retryNanos()) - now <= 0) {
            reconsider(now);
        }
        resolution.prepare(now, config, state);
        claims.onTime(now, state, this);
        move(state.onTime(now, this));
        herald.onTime(now, config, priority());
        split.look(now, config, priority());
        move(resolution.look(now, state, this));
        if (hasLetGo()) {
            custody.sweep(now, config);
        }
    }

    void onInstalled(long now, Outcome outcome) {
        nowNanos = now;
        books.onInstalled(now, outcome);
        if (!custody.isNewestAnswer()) {
            return;
        }
        if (outcome.isDone()) {
            faults.succeeded(FaultCause.ADDRESS_FAILED);
            custody.confirmed(now, config);
        }
        move(state.onInstalled(now, outcome, this));
    }

    /** Lets go of the addresses that it loses; {@link #reconfigure} follows. */
    void release(long now, RouterConfig changed) {
        if (state.holdsAddresses()) {
            custody.remove(now, config, config.addressesNotIn(changed));
        }
    }

    /** Changes the configuration in place; key, version and path are the same, and what it loses has been let go. */
    void reconfigure(long now, RouterConfig changed) {
        nowNanos = now;
        List<VirtualAddress> added = changed.addressesNotIn(config);
        config = changed;
        fitness.configure(config);
        intake = new AdvertIntake(config, shared, seals, counters, reporter, split, sockets.heartbeats());
        if (state.holdsAddresses()) {
            install();
        }
        move(state.onReconfigured(now, added, this));
        reconsider(now);
    }

    /** Ends this router: lets go of everything while the sockets are still open. */
    void stop(long now, TransitionReason why) {
        nowNanos = now;
        if (state.reported() == RouterState.STOPPED) {
            return;
        }
        state.leave(this);
        because(why, Optional.empty());
        move(new Stopped());
        split.look(now, config, priority());
        sockets.end(config);
        claims.stop(config.key());
    }

    /** Lets go of everything, and lets a peer take over. */
    void stepDown(long now, TransitionReason why) {
        nowNanos = now;
        move(Backup.steppingDown(now, state, why, this));
    }

    // What the state orders.

    @Override
    public RouterConfig config() {
        return config;
    }

    @Override
    public Priority priority() {
        return fitness.priority();
    }

    @Override
    public IpAddress source() {
        return footing.source(config).orElseGet(() -> new IpAddress(config.key().family(), 0, 0));
    }

    @Override
    public void advertise(Priority priority) {
        footing.source(config).ifPresent(source -> speaker.advertise(nowNanos, config, priority, source));
    }

    @Override
    public void install() {
        sockets.raise(config);
        custody.install(config);
    }

    @Override
    public void remove() {
        custody.remove(nowNanos, config);
    }

    @Override
    public void announce(List<VirtualAddress> addresses) {
        outbox.add(new Action.Announce(config.key(), addresses));
    }

    @Override
    public void restored(List<VirtualAddress> addresses) {
        books.onRestored(nowNanos, addresses);
    }

    @Override
    public void because(TransitionReason why, Optional<IpAddress> peer) {
        herald.because(why, peer);
    }

    @Override
    public void tookOver(long took) {
        herald.tookOver(took);
    }

    /** Who was made to step down by hand does not take back by its priority what was given away. */
    @Override
    public boolean preempts() {
        return herald.reason() != TransitionReason.RELEASED && Self.super.preempts();
    }

    @Override
    public boolean mayClaim() {
        return isLetIn() && groups.mayClaim(this);
    }

    @Override
    public long electionNanos() {
        return shared.startup().overNanos();
    }

    @Override
    public State fail(long now, FaultCause cause) {
        faults.refused(now, cause);
        because(TransitionReason.ADDRESS, Optional.empty());
        return new Fault();
    }

    // What the engine asks.

    long nextDeadlineNanos() {
        boolean deaf = !state.holdsAddresses() && !(footing.hasCarrier(config) && resolution.permits());
        boolean held = deaf || arbiters.holdsBack() || groups.mustWait(this, nowNanos);
        long election = held ? Engine.NEVER : claims.electionNanos(state);
        long sweep = hasLetGo() ? custody.nextSweepNanos(config) : Engine.NEVER;
        long ground = Math.min(Math.min(faults.nextRetryNanos(), footing.deadlineNanos()), herald.deadlineNanos());
        long beside = Math.min(Math.min(arbiters.deadlineNanos(), resolution.deadlineNanos()), sockets.retryNanos());
        return Math.min(Math.min(election, ground), Math.min(sweep, beside));
    }

    ClaimDesk claims() {
        return claims;
    }

    State state() {
        return state;
    }

    boolean wantsMaster(long now) {
        return state.wantsMaster(now) && footing.hasCarrier(config) && (state.holdsAddresses() || isLetIn());
    }

    /** Whether link, arbiters, neighbours, and what is left of a split brain let it take over. */
    private boolean isLetIn() {
        return footing.hasCarrier(config) && arbiters.mayClaim() && !claims.holdsBack(nowNanos) && resolution.permits();
    }

    /** Whether it has begun and holds nothing, so that an address of its in the kernel is an orphan. */
    boolean hasLetGo() {
        return !state.holdsAddresses() && state.reported() != RouterState.INIT;
    }

    Fitness fitness() {
        return fitness;
    }

    SplitDesk split() {
        return split;
    }

    Sockets sockets() {
        return sockets;
    }

    Bookkeeper books() {
        return books;
    }

    Custody custody() {
        return custody;
    }

    /** Where its scripts wait and run. */
    Stream<NotifyDesk> desks() {
        return Stream.of(herald.desk(), resolution.desk());
    }

    Resolution resolution() {
        return resolution;
    }

    ArbitrationDesk arbiters() {
        return arbiters;
    }

    RouterSnapshot snapshot() {
        return portrait.of(nowNanos, state, this);
    }

    // Inside.

    private void hear(Heard peer) {
        chronicle.hear(nowNanos, peer, priority(), state.reported(), state.masterIntervalNanos(this));
        arbiters.heard(nowNanos, peer);
        move(state.onAdvertisement(nowNanos, peer, this));
        chronicle.heard(nowNanos, peer, config, priority(), state.reported());
    }

    private void move(State next) {
        RouterState from = state.reported();
        long interval = state.masterIntervalNanos(this);
        state = next;
        if (hasLetGo()) {
            sockets.lower(config);
        }
        chronicle.moved(nowNanos, config, from, state.reported(), faults.causes(), priority(), interval);
    }

    private void enterFault() {
        if (state.reported() != RouterState.FAULT || state.holdsAddresses()) {
            state.leave(this);
            because(faults.reason(), Optional.empty());
            move(new Fault());
        }
    }
}
