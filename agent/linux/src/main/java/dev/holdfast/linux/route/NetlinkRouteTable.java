package dev.holdfast.linux.route;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.RouteTable;
import dev.holdfast.core.route.Route;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.route.Rule;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.Acknowledgement;
import dev.holdfast.linux.netlink.NetlinkRequest;
import dev.holdfast.linux.netlink.NetlinkRequests;
import java.util.List;

/** Routes and rules by netlink, one per system call. */
public final class NetlinkRouteTable implements RouteTable {
    private final NetlinkRequests requests;
    private final Interfaces interfaces;
    private final RouteCodec routes;
    private final RoutingList list;
    private final OwnRoutes own;
    private final NetlinkRouteMonitor monitor;

    /** @param monitor begins to listen when the first entry is installed */
    NetlinkRouteTable(
            NetlinkRequests requests,
            Interfaces interfaces,
            RouteCodec routes,
            RoutingList list,
            OwnRoutes own,
            NetlinkRouteMonitor monitor) {
        this.requests = requests;
        this.interfaces = interfaces;
        this.routes = routes;
        this.list = list;
        this.own = own;
        this.monitor = monitor;
    }

    @Override
    public Outcome install(RoutingEntry entry) {
        try {
            monitor.listen();
            Acknowledgement answer = entry.accept(new Installing()).carryOut();
            if (!answer.isDone()) {
                return answer.refusal("add " + kind(entry), entry.toString()).outcome();
            }
            own.onInstalled(entry);
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            return refused("add ", entry, refused);
        }
    }

    @Override
    public Outcome remove(RoutingEntry entry) {
        own.onRemoved(entry);
        try {
            Acknowledgement answer = entry.accept(new Removing()).carryOut();
            boolean isAbsent = answer.errno() == Errno.ESRCH || answer.errno() == Errno.ENOENT;
            return answer.isDone() || isAbsent
                    ? Outcome.DONE
                    : answer.refusal("remove " + kind(entry), entry.toString()).outcome();
        } catch (ErrnoException refused) {
            // With its interface the route has gone as well.
            return refused.errno() == Errno.ENODEV ? Outcome.DONE : refused("remove ", entry, refused);
        }
    }

    private static Outcome refused(String operation, RoutingEntry entry, ErrnoException refused) {
        return Acknowledgement.refused(refused)
                .refusal(operation + kind(entry), entry.toString())
                .outcome();
    }

    private Acknowledgement order(RoutingEntry entry, Making request) throws ErrnoException {
        Acknowledgement answer = requests.order(List.of(request.make())).get(0);
        if (answer.errno() != Errno.ENODEV) {
            return answer;
        }
        // The interface may have been recreated under another number since we last looked.
        entry.devices().forEach(interfaces::forget);
        return requests.order(List.of(request.make())).get(0);
    }

    private static String kind(RoutingEntry entry) {
        return entry.accept(new RoutingEntry.Visitor<>() {
            @Override
            public String route(Route route) {
                return "route";
            }

            @Override
            public String rule(Rule rule) {
                return "rule";
            }
        });
    }

    /** A message yet to be made: interfaces are looked up on the way. */
    private interface Making {
        NetlinkRequest make() throws ErrnoException;
    }

    /** What is to be done about an entry. */
    private interface Work {
        Acknowledgement carryOut() throws ErrnoException;
    }

    private final class Installing implements RoutingEntry.Visitor<Work> {
        @Override
        public Work route(Route route) {
            return () -> {
                Acknowledgement answer = order(route, () -> routes.install(route));
                // EEXIST does not say whose it is, and IPv6 does not tell protocols apart.
                boolean isOurs = answer.errno() == Errno.EEXIST
                        && list.routes(route.family(), route.protocol()).stream()
                                .anyMatch(route::isFulfilledBy);
                return isOurs ? Acknowledgement.DONE : answer;
            };
        }

        @Override
        public Work rule(Rule rule) {
            return () -> {
                // A rule without a priority would come a second time, beside the first.
                boolean isOurs =
                        list.rules(rule.family(), rule.protocol()).stream().anyMatch(rule::isFulfilledBy);
                return isOurs ? Acknowledgement.DONE : order(rule, () -> RuleCodec.install(rule));
            };
        }
    }

    private final class Removing implements RoutingEntry.Visitor<Work> {
        @Override
        public Work route(Route route) {
            return () -> order(route, () -> routes.remove(route));
        }

        @Override
        public Work rule(Rule rule) {
            return () -> {
                Acknowledgement answer = Acknowledgement.DONE;
                for (Rule seen : list.rules(rule.family(), rule.protocol())) {
                    if (rule.isFulfilledBy(seen)) {
                        // With the priority that the kernel gave it: what is left open would match others' rules too.
                        answer = order(seen, () -> RuleCodec.remove(seen));
                    }
                }
                return answer;
            };
        }
    }
}
