package dev.holdfast.core.arbitrate;

import dev.holdfast.core.spi.ArbitrationVerdict;

/**
 * What one arbiter says of a router in its situation.
 *
 * @param verdict a router that wants needs {@code GRANTED}; one that holds lets go at {@code REFUSED}, and only then
 * @param detail why, for a person; may be empty
 * @param reachable whether what is asked can be asked at all
 */
public record Opinion(ArbitrationVerdict verdict, String detail, boolean reachable) {
    static Opinion granted(String detail) {
        return new Opinion(ArbitrationVerdict.GRANTED, detail, true);
    }

    static Opinion idle() {
        return new Opinion(ArbitrationVerdict.IDLE, "", true);
    }

    static Opinion pending(String detail) {
        return new Opinion(ArbitrationVerdict.PENDING, detail, true);
    }

    static Opinion refused(String detail) {
        return new Opinion(ArbitrationVerdict.REFUSED, detail, true);
    }

    /** The same, by an arbiter that cannot ask. */
    Opinion blind() {
        return new Opinion(verdict, detail, false);
    }
}
