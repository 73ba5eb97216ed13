package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reload moves addresses between the routers of one node. */
class HandoverTest {
    private static final VirtualAddress A = VirtualAddress.of("192.0.2.100/24", ETH0);
    private static final VirtualAddress B = VirtualAddress.of("192.0.2.101/24", ETH0);
    private static final VirtualAddress MOVED = VirtualAddress.of("192.0.2.102/24", ETH0);

    private static RouterConfig router(String name, int vrid, VirtualAddress... addresses) {
        return RouterConfig.builder(name, new RouterKey(ETH0, OneNode.KEY.family(), new Vrid(vrid)))
                .version(2)
                .priority(new Priority(100))
                .addresses(List.of(addresses))
                .leaseSeconds(3)
                .build();
    }

    private static OneNode masters(RouterConfig... routers) {
        OneNode node = new OneNode(config(routers));
        node.engine.onWake(0);
        node.engine.onLinkResync(0);
        node.engine.onLink(0, new Link(ETH0, true, 1500));
        node.engine.onAddress(0, ETH0, IpPrefix.parse("192.0.2.12/24"), false);
        node.engine.onLinksSynchronised(0);
        node.finish(0);
        node.turn(DOWN);
        assertThat(node.engine.snapshot(DOWN).routers())
                .extracting(RouterSnapshot::state)
                .containsOnly(RouterState.MASTER);
        node.done.clear();
        return node;
    }

    private static EngineConfig config(RouterConfig... routers) {
        return new EngineConfig("lb02", List.of(routers));
    }

    private static void reload(OneNode node, RouterConfig... routers) {
        node.engine.onWake(DOWN + 1);
        node.engine.onConfig(DOWN + 1, config(routers));
        node.finish(DOWN + 1);
    }

    private static List<VirtualAddress> removed(OneNode node) {
        return node.done.stream()
                .filter(Action.RemoveAddresses.class::isInstance)
                .flatMap(action -> ((Action.RemoveAddresses) action).addresses().stream())
                .toList();
    }

    @Test
    void anAddressThatMovesBetweenMastersIsNeverRemoved() {
        OneNode node = masters(router("VI_1", 51, A, MOVED), router("VI_2", 52, B));

        reload(node, router("VI_1", 51, A), router("VI_2", 52, B, MOVED));

        assertThat(removed(node)).isEmpty();
        assertThat(node.done)
                .anySatisfy(action -> assertThat(action).isInstanceOfSatisfying(Action.Announce.class, announce -> {
                    assertThat(announce.router().vrid()).isEqualTo(new Vrid(52));
                    assertThat(announce.addresses()).containsExactly(MOVED);
                }));
        assertThat(node.engine.snapshot(DOWN + 1).routers())
                .extracting(RouterSnapshot::state)
                .containsOnly(RouterState.MASTER);
    }

    @Test
    void routersThatSwapTheirVridsKeepServing() {
        OneNode node = masters(router("VI_1", 51, A), router("VI_2", 52, B));

        reload(node, router("VI_1", 52, A), router("VI_2", 51, B));

        assertThat(removed(node)).isEmpty();
        assertThat(node.kinds()).doesNotContain("OpenTransport", "CloseTransport");
        assertThat(node.engine.snapshot(DOWN + 1).routers())
                .extracting(RouterSnapshot::state)
                .containsOnly(RouterState.MASTER);
    }

    @Test
    void whatARouterThatLeavesPassesOnStays() {
        OneNode node = masters(router("VI_1", 51, A), router("VI_2", 52, B));

        reload(node, router("VI_2", 52, B, A));

        assertThat(removed(node)).isEmpty();
    }

    @Test
    void whatGoesToARouterThatDoesNotHoldIsRemoved() {
        OneNode node = masters(router("VI_1", 51, A, MOVED));

        reload(node, router("VI_1", 51, A), router("VI_2", 52, B, MOVED));

        assertThat(removed(node)).contains(MOVED).doesNotContain(A);
    }

    @Test
    void anAddressWithAnotherLabelIsRemovedBeforeItIsInstalled() {
        OneNode node = masters(router("VI_2", 52, B), router("VI_1", 51, A, MOVED));
        VirtualAddress labelled = MOVED.with(MOVED.attributes().withLabel("eth0:1"));

        reload(node, router("VI_2", 52, B, labelled), router("VI_1", 51, A));

        assertThat(node.kinds().indexOf("RemoveAddresses"))
                .isNotNegative()
                .isLessThan(node.kinds().indexOf("InstallAddresses"));
    }

