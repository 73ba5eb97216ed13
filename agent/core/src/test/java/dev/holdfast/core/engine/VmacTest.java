package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.KEY;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.RouterConfigBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A virtual MAC address: its macvlan is there before the sockets, up while the router holds, and gone at the end. */
class VmacTest {
    private static final InterfaceName MACVLAN = new InterfaceName("vrrp.51");
    private static final Vmac VMAC = new Vmac(MACVLAN, KEY, false);

    private static RouterConfigBuilder router() {
        return OneNode.router()
                .addresses(List.of(VirtualAddress.of("192.0.2.100/24", MACVLAN)))
                .vmac(Optional.of(VMAC));
    }

    private static OneNode node() {
        return new OneNode(new EngineConfig("lb02", List.of(router().build())));
    }

    private static void tellLinks(OneNode node) {
        node.engine.onWake(0);
        node.engine.onLinkResync(0);
        node.engine.onLink(0, new Link(ETH0, true, 1500));
        node.engine.onAddress(0, ETH0, IpPrefix.parse("192.0.2.12/24"), false);
        node.engine.onLinksSynchronised(0);
        node.finish(0);
    }

    private static OneNode mastering() {
        OneNode node = node();
        tellLinks(node);
        node.engine.onLink(0, new Link(MACVLAN, false, 1500));
        node.turn(DOWN);
        node.engine.onLink(DOWN, new Link(MACVLAN, true, 1500));
        node.turn(DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        return node;
    }

    /** The orders that have to do with the way of frames, in order. */
    private static List<String> orders(OneNode node) {
        return node.done.stream()
                .filter(action -> !(action instanceof Action.Publish))
                .map(action -> action instanceof Action.OrderVmac order
                        ? order.step().name()
                        : action.getClass().getSimpleName())
                .toList();
    }

    @Test
    @Tag("C-004+")
    void theMacIsThatOfTheVirtualRouter() {
        assertThat(VMAC.mac()).hasToString("00:00:5e:00:01:33");
    }

    @Test
    void aBackupHasItDown() {
        OneNode node = node();

        tellLinks(node);

        assertThat(orders(node)).containsExactly("CREATE", "OpenTransport", "LOWER");
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void aMasterRaisesItBeforeItsAddressesAndLowersItAfterItsLastWord() {
        OneNode node = node();
        tellLinks(node);
        node.done.clear();

        node.turn(DOWN);
        assertThat(orders(node)).startsWith("RAISE", "InstallAddresses", "SendAdvertisement");

        node.done.clear();
        node.engine.onShutdown(DOWN + SECOND);
        node.finish(DOWN + SECOND);
        assertThat(orders(node))
                .containsSubsequence("RemoveAddresses", "SendAdvertisement", "LOWER", "CloseTransport", "REMOVE");
    }

    @Test
    void whatCannotBeCreatedIsAFaultThatIsTriedAgain() {
        OneNode node = node();
        node.ordering = Outcome.failed("create macvlan", "vrrp.51 on eth0", "EOPNOTSUPP");

        tellLinks(node);

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        assertThat(node.snapshot().faults()).containsExactly(FaultCause.TRANSPORT_FAILED);
        assertThat(orders(node)).doesNotContain("OpenTransport");

        node.ordering = Outcome.DONE;
        node.turn(SECOND);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void whatIsDeletedIsMadeAnewAndAMastersGoesUpAgain() {
        OneNode node = mastering();
        node.done.clear();

        node.engine.onWake(DOWN + SECOND / 2);
        node.engine.onLinkGone(DOWN + SECOND / 2, MACVLAN);
        node.finish(DOWN + SECOND / 2);

        assertThat(orders(node)).containsSubsequence("CloseTransport", "CREATE", "RAISE", "OpenTransport");
        assertThat(orders(node)).doesNotContain("REMOVE");
    }

    @Test
    void whatSomebodySetDownGoesUpAgain() {
        OneNode node = mastering();
        node.done.clear();

        node.engine.onWake(DOWN + SECOND / 2);
        node.engine.onLink(DOWN + SECOND / 2, new Link(MACVLAN, false, 1500));
        node.finish(DOWN + SECOND / 2);

        assertThat(orders(node)).contains("RAISE");
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void aReloadThatTakesItAwayStartsTheInstanceAnew() {
        OneNode node = mastering();
        node.done.clear();

        ReloadPlan plan = node.engine.onConfig(
                DOWN + SECOND / 2,
                new EngineConfig("lb02", List.of(OneNode.router().build())));
        node.finish(DOWN + SECOND / 2);

        assertThat(plan.restarted()).containsExactly("VI_1");
        assertThat(orders(node)).containsSubsequence("RemoveAddresses", "SendAdvertisement", "REMOVE", "OpenTransport");
        assertThat(orders(node)).doesNotContain("CREATE");
    }

    @Test
    @Tag("C-004-")
    void withoutItNothingOfTheKindIsOrdered() {
        OneNode node =
                new OneNode(new EngineConfig("lb02", List.of(OneNode.router().build())));
        node.bringUp(0);

        node.turn(DOWN);

        assertThat(node.done).noneMatch(Action.OrderVmac.class::isInstance);
    }
}
