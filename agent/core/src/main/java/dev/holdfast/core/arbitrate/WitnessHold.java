package dev.holdfast.core.arbitrate;

import java.util.OptionalInt;

/** What this node knows of the key of one virtual router at the witness. All of it may be out of date. */
final class WitnessHold {
    private WitnessConfig config;
    private long lease;
    private int leaseSeconds;
    private boolean held;
    private long sinceNanos;
    private long renewedNanos;
    private String other = "";
    private OptionalInt wish = OptionalInt.empty();
    private String failure = "";

    WitnessHold(WitnessConfig config) {
        this.config = config;
    }

    /** From now on in these terms; the time to live of the lease that there is stays as it was granted. */
    void configure(WitnessConfig changed) {
        config = changed;
    }

    /** Takes in the answer to a request that was ordered then, and that would have got a lease of so long. */
    void take(long nowNanos, long orderedNanos, int ttlSeconds, WitnessAnswer answer) {
        leaseSeconds = answer.lease() == lease ? leaseSeconds : ttlSeconds;
        lease = answer.lease();
        failure = answer.detail();
        switch (answer.kind()) {
            case HELD -> {
                sinceNanos = held ? sinceNanos : nowNanos;
                held = true;
                // The lease runs from when the witness renewed it, which was after the order. Never from the answer.
                renewedNanos = orderedNanos;
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
            renewedNanos = nowNanos;
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
        return isOutgrown() || untilNanos() - nowNanos <= 0;
    }

    long untilNanos() {
        return renewedNanos + terms().holdNanos();
    }

    /** From the order of one renewal to that of the next. */
    long renewalNanos() {
        return terms().renewalNanos();
    }

    /** Whether a frozen holder's address could now outlive the lease: it was granted before kernel leases were longer. */
    boolean isOutgrown() {
        return lease != 0 && leaseSeconds < WitnessConfig.leastTtlSeconds(config.kernelLeaseSeconds());
    }

    /** What is configured, as far as the lease reaches. */
    private WitnessConfig terms() {
        return lease == 0 || isOutgrown() ? config : config.within(leaseSeconds);
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
