package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static dev.holdfast.core.engine.OneNode.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.RouterState;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The main job of one node, turn by turn: VRRPv2, priority 100, 1 s, so silence of 3.609375 s makes a master. */
class EngineTest {

    private final OneNode node =
            new OneNode(new EngineConfig("lb02", List.of(OneNode.router().build())));

    @Test
    void silenceMakesAMasterWhoseFirstAdvertFollowsTheConfirmedAddress() {
        node.bringUp(0);

        node.turn(DOWN - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.done).isEmpty();

        node.turn(DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.kinds()).containsExactly("InstallAddresses", "SendAdvertisement", "Announce", "Publish");
    }

    @Test
    void aRefusedAddressMakesAFaultAndNoAdvertAboveZero() {
        node.bringUp(0);
        node.installing = Outcome.failed("add address", VIP.toString(), "EPERM");

        node.turn(DOWN);

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        assertThat(node.kinds()).doesNotContain("SendAdvertisement");
        assertThat(node.engine.nextDeadlineNanos()).isEqualTo(DOWN + SECOND);
    }

    @Test
    void aMasterAdvertisesAndRenewsItsLeaseEverySecond() {
        node.bringUp(0);
        node.turn(DOWN);
        node.done.clear();

        node.turn(DOWN + SECOND);

        assertThat(node.kinds()).contains("SendAdvertisement", "InstallAddresses");
        assertThat(node.engine.nextDeadlineNanos()).isLessThanOrEqualTo(DOWN + 2 * SECOND);
    }

    @Test
    void aMasterYieldsToAHigherPriority() {
        node.bringUp(0);
        node.turn(DOWN);
        node.done.clear();

        node.engine.onWake(DOWN + 100);
        node.engine.onDatagram(DOWN + 100, OneNode.advert("2133960100018665c00002640000000000000000"));
        node.finish(DOWN + 100);

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.kinds()).containsExactly("RemoveAddresses", "Publish");
    }

    @Test
    void stoppingResignsWhileTheSocketsAreOpen() {
        node.bringUp(0);
        node.turn(DOWN);
        node.done.clear();

        node.engine.onShutdown(DOWN + 5);
        node.finish(DOWN + 5);

        assertThat(node.kinds()).containsExactly("RemoveAddresses", "SendAdvertisement", "Publish", "CloseTransport");
        assertThat(((Action.SendAdvertisement) node.done.get(1)).priority()).isEqualTo(Priority.RESIGN);
        assertThat(node.engine.isFinished()).isTrue();
    }

    @Test
    void anAddressTakenAwayIsPutBackAndAnnouncedWithoutATransition() {
        node.bringUp(0);
        node.turn(DOWN);
        node.engine.onAddress(DOWN + 1, ETH0, VIP.prefix(), true);
        node.done.clear();

        node.engine.onWake(DOWN + 10);
        node.engine.onAddressGone(DOWN + 10, ETH0, VIP.prefix());
        node.finish(DOWN + 10);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.kinds()).containsExactly("InstallAddresses", "Announce", "Publish");
        assertThat(node.engine.snapshot(DOWN + 10).routers().get(0).counters().addressesRestored())
                .isEqualTo(1);
    }

    @Test
    @Tag("C-119-")
    void aMasterThatIsALittleLateGoesOn() {
        node.bringUp(0);
        node.turn(DOWN);
        node.done.clear();

        node.turn(DOWN + SECOND + SECOND / 4);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.kinds()).contains("SendAdvertisement").doesNotContain("RemoveAddresses");
    }

    @Test
    @Tag("C-119+")
    void aMasterThatWasStalledListensBeforeItSpeaks() {
        node.bringUp(0);
        node.turn(DOWN);
        node.done.clear();

        node.turn(DOWN + 8 * SECOND);

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.kinds()).doesNotContain("SendAdvertisement").contains("RemoveAddresses");
    }
}
