package dev.holdfast.core.vrrp;

import dev.holdfast.core.spi.RouterState;

/**
 * Something without which a router cannot be master is missing. Which causes there are, and when they end, is kept by
 * the router itself; this state only stays out of the election.
 */
public record Fault() implements Bystander {
    @Override
    public RouterState reported() {
        return RouterState.FAULT;
    }
}
