package dev.holdfast.linux.route;

import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.route.Route;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.route.Rule;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.NetlinkRequests;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the kernel for the routes and rules that may be ours. It leaves out the others itself (kernel 4.20), so that the
 * answer is short even where a routing daemon keeps a million of them.
 */
final class RoutingList {
    private final NetlinkRequests requests;
    private final RouteCodec routes;
    private final OwnRoutes own;

    RoutingList(NetlinkRequests requests, RouteCodec routes, OwnRoutes own) {
        this.requests = requests;
        this.routes = routes;
        this.own = own;
    }

    /** Those of our mark, and of every protocol that was installed. */
    List<RoutingEntry> ask() throws ErrnoException {
        List<RoutingEntry> present = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            for (int protocol : own.protocols()) {
                present.addAll(routes(family, protocol));
                present.addAll(rules(family, protocol));
            }
        }
        return present;
    }

    List<Route> routes(IpFamily family, int protocol) throws ErrnoException {
        return requests.dump(RouteCodec.all(family, protocol), "routes").stream()
                .flatMap(message -> routes.read(message).stream())
                .filter(route -> route.protocol() == protocol && route.family() == family)
                .toList();
    }

    List<Rule> rules(IpFamily family, int protocol) throws ErrnoException {
        return requests.dump(RuleCodec.all(family), "rules").stream()
                .flatMap(message -> RuleCodec.read(message).stream())
                .filter(rule -> rule.protocol() == protocol && rule.family() == family)
                .toList();
    }
}
