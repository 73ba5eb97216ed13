package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.wire.Ipv4Datagram;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What was received lately, so that the same advert over a second link is known as a copy.
 *
 * <p>Nothing in an advert numbers it: those of an untroubled master are equal, octet by octet. What tells the next one from
 * a copy is the link. Each link brings an advert once and keeps the order; so a datagram is a copy of the oldest equal one
 * that its link has not brought yet, and the next advert if there is none.
 */
final class Copies {
    /** More than arrives over four links in half of the shortest interval. */
    private static final int MAX_REMEMBERED = 64;

    private final Deque<Original> originals = new ArrayDeque<>();

    /** A datagram, and which links have brought it. */
    private static final class Original {
        private final long atNanos;
        private final ReceivedDatagram datagram;
        private final Set<InterfaceName> broughtBy = new HashSet<>();
        private boolean heard;

        Original(long atNanos, ReceivedDatagram datagram) {
            this.atNanos = atNanos;
            this.datagram = datagram;
            broughtBy.add(datagram.link());
        }

        boolean isOf(ReceivedDatagram other) {
            return !broughtBy.contains(other.link())
                    && datagram.source().equals(other.source())
                    && content(datagram).equals(content(other));
        }
    }

    /** What became of an original. */
    enum Fate {
        HEARD,
        REFUSED
    }

    /** What became of the original of which this is a copy; empty when this is the first, which is remembered. */
    Optional<Fate> find(long nowNanos, ReceivedDatagram datagram, long maxAgeNanos) {
        for (Original original : originals) {
            if (nowNanos - original.atNanos <= maxAgeNanos && original.isOf(datagram)) {
                original.broughtBy.add(datagram.link());
                return Optional.of(original.heard ? Fate.HEARD : Fate.REFUSED);
            }
        }
        if (originals.size() == MAX_REMEMBERED) {
            originals.remove();
        }
        originals.add(new Original(nowNanos, datagram));
        return Optional.empty();
    }

    /** The newest original passed every check. */
    void heard() {
        originals.getLast().heard = true;
    }

    /** Whether the newest original repeats, however late, what passed every check when another link brought it. */
    boolean isLate() {
        ReceivedDatagram newest = originals.getLast().datagram;
        for (Original original : originals) {
            if (original.heard && original.isOf(newest)) {
                original.broughtBy.add(newest.link());
                return true;
            }
        }
        return false;
    }

    /** What no router on the way may change; with an authentication header, that numbers it. */
    private static Octets content(ReceivedDatagram datagram) {
        return Ipv4Datagram.parse(datagram.packet()).map(Ipv4Datagram::payload).orElseGet(datagram::message);
    }
}
