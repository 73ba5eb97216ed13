package dev.holdfast.core.route;

import java.util.Locale;

/** What becomes of a packet that an entry applies to. */
public enum Verdict {
    /** A route forwards it; a rule has it looked up in its table. */
    FORWARD,
    /** Dropped without a word. */
    BLACKHOLE,
    /** Refused with "network unreachable". */
    UNREACHABLE,
    /** Refused with "administratively prohibited". */
    PROHIBIT,
    /** A route only: this table has no answer, go on with the next rule. */
    THROW;

    /** As {@code ip route} writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
