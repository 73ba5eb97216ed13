package dev.holdfast.core.arbitrate;

import dev.holdfast.core.arbitrate.DiskAnswer.Said;
import dev.holdfast.core.disk.DiskMark;
import dev.holdfast.core.disk.DiskMark.Kind;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.ArbitrationMechanism;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A lock on a disk that all nodes share, taken only while somebody asks for it. Each node writes one sector and reads all.
 *
 * <pre>
 *             no master heard      nobody answers         nobody else claims
 *   RESTING ─────────────────► ASKING ─────────► CLAIMING ─────────────────► TAKING ───► LICENSED
 *      ▲                         │ a holder answers: refused                                 │
 *      └─────────────────────────┴── a master is heard ◄──── it let go ──────────────────────┘
 * </pre>
 *
 * <p>Why two never hold, as long as both reach the disk. A holder of a licence says so in its sector, reads every interval,
 * and answers a question with the lock; who asks waits for longer than that can take ({@link DiskConfig#answerNanos}). Of
 * several that ask, each writes its claim first and then reads the others': of two, the later one sees the earlier one's,
 * and nobody goes on who sees one. A lock is renewed, so one that stands still belongs to somebody who is gone, and has been
 * for longer than the kernel keeps an address ({@link DiskConfig#staleNanos}). Each takeover has a number above all before
 * it: a holder that could not reach the disk for a while sees that it has been followed, and lets go.
 *
 * <p>A holder that nobody asks has nothing locked: when it dies, the next one waits for no lock of a dead node.
 */
final class DiskLock implements Arbiter {
    private enum Step {
        RESTING,
        ASKING,
        CLAIMING,
        TAKING,
        LICENSED
    }

    private final DiskConfig config;
    private final DiskTalk talk;
    private final DiskView view;
    private final DiskQuestion question;

    private Step step = Step.RESTING;
    private Situation situation = new Situation(Stance.OUT, NEVER, NEVER, false, false, Priority.RESIGN, false);
    private long lookedNanos = DiskTalk.NEVER_YET;
    private long holdingSinceNanos = NEVER;
    private long unansweredNanos = NEVER;
    private long enteredNanos;
    private long claimedNanos;
    private long pausedUntilNanos = DiskTalk.NEVER_YET;
    private DiskLicence licence = DiskLicence.NONE;

    DiskLock(DiskConfig config) {
        this.config = config;
        this.talk = new DiskTalk(config);
        this.view = new DiskView(config.staleNanos());
        this.question = new DiskQuestion(config);
    }

    @Override
    public ArbitrationMechanism mechanism() {
        return ArbitrationMechanism.DISK;
    }

    @Override
    public Opinion look(long nowNanos, Situation now, Consumer<ArbiterRequest> requests) {
        situation = now;
        lookedNanos = nowNanos;
        holdingSinceNanos = !holds() ? NEVER : holdingSinceNanos == NEVER ? nowNanos : holdingSinceNanos;
        talk.watch(nowNanos);
        if (talk.isKnown()) {
            if (talk.hasReadSinceWritten() && (says(Kind.ASK) || says(Kind.CLAIM))) {
                question.stand(nowNanos, view.silentHolders(licence.generation()));
            }
            enter(nowNanos, next(nowNanos));
            licence = step == Step.LICENSED && holds() ? licence.used() : licence;
        }
        boolean unanswered = step == Step.LICENSED && holds() && view.isAsked() && !talk.lastSaid(Kind.HOLD);
        unansweredNanos = !unanswered ? NEVER : unansweredNanos == NEVER ? nowNanos : unansweredNanos;
        order(nowNanos, requests);
        Opinion opinion = judge(nowNanos);
        return talk.failure().isEmpty() ? opinion : opinion.blind();
    }

    /** The disk answered, or did not. */
    void answered(long nowNanos, DiskAnswer answer) {
        boolean first = !talk.isKnown();
        long ordered = talk.readOrderedNanos();
        if (talk.take(nowNanos, answer) && answer.kind() == DiskAnswer.Kind.READ) {
            view.take(nowNanos, ordered, answer.others());
            licence = first ? DiskLicence.left(answer.own().mark().generation()) : licence;
        }
    }

    @Override
    public long deadlineNanos() {
        long talking = talk.deadlineNanos(Math.min(nextReadNanos(), nextWriteNanos()));
        return Math.min(talking, Math.min(ahead(lossNanos()), ahead(nextStepNanos())));
    }

    /** A time that has come has been looked at. */
    private long ahead(long nanos) {
        return nanos - lookedNanos > 0 ? nanos : NEVER;
    }

    /** When time alone may change the step. */
    private long nextStepNanos() {
        return switch (step) {
            case RESTING ->
                switch (situation.stance()) {
                    case WANTING -> pausedUntilNanos;
                    case LISTENING -> Math.max(question.dueNanos(situation), pausedUntilNanos);
                    case OUT, HOLDING, LETTING_GO -> NEVER;
                };
            case ASKING ->
                Math.min(
                        ahead(enteredNanos + 2 * config.answerNanos()),
                        Math.max(patienceNanos(), question.nearNanos(situation)));
            case CLAIMING -> NEVER;
            case TAKING -> claimedNanos + config.lockNanos();
            case LICENSED -> holds() ? NEVER : enteredNanos + config.answerNanos();
        };
    }

    @Override
    public boolean isBusy() {
        boolean clean = talk.own()
                .filter(mark -> mark.kind() == Kind.QUIET && !mark.holds())
                .isPresent();
        return situation.stance() == Stance.OUT
                && talk.isKnown()
                && !clean
                && talk.failure().isEmpty();
    }

    // Which way.

    private Step next(long nowNanos) {
        if (!holds() && !wants(nowNanos)) {
            return Step.RESTING;
        }
        return switch (step) {
            case RESTING -> Step.ASKING;
            case ASKING -> mayClaim(nowNanos) ? Step.CLAIMING : Step.ASKING;
            case CLAIMING -> nextOfClaim(nowNanos);
            case TAKING -> nextOfTaking(nowNanos);
            case LICENSED -> nextOfLicence(nowNanos);
        };
    }

    /** Whether the lock is of use to a router that holds nothing: its time has come, or may come before an answer does. */
    private boolean wants(long nowNanos) {
        if (pausedUntilNanos - nowNanos > 0) {
            return false;
        }
        return switch (situation.stance()) {
            case WANTING -> true;
            case LISTENING -> question.dueNanos(situation) - nowNanos <= 0;
            case OUT, HOLDING, LETTING_GO -> false;
        };
    }

    private boolean mayClaim(long nowNanos) {
        if (!says(Kind.ASK) || !talk.hasReadSinceWritten() || view.holder().isPresent() || isOutranked()) {
            return false;
        }
        // A better one that asks too goes first; but not for ever, for something else may hold it back.
        boolean mannerly = nowNanos - enteredNanos >= 2 * config.answerNanos()
                || view.questions().stream().noneMatch(this::ranksAbove);
        return mannerly && question.nearNanos(situation) - nowNanos <= 0 && patienceNanos() - nowNanos <= 0;
    }

    /** Until when a holder may live that has not answered yet. */
    private long patienceNanos() {
        return question.patienceNanos(view.silentHolders(licence.generation()), situation, !holds() && !preempts());
    }

    private Step nextOfClaim(long nowNanos) {
        if (!says(Kind.CLAIM) || !talk.hasReadSinceWritten()) {
            return Step.CLAIMING;
        }
        if (view.holder().isPresent() || isOutranked() || patienceNanos() - nowNanos > 0) {
            return Step.ASKING;
        }
        boolean clear = view.claims().isEmpty() && isLockGood(nowNanos);
        return clear && (holds() || situation.isWanting()) ? Step.TAKING : Step.CLAIMING;
    }

    private Step nextOfTaking(long nowNanos) {
        // When it was not followed in time, others may have taken the claim for that of a dead node.
        if (claimedNanos + config.lockNanos() - nowNanos <= 0) {
            return Step.ASKING;
        }
        return says(Kind.HOLD) ? Step.LICENSED : Step.TAKING;
    }

    private Step nextOfLicence(long nowNanos) {
        if (holds()) {
            // By somebody who holds no more: we go on, under a number of our own.
            boolean followed = follower().filter(said -> !said.mark().holds()).isPresent();
            return followed ? Step.ASKING : Step.LICENSED;
        }
        // Another arbiter, or another router of the sync group, stands in the way: others may have better luck.
        boolean unused = nowNanos - enteredNanos >= config.answerNanos();
        return unused || !isLockGood(nowNanos) ? Step.RESTING : Step.LICENSED;
    }

    private void enter(long nowNanos, Step next) {
        if (next == step) {
            return;
        }
        switch (next) {
            case RESTING -> {
                boolean inVain = step == Step.LICENSED && situation.isWanting();
                pausedUntilNanos = inVain ? nowNanos + pauseNanos() : pausedUntilNanos;
                licence = licence.returned();
            }
            case ASKING -> {
                question.begin();
                licence = licence.returned();
            }
            case TAKING -> {
                claimedNanos = talk.goodWriteNanos();
                licence = licence.after(view.newestGeneration());
            }
            case CLAIMING, LICENSED -> {}
        }
        step = next;
        enteredNanos = nowNanos;
    }

    /** The better one comes first, so that one gets the locks of a whole group. */
    private long pauseNanos() {
        return config.answerNanos() * (256 - situation.priority().value()) / 128;
    }

    // What is written and read.

    private void order(long nowNanos, Consumer<ArbiterRequest> requests) {
        if (!talk.isFree(nowNanos)) {
            return;
        }
        // After a write that failed a look comes first: who cannot write must not be blind as well.
        if (talk.isKnown() && !talk.isDoubtful() && nextWriteNanos() - nowNanos <= 0) {
            talk.write(nowNanos, wanted(), requests);
        } else if (talk.isDoubtful() || nextReadNanos() - nowNanos <= 0) {
            talk.read(nowNanos, requests);
        }
    }

    private DiskMark wanted() {
        int priority = situation.priority().value();
        long number = licence.generation();
        return switch (step) {
            case RESTING -> new DiskMark(Kind.QUIET, false, false, 0, number, 0);
            case ASKING -> new DiskMark(Kind.ASK, holds(), preempts(), priority, number, 0);
            case CLAIMING -> new DiskMark(Kind.CLAIM, holds(), false, priority, number, 0);
            case TAKING -> new DiskMark(Kind.HOLD, true, false, priority, number, 0);
            case LICENSED -> {
                boolean locked = !holds() || view.isAsked();
                yield new DiskMark(locked ? Kind.HOLD : Kind.QUIET, true, false, priority, number, 0);
            }
        };
    }

    private long nextWriteNanos() {
        if (!talk.isKnown()) {
            return NEVER;
        }
        DiskMark wanted = wanted();
        boolean said = talk.own().filter(wanted::says).isPresent();
        if (!said) {
            return DiskTalk.NEVER_YET;
        }
        return wanted.kind() == Kind.QUIET ? NEVER : talk.goodWriteNanos() + config.intervalNanos();
    }

    private long nextReadNanos() {
        boolean waits = step == Step.ASKING || step == Step.CLAIMING;
        if (!talk.isKnown() || (waits && !talk.hasReadSinceWritten())) {
            return DiskTalk.NEVER_YET;
        }
        return talk.readOrderedNanos() + readIntervalNanos(waits);
    }

    private long readIntervalNanos(boolean waits) {
        if (waits) {
            return view.holder().isPresent() ? config.intervalNanos() : config.pollNanos();
        }
        return holds() || step == Step.LICENSED ? config.intervalNanos() : config.idleNanos();
    }

    // What is said.

    private Opinion judge(long nowNanos) {
        return switch (situation.stance()) {
            case OUT, LISTENING, LETTING_GO -> Opinion.idle();
            case WANTING -> judgeClaim(nowNanos);
            case HOLDING -> judgeHolder(nowNanos);
        };
    }

    private Opinion judgeClaim(long nowNanos) {
        if (step == Step.LICENSED) {
            return Opinion.granted("");
        }
        if (!talk.failure().isEmpty()) {
            return config.onLoss() == DiskLoss.IGNORE && talk.failedForNanos(nowNanos) >= config.answerNanos()
                    ? Opinion.granted("without the disk: " + talk.failure())
                    : Opinion.refused(talk.failure());
        }
        return view.holder()
                .map(holder -> Opinion.refused(holder.node() + " lives: it has the lock"))
                .orElse(Opinion.pending("asks on the disk whether the master lives"));
    }

    private Opinion judgeHolder(long nowNanos) {
        if (lossNanos() - nowNanos <= 0) {
            return Opinion.refused("the disk was not reached in time" + because());
        }
        return refusalToHolder()
                .map(Opinion::refused)
                .orElseGet(() -> step == Step.LICENSED
                        ? Opinion.granted(talk.failure())
                        : Opinion.pending("not entered on the disk yet" + because()));
    }

    private Optional<String> refusalToHolder() {
        if (step != Step.LICENSED) {
            return view.holder()
                    .filter(other -> other.mark().kind() == Kind.HOLD || ranksAbove(other))
                    .map(other -> other.node() + " has the lock");
        }
        Optional<String> followed = follower()
                .filter(other -> other.mark().holds())
                .map(other -> other.node() + " has taken over meanwhile");
        return followed.or(() -> view.successor(situation.priority().value())
                .map(other -> other.node() + " has the higher priority "
                        + other.mark().priority()));
    }

    private Optional<Said> follower() {
        return view.successorOf(licence.generation());
    }

    private String because() {
        return talk.failure().isEmpty() ? "" : ": " + talk.failure();
    }

    /** When a holder must have let go that has not reached the disk in time; {@link #NEVER} when it need not. */
    private long lossNanos() {
        if (config.onLoss() != DiskLoss.RELEASE || situation.stance() != Stance.HOLDING) {
            return NEVER;
        }
        // A reload may have brought the disk: who holds already has as long as from a read.
        long unasked = Math.max(talk.goodReadNanos(), holdingSinceNanos) + config.unaskedNanos();
        boolean locked = step == Step.LICENSED && talk.lastSaid(Kind.HOLD);
        long unlocked = locked ? talk.goodWriteNanos() + config.lockNanos() : NEVER;
        long unanswered = unansweredNanos == NEVER ? NEVER : unansweredNanos + config.timeoutNanos();
        return Math.min(unasked, Math.min(unlocked, unanswered));
    }

    // In short.

    private boolean holds() {
        return situation.isHolding() || situation.stance() == Stance.LETTING_GO;
    }

    /** Whether it hears the master, and would take over from it all the same. */
    private boolean preempts() {
        return situation.isWanting() && situation.heartbeat() && situation.preempts();
    }

    private boolean says(Kind kind) {
        return talk.own().filter(mark -> mark.kind() == kind).isPresent();
    }

    private boolean isLockGood(long nowNanos) {
        return talk.goodWriteNanos() + config.lockNanos() - nowNanos > 0;
    }

    private boolean isOutranked() {
        return view.claims().stream().anyMatch(this::ranksAbove);
    }

    private boolean ranksAbove(Said other) {
        int rank = other.mark().compareRank(wanted());
        return rank > 0 || (rank == 0 && other.place() < talk.place());
    }
}
