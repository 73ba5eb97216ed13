package dev.holdfast.core.spi;

/** Why a virtual router changed its state. A fixed list: the words are labels of a metric. */
public enum TransitionReason {
    /** The agent started, or the instance was added. */
    STARTUP("agent started"),
    /** No master was heard for the master-down interval. */
    TIMEOUT("no master heard"),
    /** The master resigned with priority 0. */
    PRIORITY_ZERO("master resigned"),
    /** We have the higher priority and took over from a living master. */
    PREEMPTION("own priority is higher than the master's"),
    /** A router with a higher priority advertises. */
    HIGHER_PRIORITY("heard a higher priority"),
    /** Equal priorities: the higher address wins (RFC 9568 section 6.4.3). */
    TIE_BREAK("equal priority, peer has the higher address"),
    /** An interface went down, came back, lost or got its address. */
    INTERFACE("interface"),
    /** A virtual address could not be installed or kept. */
    ADDRESS("virtual address could not be held"),
    /** Another member of the sync group let go. */
    SYNC_GROUP("another member of the sync group let go"),
    /** Something tracked with weight 0 failed. */
    TRACKER("something tracked has failed"),
    /** The sockets could not be opened. */
    TRANSPORT("sockets could not be opened"),
    /** The agent was not run for so long that a peer may have taken over. */
    STALLED("agent was stalled"),
    /** A fault ended. */
    RECOVERED("fault cleared"),
    /** The operator had this node step down. */
    RELEASED("operator released it"),
    /** Two masters were confirmed, and this is the one to give in. */
    YIELDED("gave in to another master"),
    /** The operator took this node out of service. */
    MAINTENANCE("operator took this node out of service"),
    /** A reference address, a witness or another arbiter says that this node may not hold the addresses. */
    ARBITRATION("arbitration does not let it be master"),
    /** The configuration changed. */
    CONFIG("configuration changed"),
    /** The agent was told to stop. */
    SHUTDOWN("agent stopping");

    private final String text;

    TransitionReason(String text) {
        this.text = text;
    }

    /** A few words for a person. */
    public String text() {
        return text;
    }

    /** The lower-case word that labels and JSON use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
