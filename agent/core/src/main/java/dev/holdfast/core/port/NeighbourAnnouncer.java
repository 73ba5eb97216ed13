package dev.holdfast.core.port;

import dev.holdfast.core.net.VirtualAddress;
import java.util.List;

/** Tells the link who answers for an address now. Called on the agent loop only. */
public interface NeighbourAnnouncer {
    /**
     * Sends one gratuitous ARP request per IPv4 address and one unsolicited neighbour advertisement per IPv6 address
     * from the interface that carries it. All are tried; the first failure is reported.
     */
    Outcome announce(List<VirtualAddress> addresses);
}
