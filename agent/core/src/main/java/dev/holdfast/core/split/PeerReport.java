package dev.holdfast.core.split;

import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.RouterState;

/**
 * What a peer agent says of one of its virtual routers, over another way than adverts.
 *
 * @param instance the router's name there
 * @param segment the network it lives on, as the peer writes it; empty when it does not say
 * @param priority what it advertises
 * @param sent how many adverts it has sent
 * @param heard how many adverts of others it has accepted
 * @param stalled whether it says of itself that it was not run for a while
 */
public record PeerReport(
        String instance,
        Comparison comparison,
        String segment,
        RouterState state,
        int priority,
        long sent,
        long heard,
        boolean stalled) {
    boolean isMaster() {
        return state == RouterState.MASTER;
    }
}
