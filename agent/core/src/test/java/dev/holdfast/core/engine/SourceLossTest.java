package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Something takes every address of the interface away, the node's own one and the virtual one. */
class SourceLossTest {
    private static final long MILLI = 1_000_000L;
    private static final IpPrefix OWN = IpPrefix.parse("192.0.2.12/24");
    private static final long FLUSH = DOWN + 8_500 * MILLI;

    private final OneNode node =
            new OneNode(new EngineConfig("lb02", List.of(OneNode.router().build())));

    @BeforeEach
    void becomeMasterAndLoseAll() {
        node.bringUp(0);
        node.turn(DOWN);
        node.engine.onAddress(DOWN, ETH0, VIP.prefix(), true);
        for (long now = node.engine.nextDeadlineNanos(); now < FLUSH; now = node.engine.nextDeadlineNanos()) {
            node.turn(now);
        }
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        node.done.clear();

        node.engine.onWake(FLUSH);
        node.engine.onAddressGone(FLUSH, ETH0, OWN);
        node.engine.onAddressGone(FLUSH, ETH0, VIP.prefix());
        node.finish(FLUSH);
    }

    @Test
    void whatComesBackInAMomentFollowsTheNodesOwnAddressAndMovesNothing() {
        assertThat(node.kinds()).doesNotContain("InstallAddresses", "SendAdvertisement", "Announce");

        long back = FLUSH + 199 * MILLI;
        node.engine.onWake(back);
        node.engine.onAddress(back, ETH0, OWN, false);
        node.finish(back);

        assertThat(node.kinds()).contains("InstallAddresses").doesNotContain("RemoveAddresses");
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.snapshot().faults()).isEmpty();
    }

    @Test
    void whatStaysAwayIsAFaultAndThePeerIsToldFromTheLastAddress() {
        long given = FLUSH + 200 * MILLI;
        assertThat(node.engine.nextDeadlineNanos()).isEqualTo(given);

        node.turn(given);

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        assertThat(node.snapshot().faults()).containsExactly(FaultCause.NO_SOURCE_ADDRESS);
        assertThat(node.done)
                .filteredOn(Action.SendAdvertisement.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(Action.SendAdvertisement.class, last -> {
                    assertThat(last.priority()).isEqualTo(Priority.RESIGN);
                    assertThat(last.source()).isEqualTo(IpAddress.parse("192.0.2.12"));
                });
    }
}
