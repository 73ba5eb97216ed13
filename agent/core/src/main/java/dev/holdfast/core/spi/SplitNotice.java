package dev.holdfast.core.spi;

/** What prevention, detection and resolution of split brain found or did, beside the incidents themselves. */
public enum SplitNotice {
    VIP_STILL_HELD(Severity.WARNING, "no adverts come, and somebody still answers for the virtual address"),
    VIP_CLAIMED(Severity.CRITICAL, "another host claims the virtual address"),
    VIP_UNCLAIMED(Severity.INFO, "no other host claims the virtual address any more"),
    CONFIG_MISMATCH(Severity.WARNING, "the peer is configured in another way"),
    CONFIG_MATCHES(Severity.INFO, "the peer is configured in the same way again"),
    PEER_UNREACHABLE(Severity.WARNING, "the peer's agent does not answer"),
    PEER_BACK(Severity.INFO, "the peer's agent answers again"),
    HEARTBEAT_LOST(Severity.WARNING, "no adverts come over a heartbeat link"),
    HEARTBEAT_BACK(Severity.INFO, "the heartbeat link counts as up again"),
    ARBITRATION_REFUSED(Severity.WARNING, "does not take over, arbitration refuses"),
    ARBITRATION_GRANTED(Severity.INFO, "arbitration lets it be master"),
    ARBITRATION_LOST(Severity.CRITICAL, "lets go of the virtual addresses, arbitration demands it"),
    ARBITER_UNREACHABLE(Severity.WARNING, "the arbiter does not answer"),
    ARBITER_BACK(Severity.INFO, "the arbiter answers again"),
    YIELDED(Severity.WARNING, "steps down, the other master is the better one"),
    FENCE_STARTED(Severity.CRITICAL, "the other master is being fenced"),
    FENCED(Severity.WARNING, "the other master was fenced"),
    FENCE_FAILED(Severity.CRITICAL, "fencing failed"),
    SELF_FENCED(Severity.CRITICAL, "this node fences itself"),
    OPERATOR_DECIDED(Severity.WARNING, "an operator decided who stays master"),
    LOSER_HELD(Severity.WARNING, "stays out until an operator clears it"),
    LOSER_CLEARED(Severity.INFO, "takes part again");

    private final Severity severity;
    private final String text;

    SplitNotice(Severity severity, String text) {
        this.severity = severity;
        this.text = text;
    }

    public Severity severity() {
        return severity;
    }

    /** A few words for a person, without subject. */
    public String text() {
        return text;
    }

    /** The lower-case word that JSON and messages use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
