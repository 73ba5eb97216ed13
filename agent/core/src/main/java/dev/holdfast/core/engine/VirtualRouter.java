package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.PeerOddity;
import dev.holdfast.core.spi.AgentEvent.ScriptResult;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.Fault;
import dev.holdfast.core.vrrp.Heard;
import dev.holdfast.core.vrrp.Initialize;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.Self;
import dev.holdfast.core.vrrp.State;
import dev.holdfast.core.vrrp.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One virtual router of this node: its state, the facts it depends on, and the orders its state gives. Every change of
 * state passes {@link #move}, which tells the world.
 */
final class VirtualRouter implements Self {
    /** How long to wait before an address that should be gone, and is not, is removed again. */
    private static final long SWEEP_PAUSE_NANOS = 1_000_000_000L;

    private final Interfaces interfaces;
    private final Footing footing;
    private final Outbox outbox;
    private final Speaker speaker;
    private final Sockets sockets;
    private final Herald herald;
    private final Reporter reporter;
    private final Counters counters = new Counters();
    private final Faults faults = new Faults();

    private RouterConfig config;
    private AdvertIntake intake;
    private State state = new Initialize();
    private int installsUnanswered;
    private long sweepNotBeforeNanos;
    private long nowNanos;
    private Optional<RouterSnapshot.HeardMaster> heard = Optional.empty();

    VirtualRouter(RouterConfig config, Interfaces interfaces, Outbox outbox) {
        this.config = config;
        this.interfaces = interfaces;
        this.footing = new Footing(interfaces);
        this.outbox = outbox;
        this.speaker = new Speaker(outbox);
        this.sockets = new Sockets(outbox);
        this.herald = new Herald(outbox);
        this.reporter = new Reporter(() -> this.config.name(), outbox);
        this.intake = new AdvertIntake(config, interfaces, counters, reporter);
    }

    // Inputs.

    void onLate(long now, long lateNanos) {
        nowNanos = now;
        long tolerated = config.advertIntervalNanos() / 2;
        if (lateNanos >= tolerated) {
            reporter.stalled(now, lateNanos);
        }
        move(state.onLate(now, lateNanos, this));
    }

    void onDatagram(long now, ReceivedDatagram datagram) {
        nowNanos = now;
        intake.take(now, datagram).ifPresent(this::hear);
    }

    void onMalformed(long now) {
        intake.malformed(now);
    }

    /** Links, addresses, sockets or time changed what this router depends on: is it able to take part? */
    void review(long now) {
        nowNanos = now;
        if (!footing.isKnown() || state.reported() == RouterState.STOPPED) {
            return;
        }
        footing.examine(config, faults);
        keepSockets();
        if (!faults.isNone()) {
            enterFault();
        } else if (sockets.areOpen()) {
            start();
        }
    }

    void onAddressGone(long now, InterfaceName dev, IpPrefix prefix) {
        nowNanos = now;
        config.addressOn(dev, prefix).ifPresent(address -> move(state.onAddressGone(now, address, this)));
    }

    void onTime(long now) {
        nowNanos = now;
        if (faults.retry(now)) {
            review(now);
        }
        move(state.onTime(now, this));
        sweep();
    }

    void onSocketsOpened(long now, Outcome outcome) {
        sockets.onOpened(outcome);
        if (outcome.isDone()) {
            faults.succeeded(FaultCause.TRANSPORT_FAILED);
        } else {
            reporter.failed(now, outcome);
            faults.refused(now, FaultCause.TRANSPORT_FAILED);
        }
        review(now);
    }

    void onSent(long now, Priority priority, Outcome outcome) {
        outcome.failure().ifPresent(failure -> counters.sendFailed(failure.error()));
        if (outcome.isDone()) {
            counters.advertsSent++;
            counters.resignationsSent += priority.isResignation() ? 1 : 0;
        }
        reporter.failed(now, outcome);
    }

    void onInstalled(long now, Outcome outcome) {
        nowNanos = now;
        countFailure(now, "install", outcome);
        if (installsUnanswered == 0 || --installsUnanswered > 0) {
            // Not the newest order, so not the answer that counts.
            return;
        }
        if (outcome.isDone()) {
            faults.succeeded(FaultCause.ADDRESS_FAILED);
        }
        move(state.onInstalled(now, outcome, this));
    }

    void onRemoved(long now, Outcome outcome) {
        countFailure(now, "remove", outcome);
    }

    void onAnnounced(long now, int addresses, Outcome outcome) {
        counters.announcementsSent += outcome.isDone() ? addresses : 0;
        reporter.failed(now, outcome);
    }

    /** Returns whether the script was one of this router's. */
    boolean onScriptFinished(long now, long id, ScriptResult result, int exitStatus, long took, String detail) {
        return herald.onScriptFinished(now, id, result, exitStatus, took, detail);
    }

    /** Takes over a changed configuration in place; the key, the version and the path are the same. */
    void reconfigure(long now, RouterConfig changed) {
        nowNanos = now;
        List<VirtualAddress> before = config.addresses();
        List<VirtualAddress> removed = without(before, changed.addresses());
        if (state.holdsAddresses() && !removed.isEmpty()) {
            outbox.add(new Action.RemoveAddresses(config.key(), removed));
        }
        config = changed;
        intake = new AdvertIntake(config, interfaces, counters, reporter);
        if (state.holdsAddresses()) {
            install();
        }
        move(state.onReconfigured(now, without(changed.addresses(), before), this));
        review(now);
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
        sockets.close(config);
    }

    // What the state orders.
    @Override
    public RouterConfig config() {
        return config;
    }

    @Override
    public Priority priority() {
        return config.priority();
    }

    @Override
    public IpAddress source() {
        return footing.source(config).orElseGet(() -> new IpAddress(config.key().family(), 0, 0));
    }

    @Override
    public void advertise(Priority priority) {
        if (sockets.areOpen()) {
            footing.source(config).ifPresent(source -> speaker.advertise(config, priority, source));
        }
    }

    @Override
    public void install() {
        installsUnanswered++;
        outbox.add(new Action.InstallAddresses(config.key(), config.addresses(), config.leaseSeconds()));
    }

    @Override
    public void remove() {
        sweepNotBeforeNanos = nowNanos + SWEEP_PAUSE_NANOS;
        outbox.add(new Action.RemoveAddresses(config.key(), config.addresses()));
    }

    @Override
    public void announce(List<VirtualAddress> addresses) {
        outbox.add(new Action.Announce(config.key(), addresses));
    }

    @Override
    public void restored(List<VirtualAddress> addresses) {
        counters.addressesRestored += addresses.size();
        addresses.forEach(address -> outbox.publish(new AgentEvent.AddressRestored(nowNanos, config.name(), address)));
    }

    @Override
    public void because(TransitionReason why, Optional<IpAddress> peer) {
        herald.because(why, peer);
    }

    @Override
    public void tookOver(long took) {
        herald.tookOver(took);
    }

    @Override
    public State fail(long now, FaultCause cause) {
        faults.refused(now, cause);
        because(TransitionReason.ADDRESS, Optional.empty());
        return new Fault();
    }

    // What the engine asks.
    long nextDeadlineNanos() {
        boolean sweeping = state.reported() != RouterState.INIT && !orphans().isEmpty();
        long sweep = sweeping ? sweepNotBeforeNanos : Engine.NEVER;
        return Math.min(Math.min(state.deadlineNanos(), faults.nextRetryNanos()), sweep);
    }

    boolean isIdle() {
        return herald.isIdle();
    }

    /** The interfaces this router cannot do without. */
    Set<InterfaceName> devices() {
        return footing.devices(config);
    }

    RouterSnapshot snapshot() {
        long interval = state.masterIntervalNanos(this);
        return new RouterSnapshot(
                config.name(),
                config.key(),
                Settings.of(config),
                state.reported(),
                herald.reason(),
                herald.sinceNanos(),
                faults.causes(),
                priority(),
                interval,
                masterDownNanos(interval),
                heard,
                footing.held(config),
                footing.segment(config),
                counters.snapshot(),
                herald.scripts());
    }

    // Inside.

    private void hear(Heard peer) {
        counters.advertsReceived++;
        counters.resignationsReceived += peer.isResigning() ? 1 : 0;
        if (state.reported() == RouterState.MASTER && !peer.isResigning()) {
            onSecondMaster(peer);
        }
        move(state.onAdvertisement(nowNanos, peer, this));
        if (state.reported() != RouterState.MASTER) {
            heard = Optional.of(new RouterSnapshot.HeardMaster(peer.source(), peer.priority(), nowNanos));
        }
    }

    private void onSecondMaster(Heard peer) {
        int relation = peer.priority().compareTo(priority());
        counters.heardWhileMaster(relation);
        if (relation <= 0) {
            // A higher one is an ordinary handover.
            String detail = "another master advertises priority " + peer.priority() + ", ours is " + priority();
            reporter.odd(nowNanos, PeerOddity.SECOND_MASTER, peer.source(), detail);
        }
    }

    private void move(State next) {
        RouterState from = state.reported();
        state = next;
        if (next.reported() != from) {
            herald.tell(nowNanos, config, from, next.reported(), faults.causes(), priority(), heard);
        }
        if (next.reported() == RouterState.MASTER) {
            heard = Optional.empty();
        }
    }

    private void enterFault() {
        if (state.reported() != RouterState.FAULT || state.holdsAddresses()) {
            state.leave(this);
            boolean deaf = faults.causes().contains(FaultCause.TRANSPORT_FAILED);
            because(deaf ? TransitionReason.TRANSPORT : TransitionReason.INTERFACE, Optional.empty());
            move(new Fault());
        }
    }

    private void start() {
        boolean first = state.reported() == RouterState.INIT;
        if (state.holdsAddresses() || (!first && state.reported() != RouterState.FAULT)) {
            return;
        }
        if (first) {
            resignForTheDead();
        }
        TransitionReason why = first ? TransitionReason.STARTUP : TransitionReason.RECOVERED;
        move(Initialize.start(nowNanos, state.reported(), why, this));
    }

    /**
     * Addresses with our mark were left by an agent that died on this node. Its peers still wait for its adverts: tell them
     * not to.
     */
    private void resignForTheDead() {
        List<VirtualAddress> orphans = orphans();
        if (orphans.isEmpty()) {
            return;
        }
        orphans.forEach(address -> outbox.publish(new AgentEvent.OrphanFound(nowNanos, config.name(), address)));
        remove();
        advertise(Priority.RESIGN);
    }

    private void sweep() {
        List<VirtualAddress> orphans = orphans();
        if (!orphans.isEmpty() && sweepNotBeforeNanos - nowNanos <= 0 && state.reported() != RouterState.INIT) {
            sweepNotBeforeNanos = nowNanos + SWEEP_PAUSE_NANOS;
            outbox.add(new Action.RemoveAddresses(config.key(), orphans));
        }
    }

    /** Addresses that the kernel has by our order and that should not be here. */
    private List<VirtualAddress> orphans() {
        if (state.holdsAddresses()) {
            return List.of();
        }
        return footing.heldAsOurs(config);
    }

    private void keepSockets() {
        boolean possible = footing.hasOwnInterface(config);
        boolean waiting = faults.causes().contains(FaultCause.TRANSPORT_FAILED);
        if (!possible) {
            sockets.close(config);
        } else if (!waiting) {
            sockets.open(config);
        }
    }

    private void countFailure(long now, String operation, Outcome outcome) {
        if (!outcome.isDone()) {
            counters.addressOperationFailed(operation);
        }
        reporter.failed(now, outcome);
    }

    private static List<VirtualAddress> without(List<VirtualAddress> some, List<VirtualAddress> others) {
        List<VirtualAddress> rest = new ArrayList<>(some);
        rest.removeAll(others);
        return rest;
    }
}
