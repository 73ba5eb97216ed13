package dev.holdfast.core.net;

import java.util.Locale;

/** How somebody claims an address. A fixed list: the words are labels of a metric. */
public enum ClaimKind {
    /** An answer to somebody who asked for the address. */
    ARP_REPLY,
    /** A gratuitous ARP: it takes the address over. */
    ARP_ANNOUNCE,
    /** A question to a neighbour that comes from the address. */
    ARP_REQUEST,
    /** A neighbour advertisement, asked for or not. */
    NEIGHBOUR_ADVERTISEMENT,
    /** A probe: it does not have the address, and asks whether it may. */
    PROBE;

    /** Whether it says that it has the address. */
    public boolean isHolder() {
        return this != PROBE;
    }

    /** The lower-case word that labels and JSON use. */
    public String word() {
        return this == NEIGHBOUR_ADVERTISEMENT ? "na" : name().toLowerCase(Locale.ROOT);
    }
}
