package dev.holdfast.core.spi;

/** What happened to a virtual server or to one of its real servers. */
public enum LvsNotice {
    REAL_SERVER_DOWN(Severity.WARNING, "a real server is down"),
    REAL_SERVER_UP(Severity.INFO, "a real server is up"),
    QUORUM_LOST(Severity.CRITICAL, "too few real servers are up"),
    QUORUM_GAINED(Severity.INFO, "enough real servers are up"),
    TABLE_RESTORED(Severity.WARNING, "somebody changed the IPVS table, it is put right");

    private final Severity severity;
    private final String text;

    LvsNotice(Severity severity, String text) {
        this.severity = severity;
        this.text = text;
    }

    public Severity severity() {
        return severity;
    }

    /** A few words for a person, without subject. */
    public String text() {
        return text;
    }

    /** The lower-case word that JSON and messages use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
