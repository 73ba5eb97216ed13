package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.split.Rival;
import dev.holdfast.core.vrrp.Backup;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.Self;
import dev.holdfast.core.vrrp.State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Ends the split brains of one virtual router as the configuration asks for it. Both sides choose by the rule of the
 * election from what they hear of each other, accepted or refused, so that they choose alike: the lesser one is the loser.
 *
 * <p>Where adverts are signed, what is refused proves nothing: nobody gives in to it, and nobody is fenced for it.
 */
final class Resolution {
    private static final Comparator<Rival> BETTER =
            Comparator.comparingInt(Rival::priority).thenComparing(Rival::address);

    private final SplitMeasures measures;
    private final SplitDesk split;
    private final MasterMemory master;
    private final Herald herald;
    private final Outbox outbox;
    private final Fencing fencing;
    private final HoldDown hold = new HoldDown();
    private final Healing healing = new Healing();
    private long healed;
    private boolean kept;

    Resolution(Shared shared, SplitDesk split, MasterMemory master, Herald herald) {
        this.measures = shared.measures();
        this.split = split;
        this.master = master;
        this.herald = herald;
        this.outbox = shared.outbox();
        this.fencing = new Fencing(outbox);
    }

    /** Before deadlines are looked at: may this router take over when its time has come? */
    void prepare(long nowNanos, RouterConfig config, State state) {
        if (hold.look(nowNanos, split.quietNanos(config, true))) {
            note(nowNanos, config, SplitNotice.LOSER_CLEARED, "no other master is heard");
        }
        Optional<FenceConfig> fence = fence(FenceConfig.When.TAKEOVER);
        boolean misses = fence.isPresent() && !hold.isHeld() && state.missesMaster(nowNanos);
        Optional<IpAddress> silent = misses ? master.address() : Optional.empty();
        silent.ifPresentOrElse(
                address -> fencing.fenceSilent(nowNanos, config, fence.orElseThrow(), address),
                () -> fencing.forgetSilent(nowNanos));
    }

    /** Whether nothing that is left of a split brain keeps this router from taking over. */
    boolean permits() {
        return !hold.isHeld() && fencing.permits();
    }

    long deadlineNanos() {
        return Math.min(healing.deadlineNanos(), Math.min(hold.deadlineNanos(), fencing.deadlineNanos()));
    }

    /** After the incident of this turn is known: the state that follows from it. */
    State look(long nowNanos, State state, Self self) {
        if (state.reported() != RouterState.MASTER) {
            return state;
        }
        List<Rival> rivals = rivals(nowNanos, self);
        Optional<Rival> winner = rivals.stream()
                .filter(rival -> rival.beats(self.priority(), self.source()))
                .max(BETTER);
        if (winner.isPresent() && losersGiveIn()) {
            return lose(nowNanos, state, self, winner.get());
        }
        Optional<Rival> loser =
                winner.isPresent() ? Optional.empty() : rivals.stream().max(BETTER);
        loser.ifPresent(rival -> fence(nowNanos, self.config(), rival));
        return isToHeal(nowNanos, state, self, loser.isPresent()) ? heal(nowNanos, state, self) : state;
    }

    /** The router's state changed, for this reason. */
    void moved(long nowNanos, RouterConfig config, RouterState from, RouterState to, TransitionReason reason) {
        boolean elected = reason == TransitionReason.HIGHER_PRIORITY || reason == TransitionReason.TIE_BREAK;
        if (to != RouterState.MASTER) {
            healing.forget();
        }
        if (from == RouterState.MASTER
                && to == RouterState.BACKUP
                && elected
                && measures.resolution().stickyLoser()) {
            confirmed().ifPresent(incident -> holdDown(nowNanos, config, first(incident)));
        }
    }

    /** An operator has decided that this node stays: what the other one did is put right now. */
    void keep(long nowNanos, Self self, Optional<IpAddress> other) {
        other.ifPresent(loser -> herald.reconcile(nowNanos, self.config(), self.priority(), loser, 0));
        kept = true;
    }

