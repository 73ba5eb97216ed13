package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A link that bounces, with a down delay of 1.5 s, an up delay of 2 s and adverts each second. */
class DebounceTest {
    private static final long MILLI = 1_000_000L;
    private static final LinkDelays DELAYS = new LinkDelays(1500 * MILLI, 2 * SECOND);

    /** The link alone. */
    @Nested
    class TheLink {
        private final Debounce link = new Debounce(DELAYS, SECOND, true);

        private boolean upAt(long millis) {
            link.onTime(millis * MILLI);
            return link.isUp();
        }

        private void goes(long millis, boolean up) {
            link.onLink(millis * MILLI, up);
        }

        @Test
        void isDownWhenTheLossHasLasted() {
            goes(1000, false);

            assertThat(link.deadlineNanos()).isEqualTo(2500 * MILLI);
            assertThat(upAt(2499)).isTrue();
            assertThat(upAt(2500)).isFalse();
        }

        @Test
        void hasNotBeenDownWhenItComesBackInTime() {
            goes(1000, false);
            goes(2400, true);

            assertThat(upAt(60_000)).isTrue();
            assertThat(link.deadlineNanos()).isEqualTo(Engine.NEVER);
        }

        @Test
        void isUpWhenItHasComeBackForGood() {
            goes(1000, false);
            assertThat(upAt(2500)).isFalse();

            goes(5000, true);
            assertThat(upAt(6999)).isFalse();
            goes(6999, false);
            goes(7000, true);
            assertThat(upAt(8999)).isFalse();
            assertThat(upAt(9000)).isTrue();
        }

        @Test
        void isDownWhenItIsDownMostOfTheTime() {
            goes(1000, false);
            goes(2000, true);
            goes(2100, false);
            assertThat(upAt(2499)).isTrue();
            assertThat(upAt(2500)).isFalse();
        }

        @Test
        void isDownAtTheNextLossWhenItsTrialOutlastsTheDelay() {
            goes(1000, false);
            goes(2400, true);
            assertThat(upAt(3000)).isTrue();

            goes(3800, false);

            assertThat(upAt(3800)).isFalse();
        }

        @Test
        void isTrustedAgainAfterItsTrial() {
            goes(1000, false);
            goes(2000, true);
            goes(3500, false);

            assertThat(upAt(4999)).isTrue();
            assertThat(upAt(5000)).isFalse();
        }

        @Test
        void countsAtOnceWithoutDelays() {
            Debounce plain = new Debounce(LinkDelays.NONE, SECOND, true);

            plain.onLink(1, false);
            assertThat(plain.isUp()).isFalse();
            plain.onLink(2, true);
            assertThat(plain.isUp()).isTrue();
        }
    }

    private static EngineConfig config(LinkDelays delays, InterfaceName name, Tracked... tracked) {
        return new EngineConfig(
                "lb02",
                List.of(OneNode.router().tracked(List.of(tracked)).build()),
                List.of(),
                List.of(),
                0,
                Map.of(name, delays));
    }

    private static void link(OneNode node, long now, InterfaceName name, boolean running) {
        node.engine.onWake(now);
        node.engine.onLink(now, new Link(name, running, 1500));
        node.finish(now);
    }

    /** Turn after turn, each in time. */
    private static void run(OneNode node, long until) {
        for (long next = node.engine.nextDeadlineNanos(); next <= until; next = node.engine.nextDeadlineNanos()) {
            node.turn(next);
        }
    }

    @Test
    void aMasterRidesOutAShortLossAndNotALongOne() {
        OneNode node = new OneNode(config(DELAYS, ETH0));
        node.bringUp(0);
        node.turn(DOWN);

        link(node, 5 * SECOND, ETH0, false);
        link(node, 6 * SECOND, ETH0, true);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);

        run(node, 20 * SECOND);
        link(node, 20 * SECOND, ETH0, false);
        run(node, 21_500 * MILLI - 1);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.engine.nextDeadlineNanos()).isEqualTo(21_500 * MILLI);
        node.turn(21_500 * MILLI);
        assertThat(node.state()).isEqualTo(RouterState.FAULT);

        link(node, 30 * SECOND, ETH0, true);
        node.turn(32 * SECOND - 1);
        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        node.turn(32 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void aTrackedInterfaceIsDebouncedToo() {
        InterfaceName eth1 = new InterfaceName("eth1");
        Tracked uplink = new Tracked(new TrackerId(TrackerKind.INTERFACE, "eth1"), -30, false);
        OneNode node = new OneNode(config(new LinkDelays(200 * SECOND, 0), eth1, uplink));
        node.bringUp(0);
        link(node, 1, eth1, true);

        link(node, SECOND, eth1, false);
        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(100));
        node.turn(201 * SECOND);
        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(70));
        link(node, 202 * SECOND, eth1, true);
        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(100));
    }

    @Test
    void anInterfaceThatIsGoneIsGoneAtOnceAndCountsAsItComesBack() {
        OneNode node = new OneNode(config(DELAYS, ETH0));
        node.bringUp(0);
        node.turn(DOWN);

        node.engine.onLinkGone(5 * SECOND, ETH0);
        node.finish(5 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.FAULT);

        node.engine.onLink(6 * SECOND, new Link(ETH0, true, 1500));
        node.engine.onAddress(6 * SECOND, ETH0, IpPrefix.parse("192.0.2.12/24"), false);
        node.finish(6 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void lostEventsDoNotRestartTheClock() {
        OneNode node = new OneNode(config(DELAYS, ETH0));
        node.bringUp(0);
        node.turn(DOWN);
        link(node, 5 * SECOND, ETH0, false);

        node.engine.onLinkResync(6 * SECOND);
        node.engine.onLink(6 * SECOND, new Link(ETH0, false, 1500));
        node.engine.onAddress(6 * SECOND, ETH0, IpPrefix.parse("192.0.2.12/24"), false);
        node.engine.onAddress(6 * SECOND, ETH0, OneNode.VIP.prefix(), true);
        node.engine.onLinksSynchronised(6 * SECOND);
        node.finish(6 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);

        node.turn(6_500 * MILLI);
        assertThat(node.state()).isEqualTo(RouterState.FAULT);
    }

    @Test
    void aReloadWithoutTheDelayMakesTheLossCount() {
        OneNode node = new OneNode(config(DELAYS, ETH0));
        node.bringUp(0);
        node.turn(DOWN);
        link(node, 5 * SECOND, ETH0, false);

        node.engine.onConfig(
                6 * SECOND, new EngineConfig("lb02", List.of(OneNode.router().build())));
        node.finish(6 * SECOND);

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
    }

    @Test
    void aDelayThatPeersDoNotWaitForIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(new LinkDelays(2 * SECOND, 0), ETH0))
                .withMessageContaining("peers would take over");
    }
}