    @Test
    void aPlanTellsOfAddressesThatMoveAndOfVridsThatSwap() {
        OneNode node = masters(router("VI_1", 51, A, MOVED), router("VI_2", 52, B));

        assertThat(node.engine
                        .plan(config(router("VI_1", 51, A), router("VI_2", 52, B, MOVED)))
                        .moved())
                .containsExactly("192.0.2.102/24 dev eth0 from VI_1 (VRID 51) to VI_2 (VRID 52)");
        assertThat(node.engine
                        .plan(config(router("VI_1", 52, A, MOVED), router("VI_2", 51, B)))
                        .moved())
                .containsExactly(
                        "192.0.2.100/24 dev eth0 from VI_1 (VRID 51) to VI_1 (VRID 52)",
                        "192.0.2.102/24 dev eth0 from VI_1 (VRID 51) to VI_1 (VRID 52)",
                        "192.0.2.101/24 dev eth0 from VI_2 (VRID 52) to VI_2 (VRID 51)");
        assertThat(node.engine
                        .plan(config(router("renamed", 51, MOVED, A), router("VI_2", 52, B)))
                        .moved())
                .isEmpty();
    }

    /** What the kernel reports a turn later. */
    private static void tell(OneNode node, VirtualAddress address, boolean present) {
        if (present) {
            node.engine.onAddress(DOWN + 2, address.dev(), address.prefix(), true);
        } else {
            node.engine.onAddressGone(DOWN + 2, address.dev(), address.prefix());
        }
    }

    private static List<AgentEvent> events(OneNode node) {
        return node.done.stream()
                .filter(Action.Publish.class::isInstance)
                .map(action -> ((Action.Publish) action).event())
                .toList();
    }

    @Test
    void whatIsRemovedToBeInstalledWithAnotherLabelIsNobodyElsesDoing() {
        OneNode node = masters(router("VI_1", 51, A, MOVED));
        tell(node, A, true);
        tell(node, MOVED, true);
        VirtualAddress labelled = MOVED.with(MOVED.attributes().withLabel("eth0:1"));

        reload(node, router("VI_1", 51, A, labelled));
        node.done.clear();
        tell(node, MOVED, false);
        tell(node, MOVED, true);
        node.turn(DOWN + 2);

        assertThat(events(node)).isEmpty();
        assertThat(node.snapshot().counters().addressesRestored()).isZero();
        tell(node, MOVED, false);
        node.turn(DOWN + 3);
        assertThat(node.snapshot().counters().addressesRestored()).isEqualTo(1);
    }

    @Test
    void anAddressThatMovesToANewInstanceIsNoOrphan() {
        OneNode node = masters(router("VI_1", 51, A, MOVED));
        tell(node, A, true);
        tell(node, MOVED, true);

        reload(node, router("VI_1", 51, A), router("VI_2", 52, B, MOVED));

        assertThat(events(node)).noneMatch(AgentEvent.OrphanFound.class::isInstance);
        assertThat(node.done)
                .noneMatch(action -> action instanceof Action.SendAdvertisement advert
                        && advert.priority().isResignation());
        assertThat(removed(node)).containsExactly(MOVED);
    }

    @Test
    void aRemovalThatWasRefusedIsTriedAgain() {
        OneNode node = masters(router("VI_1", 51, A));
        tell(node, A, true);
        node.removing = Outcome.failed("remove address", "192.0.2.100/24 dev eth0", "ETIMEDOUT");
        node.engine.onWake(DOWN + 2);
        node.engine.onRelease(DOWN + 2, "VI_1");
        node.finish(DOWN + 2);
        node.removing = Outcome.DONE;

        node.turn(DOWN + 2 + OneNode.SECOND);

        assertThat(removed(node)).containsExactly(A, A);
        node.turn(DOWN + 2 + 2 * OneNode.SECOND);
        assertThat(removed(node)).hasSize(2);
    }

    @Test
    void whatWasPassedOnGoesWithItsNewRouterLater() {
        OneNode node = masters(router("VI_1", 51, A, MOVED), router("VI_2", 52, B));
        reload(node, router("VI_1", 51, A), router("VI_2", 52, B, MOVED));

        node.engine.onRelease(DOWN + 2, "VI_2");
        node.finish(DOWN + 2);

        assertThat(removed(node)).containsExactly(B, MOVED);
    }
}