    /** An operator has decided that another node stays. */
    void giveUp(long nowNanos, RouterConfig config, Optional<IpAddress> winner) {
        holdDown(nowNanos, config, winner);
    }

    /** An operator has it take part again; says whether it did not. */
    boolean clear(long nowNanos, RouterConfig config, String by) {
        boolean was = hold.clear();
        if (was) {
            note(nowNanos, config, SplitNotice.LOSER_CLEARED, "cleared by " + by);
        }
        return was;
    }

    /** The incident that is open. */
    Optional<SplitIncident> incident() {
        return split.incident();
    }

    SplitBrain status(long nowNanos) {
        return split.status(nowNanos).resolved(hold.standDown(), healed);
    }

    NotifyDesk desk() {
        return fencing.desk();
    }

    private boolean losersGiveIn() {
        return switch (measures.resolution().response()) {
            case ALERT, FENCE -> false;
            case YIELD, SELF_FENCE -> true;
        };
    }

    private State lose(long nowNanos, State state, Self self, Rival winner) {
        boolean selfFences = measures.resolution().response() == SplitBrainConfig.Response.SELF_FENCE;
        String why = winner.address() + " has priority " + winner.priority() + ", ours is " + self.priority();
        note(nowNanos, self.config(), selfFences ? SplitNotice.SELF_FENCED : SplitNotice.YIELDED, why);
        holdDown(nowNanos, self.config(), Optional.of(winner.address()));
        return Backup.steppingDown(nowNanos, state, TransitionReason.YIELDED, self);
    }

    private void holdDown(long nowNanos, RouterConfig config, Optional<IpAddress> winner) {
        boolean sticky = measures.resolution().stickyLoser();
        hold.begin(nowNanos, split.downNanos(), winner, sticky);
        if (sticky) {
            String who = winner.map(IpAddress::toString).orElse("another node");
            note(nowNanos, config, SplitNotice.LOSER_HELD, who + " stays; holdfast split-brain clear " + config.name());
        }
    }

    private void fence(long nowNanos, RouterConfig config, Rival rival) {
        fence(FenceConfig.When.INCIDENT)
                .ifPresent(how ->
                        confirmed().ifPresent(incident -> fencing.fence(nowNanos, config, how, incident, rival)));
    }

    private boolean isToHeal(long nowNanos, State state, Self self, boolean contested) {
        boolean acts = measures.resolution().response() != SplitBrainConfig.Response.ALERT;
        // By default a refused advert moves nothing at all.
        split.beside(nowNanos, self.config(), acts).ifPresent(healing::beside);
        Optional<Healing.Due> due = healing.take(nowNanos, split.quietNanos(self.config(), acts), acts && contested);
        due.filter(Healing.Due::isOver)
                .filter(over -> !herald.hasReconciledSince(over.firstNanos()))
                .ifPresent(over -> herald.reconcile(
                        nowNanos, self.config(), self.priority(), over.other(), over.lastNanos() - over.firstNanos()));
        // Who hears us lets go with our answer, and nobody learned it since. Who refuses us does not.
        return kept
                || due.filter(owed -> acts || !state.hasAnnouncedSince(owed.lastNanos()))
                        .isPresent();
    }

    private State heal(long nowNanos, State state, Self self) {
        healed++;
        kept = false;
        return state.onHealing(nowNanos, self);
    }

    private List<Rival> rivals(long nowNanos, Self self) {
        return confirmed().isEmpty()
                ? List.of()
                : split.rivals(nowNanos, self.config()).stream()
                        .filter(rival -> !rival.address().equals(self.source()))
                        .toList();
    }

    private Optional<SplitIncident> confirmed() {
        return split.incident().filter(incident -> incident.verdict() == SplitVerdict.CONFIRMED);
    }

    private Optional<FenceConfig> fence(FenceConfig.When when) {
        return measures.resolution().fence().filter(fence -> fence.when() == when);
    }

    private static Optional<IpAddress> first(SplitIncident incident) {
        return incident.peers().stream().findFirst();
    }

    private void note(long nowNanos, RouterConfig config, SplitNotice notice, String detail) {
        outbox.publish(new SplitNoted(nowNanos, config.name(), notice, detail));
    }
}
