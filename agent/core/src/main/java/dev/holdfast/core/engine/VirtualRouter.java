package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.notify.NotifyPlan;
import dev.holdfast.core.notify.NotifyQueue;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.port.TransportSpec;
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
import java.util.LinkedHashSet;
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
    private final Outbox outbox;
    private final Speaker speaker;
    private final Counters counters = new Counters();
    private final ReportLimiter limiter = new ReportLimiter();
    private final NotifyQueue scripts = new NotifyQueue();
    private final Faults faults = new Faults();

    private RouterConfig config;
    private AdvertIntake intake;
    private State state = new Initialize();
    private Sockets sockets = Sockets.CLOSED;
    private int installsUnanswered;
    private long sweepNotBeforeNanos;
    private long nowNanos;
    private Optional<RouterSnapshot.HeardMaster> heard = Optional.empty();
    private long masterIntervalNanos;

    // Why and since when the router is in its state, and what the next change will say of itself.
    private TransitionReason reason = TransitionReason.STARTUP;
    private Optional<IpAddress> causedBy = Optional.empty();
    private long sinceNanos;
    private long tookNanos;

    private enum Sockets {
        CLOSED,
        OPENING,
        OPEN
    }

    VirtualRouter(RouterConfig config, Interfaces interfaces, Outbox outbox) {
        this.config = config;
        this.interfaces = interfaces;
        this.outbox = outbox;
        this.speaker = new Speaker(outbox);
        this.intake = new AdvertIntake(config, interfaces, counters, limiter, outbox);
    }

    // Inputs.

    void onLate(long now, long lateNanos) {
        nowNanos = now;
        long tolerated = config.advertIntervalNanos() / 2;
        if (lateNanos >= tolerated) {
            limiter.admit(now, "stalled")
                    .ifPresent(suppressed -> outbox.publish(new AgentEvent.Stalled(now, config.name(), lateNanos)));
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
        if (!interfaces.areKnown() || state.reported() == RouterState.STOPPED) {
            return;
        }
        boolean missing =
                devices().stream().anyMatch(dev -> interfaces.link(dev).isEmpty());
        boolean down = devices().stream().anyMatch(dev -> !interfaces.isRunning(dev));
        faults.set(FaultCause.INTERFACE_MISSING, missing);
        faults.set(FaultCause.INTERFACE_DOWN, !missing && down);
        faults.set(
                FaultCause.NO_SOURCE_ADDRESS,
                !missing && !down && sourceAddress().isEmpty());
        keepSockets();
        if (!faults.isNone()) {
            enterFault();
        } else if (sockets == Sockets.OPEN) {
            start();
        }
    }

    void onAddressGone(long now, InterfaceName dev, IpPrefix prefix) {
        nowNanos = now;
        config.addresses().stream()
                .filter(address -> address.dev().equals(dev) && address.prefix().equals(prefix))
                .findFirst()
                .ifPresent(address -> move(state.onAddressGone(now, address, this)));
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
        sockets = outcome.isDone() ? Sockets.OPEN : Sockets.CLOSED;
        if (outcome.isDone()) {
            faults.succeeded(FaultCause.TRANSPORT_FAILED);
        } else {
            report(now, outcome);
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
        report(now, outcome);
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
        report(now, outcome);
    }

    /** Returns whether the script was one of this router's. */
    boolean onScriptFinished(long now, long id, ScriptResult result, int exitStatus, long took, String detail) {
        Optional<ScriptRun> finished = scripts.finish(id);
        finished.ifPresent(run -> {
            outbox.publish(scriptFinished(now, run, result, exitStatus, took, detail));
            startScript();
        });
        return finished.isPresent();
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
        intake = new AdvertIntake(config, interfaces, counters, limiter, outbox);
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
        if (sockets != Sockets.CLOSED) {
            closeSockets();
        }
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
        return sourceAddress().orElseGet(() -> new IpAddress(config.key().family(), 0, 0));
    }

    @Override
    public void advertise(Priority priority) {
        if (sockets == Sockets.OPEN) {
            sourceAddress().ifPresent(source -> speaker.advertise(config, priority, source));
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
        reason = why;
        causedBy = peer;
    }

    @Override
    public void tookOver(long took) {
        tookNanos = took;
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
        return scripts.isIdle();
    }

    RouterSnapshot snapshot() {
        long interval = heard.isPresent() ? masterIntervalNanos : config.advertIntervalNanos();
        return new RouterSnapshot(
                config.name(),
                config.key(),
                Settings.of(config),
                state.reported(),
                reason,
                sinceNanos,
                faults.causes(),
                priority(),
                interval,
                masterDownNanos(interval),
                heard,
                config.addresses().stream()
                        .map(address -> new RouterSnapshot.HeldAddress(address, interfaces.holds(address)))
                        .toList(),
                interfaces.segment(config.key().dev(), config.key().family(), ownAddresses()),
                counters.snapshot(),
                new RouterSnapshot.ScriptQueueStatus(scripts.waiting(), scripts.dropped()));
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
            masterIntervalNanos = adoptedIntervalNanos(peer);
        }
    }

    private void onSecondMaster(Heard peer) {
        int relation = peer.priority().compareTo(priority());
        counters.heardWhileMaster(relation);
        if (relation <= 0) {
            // A higher one is an ordinary handover.
            String detail = "another master advertises priority " + peer.priority() + ", ours is " + priority();
            intake.warn(nowNanos, PeerOddity.SECOND_MASTER, peer.source(), detail);
        }
    }

    private void move(State next) {
        RouterState from = state.reported();
        state = next;
        if (next.reported() != from) {
            tell(from, next.reported());
        }
        tookNanos = 0;
    }

    private void tell(RouterState from, RouterState to) {
        boolean heardLately = heard.isPresent() && heard.get().heardNanos() - sinceNanos >= 0;
        long silence =
                to == RouterState.MASTER && heardLately ? nowNanos - heard.get().heardNanos() : 0;
        Optional<IpAddress> peer = causedBy.or(() -> heard.map(RouterSnapshot.HeardMaster::address));
        sinceNanos = nowNanos;
        if (to == RouterState.MASTER) {
            heard = Optional.empty();
        }
        AgentEvent.StateChanged event = new AgentEvent.StateChanged(
                nowNanos,
                outbox.nextId(),
                config.name(),
                config.key(),
                from,
                to,
                reason,
                List.copyOf(faults.causes()),
                priority(),
                peer,
                config.addresses(),
                tookNanos,
                silence);
        outbox.publish(event);
        for (ScriptRun victim : scripts.add(NotifyPlan.of(event, config.scripts(), outbox::nextId))) {
            outbox.publish(scriptFinished(nowNanos, victim, ScriptResult.DROPPED, -1, 0, "the queue was full"));
        }
        startScript();
    }

    private void startScript() {
        scripts.start().ifPresent(run -> outbox.add(new Action.RunScript(run)));
    }

    private static AgentEvent scriptFinished(
            long now, ScriptRun run, ScriptResult result, int exitStatus, long took, String detail) {
        return new AgentEvent.ScriptFinished(
                now, run.router(), run.kind(), run.arguments().get(0), result, exitStatus, took, detail);
    }

    private void enterFault() {
        if (state.reported() != RouterState.FAULT) {
            state.leave(this);
            boolean sockets = faults.causes().contains(FaultCause.TRANSPORT_FAILED);
            because(sockets ? TransitionReason.TRANSPORT : TransitionReason.INTERFACE, Optional.empty());
            move(new Fault());
        }
    }

    private void start() {
        boolean first = state.reported() == RouterState.INIT && !state.holdsAddresses();
        if (!first && state.reported() != RouterState.FAULT) {
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
        return config.addresses().stream().filter(interfaces::holdsAsOurs).toList();
    }

    private void keepSockets() {
        boolean possible = interfaces.link(config.key().dev()).isPresent();
        boolean waiting = faults.causes().contains(FaultCause.TRANSPORT_FAILED);
        if (possible && sockets == Sockets.CLOSED && !waiting) {
            sockets = Sockets.OPENING;
            outbox.add(new Action.OpenTransport(new TransportSpec(
                    config.key(),
                    config.version(),
                    config.path().group(),
                    config.path().peers())));
        } else if (!possible && sockets != Sockets.CLOSED) {
            closeSockets();
        }
    }

    private void closeSockets() {
        sockets = Sockets.CLOSED;
        outbox.add(new Action.CloseTransport(config.key()));
    }

    /** The interfaces this router cannot do without. */
    Set<InterfaceName> devices() {
        Set<InterfaceName> devices = new LinkedHashSet<>();
        devices.add(config.key().dev());
        config.addresses().forEach(address -> devices.add(address.dev()));
        return devices;
    }

    private Optional<IpAddress> sourceAddress() {
        return config.path()
                .source()
                .or(() -> interfaces
                        .primary(config.key().dev(), config.key().family(), ownAddresses())
                        .map(IpPrefix::address));
    }

    private Set<IpAddress> ownAddresses() {
        return Set.copyOf(config.advertisedAddresses());
    }

    private void countFailure(long now, String operation, Outcome outcome) {
        if (!outcome.isDone()) {
            counters.addressOperationFailed(operation);
        }
        report(now, outcome);
    }

    private void report(long now, Outcome outcome) {
        outcome.failure()
                .ifPresent(failure -> limiter.admit(now, failure.operation())
                        .ifPresent(suppressed -> outbox.publish(
                                new AgentEvent.OperationFailed(now, config.name(), failure.toString(), suppressed))));
    }

    private static List<VirtualAddress> without(List<VirtualAddress> some, List<VirtualAddress> others) {
        List<VirtualAddress> rest = new ArrayList<>(some);
        rest.removeAll(others);
        return rest;
    }
}
