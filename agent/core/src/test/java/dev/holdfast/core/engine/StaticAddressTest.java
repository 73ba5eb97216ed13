package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static dev.holdfast.core.engine.OneNode.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.StaticAddressSnapshot;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Static addresses are there whoever is master, and adverts may come from one. */
class StaticAddressTest {
    private static final InterfaceName ETH1 = new InterfaceName("eth1");
    private static final VirtualAddress FIXED = VirtualAddress.of("192.0.2.12/24", ETH0);
    private static final VirtualAddress BEHIND_ETH1 = VirtualAddress.of("198.51.100.5/24", ETH1);
    private static final Outcome REFUSED = Outcome.failed("add address", "192.0.2.12/24 dev eth0", "EPERM");

    private static EngineConfig config(RouterConfig router, VirtualAddress... fixed) {
        return new EngineConfig("lb02", List.of(router), List.of(), List.of(), 0, Map.of(), List.of(), List.of(fixed));
    }

    private static EngineConfig config(VirtualAddress... fixed) {
        return config(OneNode.router().build(), fixed);
    }

    /** A node whose interface has no address of its own. */
    private static OneNode started(EngineConfig config) {
        OneNode node = new OneNode(config);
        start(node);
        return node;
    }

    private static void start(OneNode node) {
        node.engine.onWake(0);
        node.engine.onLinkResync(0);
        node.engine.onLink(0, new Link(ETH0, true, 1500));
        node.engine.onLinksSynchronised(0);
        node.finish(0);
    }

    private static void tell(OneNode node, long now, VirtualAddress address, boolean present) {
        node.engine.onWake(now);
        if (present) {
            node.engine.onAddress(now, address.dev(), address.prefix(), true);
        } else {
            node.engine.onAddressGone(now, address.dev(), address.prefix());
        }
        node.finish(now);
    }

    private static void reload(OneNode node, long now, EngineConfig changed) {
        node.engine.onWake(now);
        node.engine.onConfig(now, changed);
        node.finish(now);
    }

    private static List<VirtualAddress> installed(OneNode node) {
        List<VirtualAddress> addresses = new ArrayList<>();
        for (Action action : node.done) {
            if (action instanceof Action.InstallStaticAddress install) {
                addresses.add(install.address());
            }
        }
        return addresses;
    }

    private static List<VirtualAddress> removed(OneNode node) {
        List<VirtualAddress> addresses = new ArrayList<>();
        for (Action action : node.done) {
            if (action instanceof Action.RemoveStaticAddress remove) {
                addresses.add(remove.address());
            }
        }
        return addresses;
    }

    private static List<String> restorations(OneNode node) {
        List<String> told = new ArrayList<>();
        for (Action action : node.done) {
            if (action instanceof Action.Publish publish
                    && publish.event() instanceof AgentEvent.AddressRestored restored) {
                told.add(restored.router() + ": " + restored.address());
            }
        }
        return told;
    }

    @Test
    void theRouterBeginsOnceItsSourceIsInstalledAndIsNeverInFaultForIt() {
        OneNode node = started(config(FIXED));

        assertThat(node.kinds()).containsExactly("InstallStaticAddress", "OpenTransport", "Publish");
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        node.turn(DOWN);
        assertThat(node.done)
                .anySatisfy(action -> assertThat(action)
                        .isInstanceOfSatisfying(
                                Action.SendAdvertisement.class,
                                advert -> assertThat(advert.source()).isEqualTo(IpAddress.parse("192.0.2.12"))));
    }

