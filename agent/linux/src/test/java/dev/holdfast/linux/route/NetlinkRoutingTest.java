package dev.holdfast.linux.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.route.NextHop;
import dev.holdfast.core.route.Route;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.route.Rule;
import dev.holdfast.core.route.Verdict;
import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.RecordingLoop;
import dev.holdfast.linux.netlink.NetlinkRequests;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the kernel, and read back by {@code ip}, which knows nothing of our codecs. */
@Tag("netns")
class NetlinkRoutingTest {
    private static final int OWN = RoutingEntry.OWN_PROTOCOL;
    private static final IpPrefix DEFAULT = IpPrefix.parse("0.0.0.0/0");

    private RouteLab lab;
    private NetlinkRequests requests;
    private NetlinkRouting routing;
    private Optional<List<RoutingEntry>> told = Optional.empty();

    @BeforeEach
    void open() {
        lab = RouteLab.create();
        lab.namespace.ip("addr add 192.0.2.11/24 dev eth0");
        lab.namespace.ip("addr add 192.0.2.100/32 dev eth0");
        lab.namespace.ip("addr add 2001:db8::11/64 dev eth0 nodad");
        requests = lab.namespace.call(NetlinkRequests::open);
        routing = reopened();
    }

    private NetlinkRouting reopened() {
        return lab.namespace.call(() -> NetlinkRouting.open(new Interfaces(requests), new RecordingLoop()));
    }

    @AfterEach
    void close() {
        if (lab != null) {
            routing.close();
            requests.close();
            lab.close();
        }
    }

    private static NextHop via(String address) {
        return new NextHop(Optional.of(IpAddress.parse(address)), Optional.empty(), 1, false);
    }

    private static NextHop hop(String address, int weight, boolean onlink) {
        return new NextHop(Optional.of(IpAddress.parse(address)), Optional.of(RouteLab.ETH0), weight, onlink);
    }

    private static Route route(String destination, int table, int metric, NextHop... hops) {
        Verdict verdict = hops.length == 0 ? Verdict.BLACKHOLE : Verdict.FORWARD;
        IpPrefix prefix = IpPrefix.parse(destination);
        return new Route(
                verdict, prefix, table, 0, metric, OWN, OptionalInt.empty(), Optional.empty(), List.of(hops), 0, true);
    }

    private static Rule rule(String from, int table) {
        IpPrefix prefix = IpPrefix.parse(from);
        return new Rule(
                prefix.family(),
                Verdict.FORWARD,
                Optional.of(prefix),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                table,
                OptionalInt.empty(),
                OWN,
                true);
    }

    private void install(RoutingEntry entry) {
        assertThat(routing.table().install(entry)).isEqualTo(Outcome.DONE);
    }

    private List<RoutingEntry> present() {
        told = Optional.empty();
        Lab.await("a report", () -> {
            routing.monitor().drain(1000, present -> told = Optional.of(present));
            return told.isPresent();
        });
        return told.orElseThrow();
    }

    @Test
    void aDefaultRouteWithASourceComesBesideThatOfTheAdministrator() {
        lab.namespace.ip("route add default via 192.0.2.1 dev eth0");
        Route route = new Route(
                Verdict.FORWARD,
                DEFAULT,
                Route.MAIN_TABLE,
                0,
                0,
                OWN,
                OptionalInt.empty(),
                Optional.of(IpAddress.parse("192.0.2.100")),
                List.of(via("192.0.2.2")),
                1400,
                true);

        install(route);

        assertThat(lab.namespace.ip("route show default"))
                .contains("default via 192.0.2.2 dev eth0 proto 112 src 192.0.2.100 mtu 1400")
                .contains("default via 192.0.2.1 dev eth0");
        assertThat(lab.namespace.ip("route get 198.51.100.1")).contains("via 192.0.2.2", "src 192.0.2.100");
        assertThat(present()).singleElement().matches(route::isFulfilledBy);

        assertThat(routing.table().remove(route)).isEqualTo(Outcome.DONE);
        assertThat(lab.namespace.ip("route show default")).isEqualTo("default via 192.0.2.1 dev eth0 \n");
        assertThat(routing.table().remove(route)).isEqualTo(Outcome.DONE);
    }

