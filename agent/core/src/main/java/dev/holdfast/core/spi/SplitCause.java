package dev.holdfast.core.spi;

/** Why there is more than one master. A fixed list: the words are labels of a metric. */
public enum SplitCause {
    /** One of our addresses is advertised under another virtual router id. */
    VRID_MISMATCH("the nodes have different virtual router ids"),
    /** Another list of addresses, or a stranger that uses our virtual router id. */
    ADDRESS_LIST_MISMATCH("the lists of virtual addresses differ"),
    /** Another kind of authentication, another password or another key. */
    AUTH_MISMATCH("the authentication differs"),
    /** VRRPv2 refuses another interval than its own. */
    ADVERT_INTERVAL_MISMATCH("the advert intervals differ"),
    /** Another protocol version, or another reading of the checksum. */
    VERSION_MISMATCH("the protocol versions differ"),
    /** Adverts that were not sent on this link. */
    TTL("adverts come from beyond this link"),
    /** We hear the other master, and it does not hear us. */
    ONE_WAY("the other master does not hear the better one"),
    /** Neither heard the other. */
    BLOCKED("the masters do not hear each other"),
    /** One sends by multicast and the other by unicast, or a sender is not among the peers. */
    MODE_MISMATCH("multicast on one node, unicast or other peers on the other"),
    /** Equal priorities, and nothing that decides between them. */
    EQUAL_PRIORITY("equal priorities, and nothing decides between them"),
    /** This node was not run for so long that a peer took over. */
    STALLED("this node was not run for a while"),
    /** None of these can be told from what is known. */
    UNKNOWN("cause unknown");

    private final String text;

    SplitCause(String text) {
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
