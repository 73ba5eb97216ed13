package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.spi.RouterState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses that move with a router and are in no advert, and such that it can do without. */
class ExcludedAddressTest {
    private static final InterfaceName ETH1 = new InterfaceName("eth1");
    private static final VirtualAddress SIX =
            VirtualAddress.of("2001:db8::7/64", ETH0).unadvertised();
    private static final VirtualAddress LOOSE =
            VirtualAddress.of("198.51.100.7/24", ETH1).unadvertised().untracked();

    private static OneNode node(VirtualAddress... addresses) {
        OneNode node = new OneNode(new EngineConfig(
                "lb02", List.of(OneNode.router().addresses(List.of(addresses)).build())));
        node.bringUp(0);
        return node;
    }

    private static OneNode master(VirtualAddress... addresses) {
        OneNode node = node(addresses);
        node.turn(DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        return node;
    }

    private static <A extends Action> A first(OneNode node, Class<A> kind) {
        return node.done.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itIsInstalledAndAnnouncedAndNotAdvertised() {
        OneNode node = master(VIP, SIX);

        assertThat(first(node, Action.InstallAddresses.class).addresses()).containsExactly(VIP, SIX);
        assertThat(first(node, Action.Announce.class).addresses()).containsExactly(VIP, SIX);
        String advert = first(node, Action.SendAdvertisement.class).packet().toString();
        assertThat(advert).containsIgnoringCase("c0000264").doesNotContainIgnoringCase("20010db8");
    }

    @Test
    void itIsPutBackWhenSomebodyRemovesIt() {
        OneNode node = master(VIP, SIX);
        node.engine.onAddress(DOWN, ETH0, SIX.prefix(), true);
        node.done.clear();

        node.engine.onAddressGone(DOWN + 1, ETH0, SIX.prefix());
        node.finish(DOWN + 1);

        assertThat(first(node, Action.InstallAddresses.class).addresses()).contains(SIX);
        assertThat(node.snapshot().counters().addressesRestored()).isEqualTo(1);
    }

    @Test
    void aFlushOfManyIsAnsweredByOneOrder() {
        OneNode node = master(VIP, SIX);
        node.engine.onAddress(DOWN, ETH0, VIP.prefix(), true);
        node.engine.onAddress(DOWN, ETH0, SIX.prefix(), true);
        node.done.clear();

        node.engine.onAddressGone(DOWN + 1, ETH0, VIP.prefix());
        node.engine.onAddressGone(DOWN + 1, ETH0, SIX.prefix());
        node.finish(DOWN + 1);

        assertThat(node.kinds().stream().filter("InstallAddresses"::equals)).hasSize(1);
        assertThat(node.snapshot().counters().addressesRestored()).isEqualTo(2);
    }

    @Test
    void withoutTheInterfaceOfAnUntrackedAddressTheRouterServesTheOthers() {
        OneNode node = master(VIP, LOOSE);
        assertThat(first(node, Action.InstallAddresses.class).addresses()).containsExactly(VIP);
        node.done.clear();

        // With its interface it comes along with the next renewal, and its end moves nobody.
        node.engine.onLink(DOWN + 1, new Link(ETH1, false, 1500));
        node.turn(DOWN + 2 * OneNode.SECOND);
        assertThat(first(node, Action.InstallAddresses.class).addresses()).containsExactly(VIP, LOOSE);
        node.engine.onAddress(DOWN + 2 * OneNode.SECOND, ETH1, LOOSE.prefix(), true);
        node.done.clear();
        node.engine.onAddressGone(DOWN + 2 * OneNode.SECOND, ETH1, LOOSE.prefix());
        node.finish(DOWN + 2 * OneNode.SECOND);
        assertThat(node.kinds()).doesNotContain("InstallAddresses", "Publish");
    }

    @Test
    void withoutTheInterfaceOfATrackedAddressThereIsFault() {
        OneNode node = new OneNode(new EngineConfig(
                "lb02",
                List.of(OneNode.router()
                        .addresses(List.of(
                                VIP, VirtualAddress.of("198.51.100.7/24", ETH1).unadvertised()))
                        .build())));
        node.engine.onLinkResync(0);
        node.engine.onLink(0, new Link(ETH0, true, 1500));
        node.engine.onLinksSynchronised(0);
        node.finish(0);

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
    }
}
