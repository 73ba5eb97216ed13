package dev.holdfast.core.sim;

import java.util.ArrayDeque;
import java.util.Deque;

/** The packets that wait for an agent to read them. A stranger's junk has no share of the room: a filter keeps it out. */
final class FakeSocket {
    /** How many packets wait for an agent that does not read; what comes then is lost. */
    private static final int ROOM = 256;

    private final Deque<Inbound> queue = new ArrayDeque<>();
    private int genuine;

    /** Whether there was room. */
    boolean add(Inbound inbound) {
        if (!inbound.isJunk() && genuine == ROOM) {
            return false;
        }
        genuine += inbound.isJunk() ? 0 : 1;
        queue.add(inbound);
        return true;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Whether anything but junk waits. */
    boolean hasGenuine() {
        return genuine > 0;
    }

    Inbound remove() {
        Inbound inbound = queue.remove();
        genuine -= inbound.isJunk() ? 0 : 1;
        return inbound;
    }

    void clear() {
        queue.clear();
        genuine = 0;
    }
}
