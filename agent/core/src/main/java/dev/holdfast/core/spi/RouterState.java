package dev.holdfast.core.spi;

/**
 * Where a virtual router stands, in the order and with the numbers of keepalived.
 *
 * <p>RFC 9568 says Active where operators, and we, say master.
 */
public enum RouterState {
    INIT,
    BACKUP,
    MASTER,
    FAULT,
    STOPPED;

    /** The lower-case word that labels and JSON use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
