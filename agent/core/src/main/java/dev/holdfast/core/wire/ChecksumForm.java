package dev.holdfast.core.wire;

/** The two readings of the VRRPv3 checksum on IPv4. VRRPv2 knows only the message; IPv6 always has the pseudo-header. */
public enum ChecksumForm {
    /** Pseudo-header and message: how RFC 5798 section 5.2.8 was implemented by keepalived and FRR. */
    PSEUDO_HEADER,
    /** The message alone: how RFC 9568 section 5.2.8 settled it. */
    MESSAGE_ONLY
}
