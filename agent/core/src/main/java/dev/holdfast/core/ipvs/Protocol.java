package dev.holdfast.core.ipvs;

import java.util.Locale;

/** The transports that IPVS balances. */
public enum Protocol {
    TCP,
    UDP,
    SCTP;

    /** As keepalived's lines write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