    @Test
    void theKernelsOwnWordOfTheAddressChangesNothing() {
        OneNode node = started(config(FIXED));
        node.done.clear();

        tell(node, 1, FIXED, true);

        assertThat(node.done).isEmpty();
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void aRefusedOneIsTriedAgainAfter1And2SecondsAndTheRouterSaysThatItHasNoSource() {
        OneNode node = new OneNode(config(FIXED));
        node.statics = REFUSED;
        start(node);

        assertThat(node.snapshot().faults()).containsExactly(FaultCause.NO_SOURCE_ADDRESS);
        assertThat(installed(node)).hasSize(1);
        node.turn(SECOND - 1);
        assertThat(installed(node)).hasSize(1);
        node.turn(SECOND);
        assertThat(installed(node)).hasSize(2);
        assertThat(node.engine.nextDeadlineNanos()).isEqualTo(3 * SECOND);
        node.statics = Outcome.DONE;
        node.turn(3 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(restorations(node)).isEmpty();
    }

    @Test
    void whatSomebodyRemovesIsPutBackAtOnceThenAfter1And2SecondsAndCounted() {
        OneNode node = started(config(FIXED));
        node.done.clear();

        tell(node, 1, FIXED, false);
        assertThat(restorations(node)).containsExactly("static: 192.0.2.12/24 dev eth0");
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);

        tell(node, 2, FIXED, false);
        assertThat(installed(node)).hasSize(1);
        node.turn(2 + SECOND);
        assertThat(installed(node)).hasSize(2);
        tell(node, 3 + SECOND, FIXED, false);
        node.turn(2 + 3 * SECOND);
        assertThat(installed(node)).hasSize(2);
        node.turn(3 + 3 * SECOND);
        assertThat(installed(node)).hasSize(3);
        assertThat(node.engine.snapshot(0).staticAddresses())
                .containsExactly(new StaticAddressSnapshot(FIXED, true, 3));
    }

    @Test
    void itFollowsItsInterfaceAndThatIsNobodysDoing() {
        OneNode node = started(config(FIXED, BEHIND_ETH1));
        assertThat(installed(node)).containsExactly(FIXED);
        assertThat(node.engine.snapshot(0).staticAddresses())
                .containsExactly(
                        new StaticAddressSnapshot(FIXED, true, 0), new StaticAddressSnapshot(BEHIND_ETH1, false, 0));
        node.done.clear();

        for (long now = 1; now < 4; now += 2) {
            node.engine.onWake(now);
            node.engine.onLink(now, new Link(ETH1, true, 1500));
            node.finish(now);
            node.engine.onLink(now + 1, new Link(ETH1, false, 1500));
            node.engine.onAddressGone(now + 1, ETH1, BEHIND_ETH1.prefix());
            node.engine.onLinkGone(now + 1, ETH1);
            node.finish(now + 1);
        }

        assertThat(installed(node)).containsExactly(BEHIND_ETH1, BEHIND_ETH1);
        assertThat(restorations(node)).isEmpty();
    }

    @Test
    void aReloadChangesOnlyWhatDiffers() {
        OneNode node = new OneNode(config(FIXED, BEHIND_ETH1));
        node.bringUpWith(0, ETH1);
        node.done.clear();
        VirtualAddress labelled = BEHIND_ETH1.with(BEHIND_ETH1.attributes().withLabel("eth1:s"));

        reload(node, 1, config(FIXED, labelled));

        assertThat(removed(node)).containsExactly(BEHIND_ETH1);
        assertThat(installed(node)).containsExactly(labelled);
        tell(node, 2, BEHIND_ETH1, false);
        tell(node, 2, BEHIND_ETH1, true);
        assertThat(restorations(node)).isEmpty();
        assertThat(node.engine.snapshot(0).staticAddresses())
                .containsExactly(
                        new StaticAddressSnapshot(FIXED, true, 0), new StaticAddressSnapshot(labelled, true, 0));
    }

    @Test
    void whatAMasterTakesOverAndWhatItGivesIsNeverRemoved() {
        VirtualAddress shared = VirtualAddress.of("192.0.2.77/24", ETH0);
        OneNode node = started(config(FIXED, shared));
        node.turn(DOWN);
        node.done.clear();

        reload(
                node,
                DOWN + 1,
                config(OneNode.router().addresses(List.of(VIP, shared)).build(), FIXED));
        assertThat(removed(node)).isEmpty();
        assertThat(node.kinds()).contains("InstallAddresses").doesNotContain("RemoveAddresses");

        node.done.clear();
        reload(node, DOWN + 2, config(FIXED, shared));
        assertThat(installed(node)).containsExactly(shared);
        assertThat(node.kinds()).doesNotContain("RemoveAddresses");
    }

    @Test
    void aBackupGivesUpWhatItGetsFromTheNode() {
        VirtualAddress shared = VirtualAddress.of("192.0.2.77/24", ETH0);
        OneNode node = started(config(FIXED, shared));
        node.done.clear();

        reload(node, 1, config(OneNode.router().addresses(List.of(VIP, shared)).build(), FIXED));

        assertThat(removed(node)).containsExactly(shared);
        assertThat(node.kinds()).doesNotContain("RemoveAddresses");
    }

    @Test
    void aCleanStopRemovesThemAfterTheResignationThatMayComeFromOne() {
        OneNode node = started(config(FIXED, BEHIND_ETH1));
        node.turn(DOWN);
        node.done.clear();

        node.engine.onWake(DOWN + 1);
        node.engine.onShutdown(DOWN + 1);
        node.finish(DOWN + 1);

        // The one behind eth1 never was there, and is not removed.
        assertThat(removed(node)).containsExactly(FIXED);
        assertThat(node.kinds().indexOf("SendAdvertisement"))
                .isNotNegative()
                .isLessThan(node.kinds().indexOf("RemoveStaticAddress"));
    }
}
