package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.route.NextHop;
import dev.holdfast.core.route.Route;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.route.Rule;
import dev.holdfast.core.route.Verdict;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.RoutingSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Routes and rules follow the mastership, and what is wanted is kept up. */
class RoutingTest {
    private static final InterfaceName ETH1 = new InterfaceName("eth1");
    private static final Route GATEWAY = route("0.0.0.0/0", "192.0.2.1", Optional.empty());
    private static final Route OTHER = route("198.51.100.0/24", "192.0.2.9", Optional.empty());
    private static final Route BEHIND_ETH1 = route("203.0.113.0/24", "192.0.2.7", Optional.of(ETH1));
    private static final Rule RULE = new Rule(
            IpFamily.IPV4,
            Verdict.FORWARD,
            Optional.of(IpPrefix.parse("192.0.2.100/32")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            100,
            OptionalInt.empty(),
            RoutingEntry.OWN_PROTOCOL,
            true);

    private static Route route(String destination, String via, Optional<InterfaceName> dev) {
        return new Route(
                Verdict.FORWARD,
                IpPrefix.parse(destination),
                Route.MAIN_TABLE,
                0,
                0,
                RoutingEntry.OWN_PROTOCOL,
                OptionalInt.empty(),
                Optional.empty(),
                List.of(new NextHop(Optional.of(IpAddress.parse(via)), dev, 1, false)),
                0,
                false);
    }

    private static EngineConfig config(List<RoutingEntry> routing, RoutingEntry... fixed) {
        return new EngineConfig(
                "lb02",
                List.of(OneNode.router().routing(routing).build()),
                List.of(),
                List.of(),
                0,
                Map.of(),
                List.of(fixed),
                List.of());
    }

    private static OneNode started(EngineConfig config, RoutingEntry... present) {
        OneNode node = new OneNode(config);
        node.engine.onRouting(0, List.of(present));
        node.bringUp(0);
        return node;
    }

    private static OneNode master(RoutingEntry... routing) {
        OneNode node = started(config(List.of(routing)));
        node.turn(DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        return node;
    }

    private static void report(OneNode node, long now, RoutingEntry... present) {
        node.engine.onWake(now);
        node.engine.onRouting(now, List.of(present));
        node.finish(now);
    }

    private static List<RoutingEntry> installed(OneNode node) {
        List<RoutingEntry> entries = new ArrayList<>();
        for (Action action : node.done) {
            if (action instanceof Action.InstallRoute install) {
                entries.add(install.entry());
            }
        }
        return entries;
    }

    private static List<RoutingEntry> removed(OneNode node) {
        List<RoutingEntry> entries = new ArrayList<>();
        for (Action action : node.done) {
            if (action instanceof Action.RemoveRoute remove) {
                entries.add(remove.entry());
            }
        }
        return entries;
    }

    private static List<String> restorations(OneNode node) {
        List<String> told = new ArrayList<>();
        for (Action action : node.done) {
            if (action instanceof Action.Publish publish
                    && publish.event() instanceof AgentEvent.RouteRestored restored) {
                told.add(restored.router() + ": " + restored.entry());
            }
        }
        return told;
    }

    @Test
    void aTakeoverInstallsAfterTheAddressesAndBeforeTheAdvert() {
        OneNode node = master(GATEWAY, RULE);

        assertThat(node.kinds())
                .containsExactly(
                        "InstallAddresses", "InstallRoute", "InstallRoute", "SendAdvertisement", "Announce", "Publish");
        assertThat(installed(node)).containsExactly(GATEWAY, RULE);
        assertThat(node.engine.snapshot(0).routing())
                .containsExactly(
                        new RoutingSnapshot(List.of("VI_1"), "default via 192.0.2.1", true, 0),
                        new RoutingSnapshot(List.of("VI_1"), "from 192.0.2.100/32 lookup 100", true, 0));
    }

    @Test
    void whoLetsGoRemovesRulesThenRoutesThenAddresses() {
        OneNode node = master(GATEWAY, RULE);
        node.done.clear();

        node.engine.onWake(DOWN + 1);
        node.engine.onRelease(DOWN + 1, "VI_1");
        node.finish(DOWN + 1);

        assertThat(node.kinds().subList(0, 4))
                .containsExactly("RemoveRoute", "RemoveRoute", "RemoveAddresses", "SendAdvertisement");
        assertThat(removed(node)).containsExactly(RULE, GATEWAY);
        assertThat(node.engine.snapshot(0).routing()).isEmpty();
    }

    @Test
    void aRenewedLeaseInstallsNothingAgain() {
        OneNode node = master(GATEWAY);
        node.done.clear();

        node.turn(DOWN + SECOND);

        assertThat(node.kinds()).contains("InstallAddresses").doesNotContain("InstallRoute");
    }

    @Test
    void aRefusedRouteLeavesTheMasterInOfficeAndIsTriedAgainAfter1And2Seconds() {
        OneNode node = started(config(List.of(GATEWAY)));
        node.routing = Outcome.failed("add route", "default via 192.0.2.1", "ENETUNREACH");

        node.turn(DOWN);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(installed(node)).hasSize(1);
        node.turn(DOWN + SECOND - 1);
        assertThat(installed(node)).hasSize(1);
        node.turn(DOWN + SECOND);
        assertThat(installed(node)).hasSize(2);
        node.turn(DOWN + 2 * SECOND);
        assertThat(installed(node)).hasSize(2);
        node.routing = Outcome.DONE;
        node.turn(DOWN + 2 * SECOND + SECOND / 2);
        node.turn(DOWN + 3 * SECOND);
        assertThat(installed(node)).hasSize(3);
        assertThat(restorations(node)).isEmpty();
    }

    @Test
    void whatSomebodyRemovesIsPutBackAtOnceAndCounted() {
        OneNode node = master(GATEWAY, RULE);
        node.done.clear();

        report(node, DOWN + 1, RULE);

        assertThat(installed(node)).containsExactly(GATEWAY);
        assertThat(restorations(node)).containsExactly("VI_1: default via 192.0.2.1");
        assertThat(node.engine.snapshot(0).routing().get(0).restored()).isEqualTo(1);
    }

    @Test
    void aWarIsFoughtWithLongerAndLongerPauses() {
        OneNode node = master(GATEWAY);
        node.done.clear();
        report(node, DOWN + 1);
        assertThat(installed(node)).hasSize(1);

        report(node, DOWN + 2);
        assertThat(installed(node)).hasSize(1);
        assertThat(node.engine.nextDeadlineNanos()).isLessThanOrEqualTo(DOWN + 2 + SECOND);
        node.turn(DOWN + 2 + SECOND);
        assertThat(installed(node)).hasSize(2);

        report(node, DOWN + 3 + SECOND);
        node.turn(DOWN + 2 + 3 * SECOND);
        assertThat(installed(node)).hasSize(2);
        node.turn(DOWN + 3 + 3 * SECOND);
        assertThat(installed(node)).hasSize(3);
        assertThat(node.engine.snapshot(0).routing().get(0).restored()).isEqualTo(3);
    }

    @Test
    void whatTheKernelDropsWithAnInterfaceComesBackWithItUncounted() {
        OneNode node = new OneNode(config(List.of(BEHIND_ETH1)));
        node.engine.onRouting(0, List.of());
        node.bringUpWith(0, ETH1);
        node.turn(DOWN);
        assertThat(installed(node)).containsExactly(BEHIND_ETH1);
        node.done.clear();

        node.engine.onWake(DOWN + 1);
        node.engine.onLink(DOWN + 1, new Link(ETH1, false, 1500));
        report(node, DOWN + 1);
        node.turn(DOWN + SECOND / 2);
        assertThat(installed(node)).isEmpty();
        assertThat(node.state()).isEqualTo(RouterState.MASTER);

        node.engine.onWake(DOWN + SECOND / 2 + 1);
        node.engine.onLink(DOWN + SECOND / 2 + 1, new Link(ETH1, true, 1500));
        node.finish(DOWN + SECOND / 2 + 1);
        assertThat(installed(node)).containsExactly(BEHIND_ETH1);
        assertThat(restorations(node)).isEmpty();
    }

    @Test
    void aTrackedInterfaceThatIsMissingIsAFault() {
        Rule bound = new Rule(
                IpFamily.IPV4,
                Verdict.FORWARD,
                Optional.empty(),
                Optional.empty(),
                Optional.of(ETH1),
                Optional.empty(),
                Optional.empty(),
                0,
                100,
                OptionalInt.empty(),
                RoutingEntry.OWN_PROTOCOL,
                true);
        OneNode node = new OneNode(config(List.of(bound)));
        node.engine.onWake(0);
        node.engine.onLink(0, new Link(ETH0, true, 1500));
        node.engine.onLinksSynchronised(0);
        node.finish(0);

        assertThat(node.snapshot().faults()).contains(FaultCause.INTERFACE_MISSING);
    }

    @Test
    void atTheStartWhatADeadAgentLeftIsRemovedAndWhatIsWantedIsKept() {
        Route foreign = new Route(
                OTHER.verdict(),
                IpPrefix.parse("198.51.101.0/24"),
                OTHER.table(),
                0,
                0,
                4,
                OTHER.scope(),
                OTHER.source(),
                OTHER.hops(),
                0,
                false);

        OneNode node = new OneNode(config(List.of(GATEWAY), OTHER));
        report(node, 0, GATEWAY, OTHER, RULE, foreign);

        assertThat(removed(node)).containsExactlyInAnyOrder(GATEWAY, RULE);
        assertThat(installed(node)).isEmpty();
    }

    @Test
    void aRemovalThatFailsIsTriedAgain() {
        OneNode node = master(GATEWAY);
        node.routing = Outcome.failed("remove route", "default", "ETIMEDOUT");
        node.engine.onWake(DOWN + 1);
        node.engine.onRelease(DOWN + 1, "VI_1");
        node.finish(DOWN + 1);
        assertThat(removed(node)).hasSize(1);
        node.routing = Outcome.DONE;

        node.turn(DOWN + 1 + SECOND);

        assertThat(removed(node)).hasSize(2);
        node.turn(DOWN + 1 + 2 * SECOND);
        assertThat(removed(node)).hasSize(2);
    }

    @Test
    void aReloadChangesOnlyWhatDiffers() {
        OneNode node = new OneNode(config(List.of(GATEWAY, RULE), OTHER));
        node.engine.onRouting(0, List.of());
        node.bringUpWith(0);
        node.turn(DOWN);
        node.done.clear();

        node.engine.onWake(DOWN + 1);
        node.engine.onConfig(DOWN + 1, config(List.of(GATEWAY, OTHER)));
        node.finish(DOWN + 1);

        assertThat(removed(node)).containsExactly(OTHER, RULE);
        assertThat(installed(node)).containsExactly(OTHER);
    }

    @Test
    void anEntryThatTwoWantStaysUntilBothLetGo() {
        OneNode node = new OneNode(config(List.of(GATEWAY), GATEWAY));
        node.engine.onRouting(0, List.of());
        node.bringUpWith(0);
        node.turn(DOWN);
        assertThat(installed(node)).containsExactly(GATEWAY);

        node.engine.onWake(DOWN + 1);
        node.engine.onRelease(DOWN + 1, "VI_1");
        node.finish(DOWN + 1);
        assertThat(removed(node)).isEmpty();

        node.engine.onWake(DOWN + 2);
        node.engine.onShutdown(DOWN + 2);
        node.finish(DOWN + 2);
        assertThat(removed(node)).containsExactly(GATEWAY);
    }

    @Test
    void nothingIsOrderedBeforeItIsKnownWhatIsThere() {
        OneNode node = new OneNode(config(List.of(), OTHER));
        node.turn(0);
        assertThat(installed(node)).isEmpty();

        report(node, 1);
        assertThat(installed(node)).containsExactly(OTHER);
    }
}
