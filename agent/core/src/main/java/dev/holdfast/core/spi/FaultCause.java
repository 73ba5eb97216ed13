package dev.holdfast.core.spi;

/** What keeps a virtual router in FAULT. Several may hold at once; all must end. */
public enum FaultCause {
    INTERFACE_MISSING("interface does not exist"),
    INTERFACE_DOWN("interface is down or has no carrier"),
    NO_SOURCE_ADDRESS("the address to send from is not there"),
    TRANSPORT_FAILED("sockets could not be opened"),
    ADDRESS_FAILED("virtual address could not be installed"),
    SYNC_GROUP("another member of the sync group is unfit"),
    TRACKER("something tracked has failed"),
    ADDRESS_CONTESTED("virtual address is removed again and again by somebody else"),
    MAINTENANCE("the operator took this node out of service");

    private final String text;

    FaultCause(String text) {
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
