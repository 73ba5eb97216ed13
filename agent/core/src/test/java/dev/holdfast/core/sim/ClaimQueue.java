package dev.holdfast.core.sim;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.IpAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;

/** What one agent's watch of its neighbours has heard and the agent has not read yet. It wakes nobody. */
final class ClaimQueue {
    /** What comes when so many wait is lost, as with a socket's small queue. */
    private static final int ROOM = 64;

    private final Deque<Heard> queue = new ArrayDeque<>();
    private Set<IpAddress> watched = Set.of();

    private record Heard(long atNanos, AddressClaim claim) {}

    void watch(Set<IpAddress> addresses) {
        watched = Set.copyOf(addresses);
    }

    /** A claim will be there at a moment that may be to come. */
    void hear(long atNanos, AddressClaim claim) {
        if (watched.contains(claim.address()) && queue.size() < ROOM) {
            queue.add(new Heard(atNanos, claim));
        }
    }

    /** Hands over what has come by now. */
    void drain(long nowNanos, Consumer<AddressClaim> reader) {
        for (Iterator<Heard> each = queue.iterator(); each.hasNext(); ) {
            Heard heard = each.next();
            if (heard.atNanos <= nowNanos) {
                each.remove();
                reader.accept(heard.claim);
            }
        }
    }
}
