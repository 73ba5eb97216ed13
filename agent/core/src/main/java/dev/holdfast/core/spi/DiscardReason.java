package dev.holdfast.core.spi;

/** Why an advert was not heard. A fixed list: the words are labels of a metric. Ordered as the checks are made. */
public enum DiscardReason {
    /** The IP header, the fixed part, the addresses or the authentication data do not fit the packet's length. */
    LENGTH,
    /** Another protocol version than this instance's, or none that exists. */
    VERSION,
    /** A type other than advertisement. */
    TYPE,
    /** A virtual router id that is not configured on this interface. */
    UNKNOWN_VRID,
    CHECKSUM,
    /** TTL or hop limit below 255 (RFC 9568 section 7.1): the sender is not on this link. */
    TTL,
    /** No address, or the IPv6 list does not begin with a link-local one. */
    ADDRESS_COUNT,
    /** Another authentication type than ours. */
    AUTH_TYPE,
    /** The right type and the wrong password or key. */
    AUTH_FAILURE,
    /** Nobody signed it, and we demand it. */
    AUTH_MISSING,
    /** Signed in a way that we do not know. */
    AUTH_MALFORMED,
    /** Signed with a key that we do not have. */
    AUTH_UNKNOWN_KEY,
    /** Signed at a time too far from our clock's. */
    AUTH_STALE,
    /** Signed by one of us, and heard before. */
    AUTH_REPLAY,
    /** VRRPv2: an interval unlike ours. VRRPv3: zero, or so long that adopting it would silence us for minutes. */
    ADVERT_INTERVAL,
    /** The sender's addresses have none in common with ours: a stranger uses our virtual router id. */
    ADDRESS_LIST,
    /** Unicast on a multicast instance, or the reverse, or a sender that is not a configured peer. */
    UNKNOWN_PEER,
    /** Sent from one of our own addresses: a reflection, or a cloned machine. */
    OWN_ADDRESS;

    /** The lower-case word that labels and JSON use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
