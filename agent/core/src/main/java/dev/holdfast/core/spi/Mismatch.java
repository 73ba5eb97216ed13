package dev.holdfast.core.spi;

import java.util.Locale;

/** What two nodes of one virtual router must agree on. A fixed list: the words are labels of a metric. */
public enum Mismatch {
    VRID(SplitCause.VRID_MISMATCH),
    ADDRESS_LIST(SplitCause.ADDRESS_LIST_MISMATCH),
    AUTH(SplitCause.AUTH_MISMATCH),
    ADVERT_INTERVAL(SplitCause.ADVERT_INTERVAL_MISMATCH),
    VERSION(SplitCause.VERSION_MISMATCH),
    CHECKSUM(SplitCause.VERSION_MISMATCH),
    MODE(SplitCause.MODE_MISMATCH);

    private final SplitCause cause;

    Mismatch(SplitCause cause) {
        this.cause = cause;
    }

    /** What a split brain is due to that comes from it. */
    public SplitCause cause() {
        return cause;
    }

    /** The lower-case word that labels and JSON use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