    @Test
    void aRouteOverSeveralGatewaysKeepsTheirWeights() {
        Route four = route("198.51.100.0/24", 70_000, 5, hop("192.0.2.1", 1, false), hop("192.0.2.2", 200, false));
        Route six = route("2001:db8:1::/48", 100, 0, hop("2001:db8::1", 2, false), hop("2001:db8::2", 3, false));

        install(four);
        install(six);

        assertThat(lab.namespace.ip("route show table 70000"))
                .contains("198.51.100.0/24 proto 112 metric 5")
                .contains("nexthop via 192.0.2.1 dev eth0 weight 1")
                .contains("nexthop via 192.0.2.2 dev eth0 weight 200");
        assertThat(lab.namespace.ip("-6 route show table 100"))
                .contains("2001:db8:1::/48 proto 112 metric 1024")
                .contains("nexthop via 2001:db8::1 dev eth0 weight 2")
                .contains("nexthop via 2001:db8::2 dev eth0 weight 3");
        assertThat(present()).anyMatch(four::isFulfilledBy).anyMatch(six::isFulfilledBy);

        assertThat(routing.table().remove(four)).isEqualTo(Outcome.DONE);
        assertThat(routing.table().remove(six)).isEqualTo(Outcome.DONE);
        assertThat(lab.namespace.ip("route show table all proto 112")).isEmpty();
        assertThat(lab.namespace.ip("-6 route show table all proto 112")).isEmpty();
    }

    @Test
    void routesThatForwardNowhereAndThoseOnTheLink() {
        Route hole = route("203.0.113.0/24", Route.MAIN_TABLE, 0);
        Route hole6 = route("2001:db8:f::/48", Route.MAIN_TABLE, 0);
        NextHop bare = new NextHop(Optional.empty(), Optional.of(RouteLab.ETH0), 1, false);
        Route link = route("198.51.100.0/24", Route.MAIN_TABLE, 0, bare);
        Route onlink = route("198.51.101.0/24", Route.MAIN_TABLE, 0, hop("203.0.113.9", 1, true));

        List.of(hole, hole6, link, onlink).forEach(this::install);

        assertThat(lab.namespace.ip("route show proto 112"))
                .contains("blackhole 203.0.113.0/24")
                .contains("198.51.100.0/24 dev eth0 scope link")
                .contains("198.51.101.0/24 via 203.0.113.9 dev eth0 onlink");
        assertThat(lab.namespace.ip("-6 route show proto 112")).contains("blackhole 2001:db8:f::/48");
        assertThat(present())
                .hasSize(4)
                .anyMatch(hole::isFulfilledBy)
                .anyMatch(hole6::isFulfilledBy)
                .anyMatch(link::isFulfilledBy)
                .anyMatch(onlink::isFulfilledBy);
    }

    @Test
    void rulesSelectAndAreRemovedWithoutTouchingOthers() {
        lab.namespace.ip("rule add from 192.0.2.0/24 lookup 100 iif eth0 pref 50");
        Rule from = rule("192.0.2.0/24", 100);
        Rule from6 = rule("2001:db8::/64", 70_000);
        Rule everything = new Rule(
                IpFamily.IPV4,
                Verdict.PROHIBIT,
                Optional.empty(),
                Optional.of(IpPrefix.parse("203.0.113.0/24")),
                Optional.of(RouteLab.ETH0),
                Optional.of(new InterfaceName("wall")),
                Optional.of(new Rule.Mark(0x10, 0xff)),
                0x10,
                0,
                OptionalInt.of(4711),
                OWN,
                true);

        List.of(from, from6, everything).forEach(this::install);

        assertThat(lab.namespace.ip("rule show"))
                .contains("from 192.0.2.0/24 lookup 100 proto 112")
                .contains("4711:\tfrom all to 203.0.113.0/24 tos 0x10 fwmark 0x10/0xff iif eth0 oif wall prohibit proto"
                        + " 112");
        assertThat(lab.namespace.ip("-6 rule show")).contains("from 2001:db8::/64 lookup 70000 proto 112");
        assertThat(present())
                .hasSize(3)
                .anyMatch(from::isFulfilledBy)
                .anyMatch(from6::isFulfilledBy)
                .anyMatch(everything::isFulfilledBy);
        install(from);

        assertThat(List.of(from, from6, everything))
                .allMatch(entry -> routing.table().remove(entry).isDone());
        assertThat(lab.namespace.ip("rule show"))
                .contains("50:\tfrom 192.0.2.0/24 iif eth0 lookup 100")
                .doesNotContain("proto 112");
    }

