package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.wire.Ipv4Datagram;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * What was heard lately, so that the same advert over a second link is known as a copy.
 *
 * <p>Nothing in an advert numbers it: those of an untroubled master are equal, octet by octet. What tells the next one from
 * a copy is the link. Each link brings an advert once and keeps the order; so a datagram is a copy of the oldest equal one
 * that its link has not brought yet, and the next advert if there is none.
 *
 * <p>What was refused has no copies: it may have been a forgery of what comes over another link.
 */
final class Copies {
    /** More than arrives over five links in half of the shortest interval. */
    private static final int MAX_REMEMBERED = 64;

    private final Deque<Original> originals = new ArrayDeque<>();

    /** An advert that passed every check, and which links have brought it. */
    private record Original(long atNanos, ReceivedDatagram datagram, Set<InterfaceName> broughtBy) {
        boolean isOf(ReceivedDatagram other) {
            return !broughtBy.contains(other.link())
                    && datagram.source().equals(other.source())
                    && content(datagram).equals(content(other));
        }
    }

    /** Whether another link brought the same at most so long ago; each of its copies is known once. */
    boolean isCopy(long nowNanos, ReceivedDatagram datagram, long maxAgeNanos) {
        for (Original original : originals) {
            if (nowNanos - original.atNanos <= maxAgeNanos && original.isOf(datagram)) {
                original.broughtBy.add(datagram.link());
                return true;
            }
        }
        return false;
    }

    /** This one is no copy, and passed every check. */
    void heard(long nowNanos, ReceivedDatagram datagram) {
        if (originals.size() == MAX_REMEMBERED) {
            originals.remove();
        }
        originals.add(new Original(nowNanos, datagram, new HashSet<>(Set.of(datagram.link()))));
    }

    /** What no router on the way may change; with an authentication header, that numbers it. */
    private static Octets content(ReceivedDatagram datagram) {
        return Ipv4Datagram.parse(datagram.packet()).map(Ipv4Datagram::payload).orElseGet(datagram::message);
    }
}
