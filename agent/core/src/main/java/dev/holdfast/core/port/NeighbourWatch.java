package dev.holdfast.core.port;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import java.util.Set;

/**
 * Hears who else claims addresses on a link, and asks who does. What is heard waits until it is drained, and wakes nobody: a
 * sample is enough to know, and a flood costs nothing. Called on the agent loop only.
 */
public interface NeighbourWatch {
    /**
     * Hear of these addresses on this interface from now on, and of no others there.
     *
     * @param addresses none to hear nothing there
     */
    Outcome watch(InterfaceName dev, Set<IpAddress> addresses);

    /**
     * Asks on the link who has an address. The answer, if there is one, comes by {@link #drain} to who watches it. Fails on
     * an interface on which nobody resolves addresses, so that no silence is taken for an answer.
     *
     * @param source an address of this node on the link; for IPv4 unspecified to probe, which touches nobody's cache (RFC
     *     5227 section 2.1.1)
     */
    Outcome ask(InterfaceName dev, IpAddress address, IpAddress source);

    /**
     * Hands over what others have claimed, never what this node did itself, without blocking.
     *
     * @param limit how many claims at most
     */
    void drain(int limit, Receiver receiver);

    /** Takes what was heard. */
    interface Receiver {
        void onClaim(InterfaceName dev, AddressClaim claim);
    }
}
