package dev.holdfast.core.split;

import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.SplitCause;
import java.util.Locale;
import java.util.Optional;

/** What was heard of another master, the cause it points to, and how much it weighs. */
enum Sign {
    /** An advert of the master that we, a backup, listen to. */
    HEARD(SplitCause.ONE_WAY, Weight.ACCEPTED),
    LOWER_PRIORITY(SplitCause.ONE_WAY, Weight.ACCEPTED),
    EQUAL_PRIORITY(SplitCause.EQUAL_PRIORITY, Weight.ACCEPTED),

    ADDRESS_LIST_DIFFERS(SplitCause.ADDRESS_LIST_MISMATCH, Weight.ODD),
    NOT_SIGNED(SplitCause.AUTH_MISMATCH, Weight.ODD),
    CHECKSUM_FORM_DIFFERS(SplitCause.VERSION_MISMATCH, Weight.ODD),

    AUTHENTICATION(SplitCause.AUTH_MISMATCH, Weight.REFUSED),
    ADVERT_INTERVAL(SplitCause.ADVERT_INTERVAL_MISMATCH, Weight.REFUSED),
    VERSION(SplitCause.VERSION_MISMATCH, Weight.REFUSED),
    UNKNOWN_PEER(SplitCause.MODE_MISMATCH, Weight.REFUSED),
    /** One of our addresses, under another virtual router id. */
    OTHER_VRID(SplitCause.VRID_MISMATCH, Weight.REFUSED),

    ADDRESS_LIST(SplitCause.ADDRESS_LIST_MISMATCH, Weight.STRANGER),

    OWN_ADDRESS(SplitCause.EQUAL_PRIORITY, Weight.ECHO),

    CHECKSUM(SplitCause.VERSION_MISMATCH, Weight.WEAK),
    TTL(SplitCause.TTL, Weight.WEAK),
    UNREADABLE(SplitCause.UNKNOWN, Weight.WEAK);

    /** How much it takes until it counts. */
    enum Weight {
        /** Passed every check. */
        ACCEPTED,
        /** Says why an accepted sender may refuse us; nothing by itself. */
        ODD,
        /** Somebody with our virtual router id that is set up in another way. */
        REFUSED,
        /** Has none of our addresses: two masters of one id, and not of one address. */
        STRANGER,
        /** A clone of this node, or our own packets thrown back at us. */
        ECHO,
        /** Damage or a forgery looks the same. */
        WEAK
    }

    private final SplitCause cause;
    private final Weight weight;

    Sign(SplitCause cause, Weight weight) {
        this.cause = cause;
        this.weight = weight;
    }

    SplitCause cause() {
        return cause;
    }

    Weight weight() {
        return weight;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What an advert that was not heard is a sign of; empty for one of another virtual router. */
    static Optional<Sign> of(DiscardReason reason) {
        return switch (reason) {
            case UNKNOWN_VRID -> Optional.empty();
            case AUTH_TYPE, AUTH_FAILURE, AUTH_MISSING, AUTH_MALFORMED, AUTH_UNKNOWN_KEY, AUTH_STALE, AUTH_REPLAY ->
                Optional.of(AUTHENTICATION);
            case ADVERT_INTERVAL -> Optional.of(ADVERT_INTERVAL);
            case VERSION -> Optional.of(VERSION);
            case UNKNOWN_PEER -> Optional.of(UNKNOWN_PEER);
            case ADDRESS_LIST -> Optional.of(ADDRESS_LIST);
            case OWN_ADDRESS -> Optional.of(OWN_ADDRESS);
            case CHECKSUM -> Optional.of(CHECKSUM);
            case TTL -> Optional.of(TTL);
            case LENGTH, TYPE, ADDRESS_COUNT -> Optional.of(UNREADABLE);
        };
    }

    /** What is odd about an advert that was heard and may be why its sender does not hear us. */
    static Optional<Sign> of(PeerOddity oddity) {
        return switch (oddity) {
            case ADDRESS_LIST_DIFFERS -> Optional.of(ADDRESS_LIST_DIFFERS);
            case NOT_SIGNED -> Optional.of(NOT_SIGNED);
            case CHECKSUM_FORM_DIFFERS -> Optional.of(CHECKSUM_FORM_DIFFERS);
            case EQUAL_PRIORITY, INTERVAL_DIFFERS, CLOCK_SKEW, SECOND_MASTER -> Optional.empty();
        };
    }
}
