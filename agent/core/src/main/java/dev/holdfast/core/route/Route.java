package dev.holdfast.core.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A route.
 *
 * @param verdict what becomes of packets
 * @param destination the network; length 0 for the default route
 * @param table 1 to 2^32 - 1 as an unsigned number; 254 is {@code main}
 * @param tos 0 for any; IPv4 only
 * @param metric the lower counts first, unsigned; 0 for the kernel's default
 * @param protocol who installed it, 1 to 255
 * @param scope IPv4's RT_SCOPE_…; empty for what follows from the next hops
 * @param source the address that packets of this host get; empty for the kernel's choice
 * @param hops where to; empty unless the verdict is to forward
 * @param mtu in octets; 0 for the interface's
 * @param isTracked whether its virtual router cannot do without its interfaces
 */
public record Route(
        Verdict verdict,
        IpPrefix destination,
        int table,
        int tos,
        int metric,
        int protocol,
        OptionalInt scope,
        Optional<IpAddress> source,
        List<NextHop> hops,
        int mtu,
        boolean isTracked)
        implements RoutingEntry {
    public static final int MAIN_TABLE = 254;

    /** What the kernel makes of an IPv6 route without a metric. */
    private static final int DEFAULT_IPV6_METRIC = 1024;

    public Route {
        hops = List.copyOf(hops);
        if (hops.isEmpty() == (verdict == Verdict.FORWARD)) {
            throw new IllegalArgumentException("a route forwards to next hops, or has none");
        }
        if (!destination.equals(destination.network())) {
            throw new IllegalArgumentException("a destination has no host bits");
        }
    }

    @Override
    public IpFamily family() {
        return destination.family();
    }

    @Override
    public Set<InterfaceName> devices() {
        Set<InterfaceName> devices = new LinkedHashSet<>();
        hops.forEach(hop -> hop.dev().ifPresent(devices::add));
        return devices;
    }

    @Override
    public boolean isFulfilledBy(RoutingEntry seen) {
        return seen.accept(new Visitor<>() {
            @Override
            public Boolean route(Route route) {
                return hasKeyOf(route) && sends(route);
            }

            @Override
            public Boolean rule(Rule rule) {
                return false;
            }
        });
    }

    /** Whether the kernel would take both for answers to the same question, from the same source. */
    private boolean hasKeyOf(Route seen) {
        return destination.equals(seen.destination)
                && table == seen.table
                && tos == seen.tos
                && kernelMetric() == seen.kernelMetric()
                && protocol == seen.protocol;
    }

    private boolean sends(Route seen) {
        boolean sameSource = source.isEmpty() || source.equals(seen.source);
        boolean sameHops = hops.size() == seen.hops.size()
                && hops.stream().allMatch(hop -> seen.hops.stream().anyMatch(hop::isFulfilledBy));
        return verdict == seen.verdict && sameSource && sameHops;
    }

    private int kernelMetric() {
        return metric == 0 && family() == IpFamily.IPV6 ? DEFAULT_IPV6_METRIC : metric;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.route(this);
    }

    /** As {@code ip route} would take it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(verdict == Verdict.FORWARD ? "" : verdict.word() + " ");
        text.append(destination.length() == 0 ? "default" : destination.toString());
        if (hops.size() == 1) {
            text.append(' ').append(hops.get(0));
        }
        source.ifPresent(address -> text.append(" src ").append(address));
        text.append(table == MAIN_TABLE ? "" : " table " + Integer.toUnsignedString(table));
        text.append(metric == 0 ? "" : " metric " + Integer.toUnsignedString(metric));
        if (hops.size() > 1) {
            hops.forEach(hop ->
                    text.append(" nexthop ").append(hop).append(" weight ").append(hop.weight()));
        }
        return text.toString();
    }
}
