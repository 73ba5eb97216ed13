package dev.holdfast.core.spi;

import java.util.List;

/**
 * What a peer agent says of a virtual router that this node has too.
 *
 * @param peer the operator's word for the peer
 * @param instance the router's name there
 * @param state where it stood when the peer answered last
 * @param priority what it advertised then
 * @param askedNanos when that question was asked
 * @param differences what is set up differently there, as of that answer
 */
public record PeerRouter(
        String peer, String instance, RouterState state, int priority, long askedNanos, List<Difference> differences) {
    public PeerRouter {
        differences = List.copyOf(differences);
    }

    public boolean isMaster() {
        return state == RouterState.MASTER;
    }
}
