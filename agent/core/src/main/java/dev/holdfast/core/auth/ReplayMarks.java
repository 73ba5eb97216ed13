package dev.holdfast.core.auth;

import dev.holdfast.core.net.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** The highest number heard from each sender. Only adverts that proved genuine get here. */
final class ReplayMarks {
    /**
     * Senders to remember; the one silent for longest is forgotten. A virtual router has few nodes, and only who has the
     * key can add a sender.
     */
    private static final int MAX_SENDERS = 32;

    private final Map<IpAddress, Long> marks = new LinkedHashMap<>();

    /**
     * Whether this number is new, and remembers it if so.
     *
     * @param nowSeconds the wall clock in seconds since 1970
     */
    boolean advance(IpAddress source, long sequence, long nowSeconds, HmacPolicy policy) {
        Long mark = marks.get(source);
        if (mark != null && !isObsolete(mark, nowSeconds, policy) && sequence - mark <= 0) {
            return false;
        }
        // Removed first, so that the order is that of the last word heard.
        marks.remove(source);
        if (marks.size() == MAX_SENDERS) {
            marks.remove(marks.keySet().iterator().next());
        }
        marks.put(source, sequence);
        return true;
    }

    /** A mark outside the window tells apart only adverts that the window refuses anyway; a clock was set in between. */
    private static boolean isObsolete(long mark, long nowSeconds, HmacPolicy policy) {
        return policy.timed() && Math.abs(Skew.seconds(nowSeconds, (int) (mark >>> 32))) > policy.windowSeconds();
    }
}
