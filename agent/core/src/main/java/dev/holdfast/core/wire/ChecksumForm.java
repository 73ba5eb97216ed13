package dev.holdfast.core.wire;

import java.util.Locale;

/** The two readings of the VRRPv3 checksum on IPv4. VRRPv2 knows only the message; IPv6 always has the pseudo-header. */
public enum ChecksumForm {
    /** Pseudo-header and message: how RFC 5798 section 5.2.8 was implemented by keepalived and FRR. */
    PSEUDO_HEADER,
    /** The message alone: how RFC 9568 section 5.2.8 settled it. */
    MESSAGE_ONLY;

    /** How operators and logs call it: {@code pseudo-header} or {@code message-only}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
