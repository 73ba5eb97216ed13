package dev.holdfast.core.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import java.util.Set;

/** A route, or a rule that says which table of routes counts. */
public sealed interface RoutingEntry permits Route, Rule {
    /** Holdfast's mark on what it installs, where keepalived writes 18; {@code ip route} shows "proto 112". */
    int OWN_PROTOCOL = 0x70;

    IpFamily family();

    /** Who installed it: the kernel's RTPROT_…, 1 to 255. */
    int protocol();

    /** The interfaces it names. */
    Set<InterfaceName> devices();

    /** Whether its virtual router cannot do without those interfaces. */
    boolean isTracked();

    /**
     * Whether what the kernel shows is this entry. The kernel fills in what the operator left open, so that only what was
     * written is compared.
     */
    boolean isFulfilledBy(RoutingEntry seen);

    <R> R accept(Visitor<R> visitor);

    /** One method per kind. */
    interface Visitor<R> {
        R route(Route route);

        R rule(Rule rule);
    }
}
