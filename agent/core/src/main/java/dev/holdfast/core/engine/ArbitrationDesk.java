package dev.holdfast.core.engine;

import dev.holdfast.core.arbitrate.Arbitration;
import dev.holdfast.core.arbitrate.DiskAnswer;
import dev.holdfast.core.arbitrate.Situation;
import dev.holdfast.core.arbitrate.Stance;
import dev.holdfast.core.arbitrate.WitnessAnswer;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.ArbitrationMechanism;
import dev.holdfast.core.spi.ArbitrationStatus;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.vrrp.Heard;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.Self;
import dev.holdfast.core.vrrp.State;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arbitration of one virtual router, and what is told of it. */
final class ArbitrationDesk {
    /**
     * A refusal is news when it lasts: the key of a master that has just resigned is free a moment later. And so is an
     * arbiter that is back: a disk that can be read but not written comes and goes with every request.
     */
    private static final long SETTLE_NANOS = 1_000_000_000L;

    private final Footing footing;
    private final Custody custody;
    private final SplitDesk split;
    private final Outbox outbox;
    private final Arbitration arbitration;
    /** Those that were told to be out of reach, and when they were so last. */
    private final Map<ArbitrationMechanism, Long> unreachable = new EnumMap<>(ArbitrationMechanism.class);

    private Stance stance = Stance.OUT;
    private long heardNanos = Engine.NEVER;
    private boolean resigned;
    private boolean toldRefusal;

    ArbitrationDesk(Shared shared, Footing footing, Custody custody, SplitDesk split) {
        this.footing = footing;
        this.custody = custody;
        this.split = split;
        this.outbox = shared.outbox();
        this.arbitration = new Arbitration(shared.trackers()::reference);
    }

    /** Judges by these settings from now on. */
    void configure(SplitBrainConfig config) {
        arbitration.configure(config.arbitration());
    }

    /** An advert of another router was heard. */
    void heard(long nowNanos, Heard peer) {
        heardNanos = nowNanos;
        resigned = peer.isResigning();
    }

    /**
     * Everything received is known: has every mechanism look, and says whether a holder must let go.
     *
     * @param permitted whether nothing else keeps the router from taking over
     */
    boolean look(long nowNanos, Self self, State state, boolean permitted) {
        if (arbitration.isNone()) {
            return false;
        }
        RouterConfig config = self.config();
        stance = stance(nowNanos, config, state, permitted);
        arbitration.look(
                nowNanos,
                situation(nowNanos, self, state),
                request -> outbox.add(new Action.AskArbiter(config.key(), request)));
        tellReach(nowNanos, config);
        tellClaim(nowNanos, config);
        boolean mustLetGo = stance == Stance.HOLDING && arbitration.refusal().isPresent();
        if (mustLetGo) {
            tell(nowNanos, config, SplitNotice.ARBITRATION_LOST, text(arbitration.refusal()));
        }
        return mustLetGo;
    }

    void answered(long nowNanos, WitnessAnswer answer) {
        arbitration.answered(nowNanos, answer);
    }

    void answered(long nowNanos, DiskAnswer answer) {
        arbitration.answered(nowNanos, answer);
    }

    boolean mayClaim() {
        return arbitration.mayClaim();
    }

    /** Whether it may not claim though its time may have come: nothing is to be looked at before an answer or an end. */
    boolean holdsBack() {
        boolean waits = stance == Stance.WANTING || stance == Stance.LETTING_GO;
        return waits && !arbitration.mayClaim();
    }

    /** Whether nothing has a say but VRRP. */
    boolean isNone() {
        return arbitration.isNone();
    }

    boolean isBusy() {
        return arbitration.isBusy();
    }

    long deadlineNanos() {
        return arbitration.isNone() ? Engine.NEVER : arbitration.deadlineNanos();
    }

    List<ArbitrationStatus> status() {
        return arbitration.statuses();
    }

    private Stance stance(long nowNanos, RouterConfig config, State state, boolean permitted) {
        if (state.holdsAddresses()) {
            return Stance.HOLDING;
        }
        if (custody.isLettingGo(config)) {
            return Stance.LETTING_GO;
        }
        if (state.reported() != RouterState.BACKUP || !permitted) {
            return Stance.OUT;
        }
        return state.wantsMaster(nowNanos) && footing.hasCarrier(config) ? Stance.WANTING : Stance.LISTENING;
    }

    private Situation situation(long nowNanos, Self self, State state) {
        boolean heard = heardNanos != Engine.NEVER
                && nowNanos - heardNanos < self.masterDownNanos(state.masterIntervalNanos(self));
        // Backups send no adverts that a master could hear; their agents answer.
        boolean heartbeat = stance == Stance.HOLDING ? split.peersStandBy() : heard;
        long claimNanos = stance == Stance.LISTENING ? state.deadlineNanos() : Engine.NEVER;
        return new Situation(stance, claimNanos, heardNanos, resigned, heartbeat, self.priority(), self.preempts());
    }

    private void tellReach(long nowNanos, RouterConfig config) {
        for (ArbitrationStatus status : arbitration.statuses()) {
            ArbitrationMechanism mechanism = status.mechanism();
            if (!arbitration.isReachable(mechanism)) {
                if (unreachable.put(mechanism, nowNanos) == null) {
                    tell(nowNanos, config, SplitNotice.ARBITER_UNREACHABLE, text(Optional.of(status)));
                }
            } else if (nowNanos - unreachable.getOrDefault(mechanism, nowNanos) >= SETTLE_NANOS) {
                unreachable.remove(mechanism);
                tell(nowNanos, config, SplitNotice.ARBITER_BACK, text(Optional.of(status)));
            }
        }
    }

    private void tellClaim(long nowNanos, RouterConfig config) {
        Optional<ArbitrationStatus> lasting = arbitration
                .refusal()
                .filter(refusal -> stance == Stance.WANTING && nowNanos - refusal.sinceNanos() >= SETTLE_NANOS);
        if (lasting.isPresent() && !toldRefusal) {
            toldRefusal = true;
            tell(nowNanos, config, SplitNotice.ARBITRATION_REFUSED, text(lasting));
        } else if (toldRefusal && arbitration.mayClaim()) {
            toldRefusal = false;
            tell(nowNanos, config, SplitNotice.ARBITRATION_GRANTED, "");
        } else if (stance != Stance.WANTING) {
            toldRefusal = false;
        }
    }

    private void tell(long nowNanos, RouterConfig config, SplitNotice notice, String detail) {
        outbox.publish(new AgentEvent.SplitNoted(nowNanos, config.name(), notice, detail));
    }

    private static String text(Optional<ArbitrationStatus> status) {
        return status.map(each -> each.mechanism().word() + (each.detail().isEmpty() ? "" : ": " + each.detail()))
                .orElse("");
    }
}
