package dev.holdfast.core.spi;

/** Odd things about a peer that are no reason to refuse it. */
public enum PeerOddity {
    /** Equal priorities: the address decides, which operators seldom want. */
    EQUAL_PRIORITY,
    /** Some addresses differ from ours. */
    ADDRESS_LIST_DIFFERS,
    /** VRRPv3: the peer advertises at another interval; a backup adopts it. */
    INTERVAL_DIFFERS,
    /** VRRPv3 on IPv4: the other reading of the checksum than the one we send. */
    CHECKSUM_FORM_DIFFERS,
    /** We sign or could verify adverts, and the peer does not sign its own. */
    NOT_SIGNED,
    /** The peer's clock is more than half a window from ours. */
    CLOCK_SKEW,
    /** Somebody else advertises a lower priority while we are master: two masters, for a moment at least. */
    SECOND_MASTER
}