    @Test
    void aRefusalNamesTheRouteAndTheKernelsReason() {
        Route unreachable = route("198.51.100.0/24", Route.MAIN_TABLE, 0, via("203.0.113.1"));

        String failure =
                routing.table().install(unreachable).failure().orElseThrow().toString();

        assertThat(failure)
                .isEqualTo("add route 198.51.100.0/24 via 203.0.113.1: ENETUNREACH (Nexthop has invalid gateway)");
    }

    @Test
    void aRuleOfSomebodyElseIsNotTakenForOurs() {
        lab.namespace.ip("rule add from 192.0.2.0/24 lookup 100");

        Outcome outcome = routing.table().install(rule("192.0.2.0/24", 100));

        assertThat(outcome.isDone()).isEqualTo(lab.namespace.ip("rule show").contains("proto 112"));
    }

    @Test
    void whatAnotherProgramRemovesOrReplacesIsTold() {
        Route route = route("198.51.100.0/24", Route.MAIN_TABLE, 0, via("192.0.2.2"));
        Rule rule = rule("192.0.2.0/24", 100);
        install(route);
        install(rule);
        assertThat(present()).hasSize(2);

        lab.namespace.ip("route del 198.51.100.0/24");
        assertThat(present()).singleElement().matches(rule::isFulfilledBy);

        install(route);
        lab.namespace.ip("rule del from 192.0.2.0/24 lookup 100");
        assertThat(present()).singleElement().matches(route::isFulfilledBy);

        lab.namespace.ip("route replace 198.51.100.0/24 via 192.0.2.3");
        assertThat(present()).isEmpty();
    }

    @Test
    void whatTheKernelDropsInSilenceIsTold() {
        install(route("198.51.100.0/24", Route.MAIN_TABLE, 0, via("192.0.2.2")));
        assertThat(present()).hasSize(1);

        lab.namespace.ip("link set eth0 down");

        assertThat(present()).isEmpty();
    }

    @Test
    void anEarlierRunIsRecognisedByTheMark() {
        install(route("198.51.100.0/24", 100, 0, via("192.0.2.2")));
        install(rule("192.0.2.0/24", 100));
        lab.namespace.ip("route add 203.0.113.0/24 via 192.0.2.3");
        routing.close();

        routing = reopened();

        assertThat(present()).hasSize(2);
        assertThat(present0()).isTrue();
    }

    /** What was told is told once, until something happens. */
    private boolean present0() {
        told = Optional.empty();
        routing.monitor().drain(1000, present -> told = Optional.of(present));
        return told.isEmpty();
    }

    @Test
    void whoHasNoRoutesHearsNothingOfThoseOfOthers() {
        present();
        lab.namespace.ip("route add 203.0.113.0/24 via 192.0.2.3");
        lab.namespace.ip("route del 203.0.113.0/24");

        assertThat(routing.monitor().drain(1000, present -> {})).isZero();
    }

    @Test
    void anInterfaceThatWasMadeAnewIsFound() {
        lab.namespace.ip("link add eth1 type veth peer name wall1");
        lab.namespace.ip("link set wall1 up");
        lab.namespace.ip("link set eth1 up");
        NextHop eth1 = new NextHop(Optional.empty(), Optional.of(new InterfaceName("eth1")), 1, false);
        Route route = route("198.51.100.0/24", Route.MAIN_TABLE, 0, eth1);
        install(route);
        lab.namespace.ip("link del eth1");
        lab.namespace.ip("link add eth1 type veth peer name wall1");
        lab.namespace.ip("link set wall1 up");
        lab.namespace.ip("link set eth1 up");

        install(route);

        assertThat(lab.namespace.ip("route show proto 112")).contains("198.51.100.0/24 dev eth1");
        lab.namespace.ip("link del eth1");
        assertThat(routing.table().remove(route)).isEqualTo(Outcome.DONE);
    }
}
