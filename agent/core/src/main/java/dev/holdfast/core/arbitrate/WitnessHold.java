package dev.holdfast.core.arbitrate;

import java.util.OptionalInt;

/** What this node knows of the key of one virtual router at the witness. All of it may be out of date. */
final class WitnessHold {
    private final WitnessConfig config;
    private long lease;
    private boolean held;
    private long sinceNanos;
    private long untilNanos;
    private String other = "";
    private OptionalInt wish = OptionalInt.empty();
    private String failure = "";

    WitnessHold(WitnessConfig config) {
        this.config = config;
    }

    /** Takes in the answer to a request that was ordered then. */
    void take(long nowNanos, long orderedNanos, WitnessAnswer answer) {
        lease = answer.lease();
        failure = answer.detail();
        switch (answer.kind()) {
            case HELD -> {
                sinceNanos = held ? sinceNanos : nowNanos;
                held = true;
                // The lease runs from when the witness renewed it, which was after the order. Never from the answer.
                untilNanos = orderedNanos + config.holdNanos();
                other = answer.other();
                wish = answer.wish();
            }
            case TAKEN -> {
                held = false;
                other = answer.other();
            }
            case RELEASED -> forget();
            case FAILED, SEEN -> {}
        }
    }

    /** No answer will come. */
    void failed(String why) {
        failure = why;
    }

    /** Begins to ask: what was answered before is no answer to this. */
    void begin() {
        held = false;
        other = "";
        wish = OptionalInt.empty();
    }

    /** A master whose key is not known yet has as long to get it as to renew it: a reload brought the witness. */
    void adopt(long nowNanos) {
        if (!held) {
            untilNanos = nowNanos + config.holdNanos();
        }
    }

    /** What we had is given back. */
    void forget() {
        lease = 0;
        begin();
    }

    long lease() {
        return lease;
    }

    boolean isHeld() {
        return held;
    }

    /** Since when the key is ours without a break. */
    long sinceNanos() {
        return sinceNanos;
    }

    boolean isOver(long nowNanos) {
        return untilNanos - nowNanos <= 0;
    }

    long untilNanos() {
        return untilNanos;
    }

    /** Who has the key instead of us, or wishes for it; empty for nobody known. */
    String other() {
        return other;
    }

    boolean isTaken() {
        return !held && !other.isEmpty();
    }

    /** The highest priority that wishes for our key. */
    OptionalInt wish() {
        return wish;
    }

    /** Why the last question got no answer; empty when it got one. */
    String failure() {
        return failure;
    }
}
