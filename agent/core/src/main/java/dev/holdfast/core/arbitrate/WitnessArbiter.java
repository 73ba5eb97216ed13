package dev.holdfast.core.arbitrate;

import dev.holdfast.core.arbitrate.WitnessRequest.Step;
import dev.holdfast.core.spi.ArbitrationMechanism;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A lease in a store that all nodes share: who has the key of a virtual router may hold its addresses, and nobody else.
 *
 * <p>Why two never hold. The store gives a key to one lease at a time, and a lease lives at least its time to live from the
 * moment at which its renewal was sent. A holder counts from the moment at which the renewal was ordered, which is earlier,
 * and lets go so long before the end that a kernel lease renewed in the last moment has run out too, also by a clock that is
 * a little slow: {@link WitnessConfig#holdNanos}. So a holder that is cut off, frozen or killed has no address when the lease
 * ends. The key is given back only after the kernel has confirmed that the addresses are gone.
 *
 * <p>Preemption is the holder's to grant: a node of higher priority leaves a wish beside the key, the holder sees it with
 * its renewals, lets go and gives the key back.
 */
final class WitnessArbiter implements Arbiter {
    /** How often a node asks that wants the key. A few requests a second of one node are nothing to the store. */
    static final long RETRY_NANOS = 250_000_000L;

    /** An adapter answers sooner, always; this is for one that does not. */
    static final long PATIENCE_NANOS = 5_000_000_000L;

    /** How often a node sees whether the witness answers that wants nothing of it. */
    static final long LOOK_NANOS = 10_000_000_000L;

    /** After how long a key is given back that nothing was done with: another of the sync group may not claim. */
    static final long UNUSED_NANOS = 2_000_000_000L;

    /** For how long priority 0 then keeps away; a better node asks sooner, so that one gets the keys of a whole group. */
    private static final long PAUSE_NANOS = 2_560_000_000L;

    private final WitnessHold hold;

    private WitnessConfig config;
    private Stance stance = Stance.OUT;
    private Optional<WitnessRequest> awaited = Optional.empty();
    private long orderedNanos;
    private long nextNanos;
    private long lastId;

    WitnessArbiter(WitnessConfig config) {
        this.config = config;
        this.hold = new WitnessHold(config);
    }

    /** Goes on with the lease that it has, in other terms. */
    void configure(WitnessConfig changed) {
        config = changed;
        hold.configure(changed);
    }

    @Override
    public ArbitrationMechanism mechanism() {
        return ArbitrationMechanism.ETCD;
    }

    @Override
    public Opinion look(long nowNanos, Situation situation, Consumer<ArbiterRequest> requests) {
        enter(nowNanos, situation.stance());
        if (awaited.isPresent() && nowNanos - orderedNanos >= PATIENCE_NANOS) {
            awaited = Optional.empty();
            hold.failed("no answer");
        }
        ask(nowNanos, situation, requests);
        Opinion opinion = judge(nowNanos, situation);
        return hold.failure().isEmpty() ? opinion : opinion.blind();
    }

    /** The witness answered, or was not reached. */
    void answered(long nowNanos, WitnessAnswer answer) {
        Optional<WitnessRequest> answered = awaited.filter(request -> request.id() == answer.id());
        if (answered.isEmpty()) {
            return;
        }
        awaited = Optional.empty();
        hold.take(nowNanos, orderedNanos, answered.get().ttlSeconds(), answer);
        if (asks(stance)) {
            boolean renewed = answer.kind() == WitnessAnswer.Kind.HELD;
            nextNanos = renewed ? orderedNanos + hold.renewalNanos() : nowNanos + RETRY_NANOS;
        }
    }

    @Override
    public long deadlineNanos() {
        boolean waits = awaited.filter(request -> request.step() == Step.ASK || !asks(stance))
                .isPresent();
        long next = waits ? orderedNanos + PATIENCE_NANOS : nextNanos;
        return switch (stance) {
            case OUT -> awaited.isPresent() ? next : NEVER;
            case LETTING_GO -> NEVER;
            case LISTENING, WANTING -> next;
            case HOLDING -> config.keepsOnLoss() ? next : Math.min(next, hold.untilNanos());
        };
    }

    @Override
    public boolean isBusy() {
        return stance == Stance.OUT && awaited.isPresent();
    }

    private static boolean asks(Stance stance) {
        return stance == Stance.WANTING || stance == Stance.HOLDING;
    }

    private void enter(long nowNanos, Stance next) {
        if (asks(next) && !asks(stance)) {
            nextNanos = nowNanos;
            hold.begin();
        }
        if (next == Stance.HOLDING && stance != Stance.HOLDING) {
            hold.adopt(nowNanos);
        }
        stance = next;
    }

    private void ask(long nowNanos, Situation situation, Consumer<ArbiterRequest> requests) {
        boolean asking = awaited.filter(request -> request.step() == Step.ASK).isPresent();
        boolean due = nextNanos - nowNanos <= 0;
        if (asking || stance == Stance.LETTING_GO) {
            return;
        }
        if (asks(stance)) {
            if (isUnused(nowNanos)) {
                order(nowNanos, Step.RELEASE, OptionalInt.empty(), requests);
                nextNanos = nowNanos + PAUSE_NANOS * (256 - situation.priority().value()) / 256;
            } else if (due) {
                boolean wishes = situation.isWanting() && situation.preempts();
                order(nowNanos, Step.ASK, wish(wishes, situation), requests);
            }
        } else if (hold.lease() != 0) {
            order(nowNanos, Step.RELEASE, OptionalInt.empty(), requests);
            nextNanos = nowNanos + LOOK_NANOS;
        } else if (stance == Stance.LISTENING && due && awaited.isEmpty()) {
            order(nowNanos, Step.LOOK, OptionalInt.empty(), requests);
            nextNanos = nowNanos + LOOK_NANOS;
        }
    }

    private static OptionalInt wish(boolean wishes, Situation situation) {
        return wishes ? OptionalInt.of(situation.priority().value()) : OptionalInt.empty();
    }

    private boolean isUnused(long nowNanos) {
        return stance == Stance.WANTING && hold.isHeld() && nowNanos - hold.sinceNanos() >= UNUSED_NANOS;
    }

    private void order(long nowNanos, Step step, OptionalInt wish, Consumer<ArbiterRequest> requests) {
        WitnessRequest request = new WitnessRequest(++lastId, step, hold.lease(), config.ttlSeconds(), wish);
        if (step == Step.RELEASE) {
            hold.forget();
        }
        awaited = Optional.of(request);
        orderedNanos = nowNanos;
        requests.accept(request);
    }

    private Opinion judge(long nowNanos, Situation situation) {
        return switch (stance) {
            case OUT, LISTENING, LETTING_GO -> Opinion.idle();
            case WANTING -> judgeClaim(nowNanos);
            case HOLDING -> judgeHolder(nowNanos, situation);
        };
    }

    private Opinion judgeClaim(long nowNanos) {
        if (hold.isHeld() && !hold.isOver(nowNanos)) {
            return Opinion.granted("");
        }
        if (hold.isTaken()) {
            return Opinion.refused("held by " + hold.other());
        }
        return hold.failure().isEmpty() ? Opinion.pending("asked for") : Opinion.refused(hold.failure());
    }

    private Opinion judgeHolder(long nowNanos, Situation situation) {
        if (hold.isTaken()) {
            return Opinion.refused("held by " + hold.other());
        }
        if (hold.isOutgrown()) {
            return Opinion.refused("its lease is too short for the kernel lease that is configured now");
        }
        if (hold.isOver(nowNanos)) {
            return config.keepsOnLoss()
                    ? Opinion.granted("not renewed, keeps the addresses: " + hold.failure())
                    : Opinion.refused("not renewed in time: " + hold.failure());
        }
        if (hold.wish().orElse(0) > situation.priority().value()) {
            return Opinion.refused(
                    hold.other() + " has the higher priority " + hold.wish().getAsInt());
        }
        return hold.isHeld() ? Opinion.granted(hold.failure()) : Opinion.pending("asked for");
    }
}
