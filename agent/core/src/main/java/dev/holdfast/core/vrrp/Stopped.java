package dev.holdfast.core.vrrp;

import dev.holdfast.core.spi.RouterState;

/** The end: the agent stops, or the router left the configuration. */
public record Stopped() implements Bystander {
    @Override
    public RouterState reported() {
        return RouterState.STOPPED;
    }
}
