package dev.holdfast.core.arbitrate;

import dev.holdfast.core.arbitrate.DiskView.Silent;
import java.util.Set;

/** When a node asks whether a holder lives, and until when it waits for the answer. */
final class DiskQuestion {
    /** How much of a silence passes before its reason is asked for: more than one advert, and early enough for an answer. */
    private static final int ASK_AFTER_PERCENT = 40;

    private final DiskConfig config;
    private Set<Silent> asked = Set.of();
    private long askedNanos;

    DiskQuestion(DiskConfig config) {
        this.config = config;
    }

    /** When to ask on behalf of a router that listens. */
    long dueNanos(Situation situation) {
        long claim = situation.claimNanos();
        long heard = situation.heardNanos();
        if (claim == Arbiter.NEVER) {
            return Arbiter.NEVER;
        }
        if (situation.resigned()) {
            return heard;
        }
        return heard == Arbiter.NEVER || heard - claim > 0
                ? claim - config.answerNanos() - config.timeoutNanos()
                : heard + (claim - heard) * ASK_AFTER_PERCENT / 100;
    }

    /** From when on the claim is made, so that it stands when the router's time comes. */
    long nearNanos(Situation situation) {
        return situation.stance() == Stance.LISTENING
                ? situation.claimNanos() - config.timeoutNanos() / 2
                : DiskTalk.NEVER_YET;
    }

    /** Asks anew. */
    void begin() {
        asked = Set.of();
    }

    /** These stand on the disk beside our mark: each has the time to answer from when it was seen first. */
    void stand(long nowNanos, Set<Silent> silent) {
        if (!asked.containsAll(silent)) {
            asked = silent;
            askedNanos = nowNanos;
        }
    }

    /**
     * Until when one of those may still answer. One that froze before it could answer keeps its address no longer than from
     * when it was heard last.
     *
     * @param wasHeard whether silence is the reason to ask
     */
    long patienceNanos(Set<Silent> silent, Situation situation, boolean wasHeard) {
        if (silent.isEmpty()) {
            return DiskTalk.NEVER_YET;
        }
        long answered = askedNanos + config.answerNanos();
        boolean mayBeFrozen = wasHeard && !situation.resigned() && situation.heardNanos() != Arbiter.NEVER;
        return mayBeFrozen ? Math.max(answered, situation.heardNanos() + config.frozenNanos()) : answered;
    }
}
