package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.KEY;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.auth.HmacKey;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.auth.HmacSeal;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.Heartbeat;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.RouterConfigBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A node with a cable beside its interface. The peer's adverts, of priority 200 and 1 s, come over either or both. */
class HeartbeatTest {
    private static final InterfaceName ETH1 = new InterfaceName("eth1");
    private static final long MILLI = 1_000_000L;

    private static final String ADVERT = "2133c80100015465c00002640000000000000000";
    private static final String RESIGNATION = "2133000100011c66c00002640000000000000000";

    private static RouterConfigBuilder router() {
        return OneNode.router().heartbeats(List.of(ETH1));
    }

    private static OneNode node(RouterConfigBuilder router) {
        OneNode node = new OneNode(new EngineConfig("lb02", List.of(router.build())));
        node.bringUpWith(0, ETH1);
        node.done.clear();
        return node;
    }

    private static ReceivedDatagram over(InterfaceName link, String hex) {
        return OneNode.advert(hex).over(link);
    }

    private static void hear(OneNode node, long now, ReceivedDatagram... datagrams) {
        node.runBefore(now);
        node.engine.onWake(now);
        for (ReceivedDatagram datagram : datagrams) {
            node.engine.onDatagram(now, datagram);
        }
        node.finish(now);
    }

    private static long received(OneNode node) {
        return node.snapshot().counters().advertsReceived();
    }

    private static List<String> notices(OneNode node) {
        return node.done.stream()
                .filter(action -> action instanceof Action.Publish publish && publish.event() instanceof SplitNoted)
                .map(action -> (SplitNoted) ((Action.Publish) action).event())
                .map(noted -> noted.notice().word() + " " + noted.detail())
                .toList();
    }

    private static List<Boolean> up(OneNode node) {
        return node.snapshot().splitBrain().heartbeats().stream()
                .map(Heartbeat::up)
                .toList();
    }

    @Test
    void anAdvertLeavesOverEveryLinkAsTheSamePacket() {
        OneNode node = node(router());

        node.turn(DOWN);

        List<Octets> own = node.done.stream()
                .filter(Action.SendAdvertisement.class::isInstance)
                .map(action -> ((Action.SendAdvertisement) action).packet())
                .toList();
        List<Action> beside = node.done.stream()
                .filter(Action.SendHeartbeat.class::isInstance)
                .toList();
        assertThat(own).hasSize(1);
        assertThat(beside).containsExactly(new Action.SendHeartbeat(KEY, ETH1, own.get(0)));
    }

    @Test
    void withoutSuchLinksNothingIsDone() {
        OneNode node =
                new OneNode(new EngineConfig("lb02", List.of(OneNode.router().build())));

        node.bringUpWith(0, ETH1);
        node.turn(DOWN);
        hear(node, DOWN + 1, over(ETH0, ADVERT), over(ETH0, ADVERT));

        assertThat(node.kinds()).doesNotContain("OpenHeartbeat", "SendHeartbeat");
        assertThat(received(node)).isEqualTo(2);
        assertThat(node.snapshot().splitBrain().heartbeats()).isEmpty();
    }

    @Nested
    class Copies {
        private final OneNode node = node(router());

        @Test
        void theSameAdvertOverAnotherLinkCountsOnce() {
            hear(node, SECOND, over(ETH0, ADVERT), over(ETH1, ADVERT));
            hear(node, 2 * SECOND, over(ETH1, ADVERT));
            hear(node, 2 * SECOND + 300 * MILLI, over(ETH0, ADVERT));

            assertThat(received(node)).isEqualTo(2);
            assertThat(node.snapshot().counters().advertsDiscarded()).isEmpty();
        }

        @Test
        void theNextAdvertIsNoCopyThoughTheFirstLinkIsDead() {
            hear(node, SECOND, over(ETH0, ADVERT), over(ETH1, ADVERT));

            hear(node, 2 * SECOND, over(ETH1, ADVERT));
            hear(node, 3 * SECOND, over(ETH1, ADVERT));

            assertThat(received(node)).isEqualTo(3);
            node.turn(3 * SECOND + DOWN - SECOND);
            assertThat(node.engine.nextDeadlineNanos())
                    .as("after the question that a backup in doubt asks")
                    .isEqualTo(3 * SECOND + DOWN);
        }

        @Test
        void aCopyThatWasLostHidesNoLaterAdvert() {
            hear(node, SECOND, over(ETH0, ADVERT));

            hear(node, 2 * SECOND, over(ETH1, ADVERT));

            assertThat(received(node)).isEqualTo(2);
        }

        /** What waited in two queues is read one after the other. The resignation is the last word. */
        @Test
        void anOlderAdvertOverASlowerLinkDoesNotUndoAResignation() {
            hear(
                    node,
                    SECOND,
                    over(ETH0, ADVERT),
                    over(ETH0, RESIGNATION),
                    over(ETH1, ADVERT),
                    over(ETH1, RESIGNATION));

            // The skew of priority 100: 156/256 s.
            assertThat(node.engine.nextDeadlineNanos()).isEqualTo(SECOND + 609_375_000L);
            assertThat(node.snapshot().counters().resignationsReceived()).isEqualTo(1);
        }

        /** A network that doubles packets did so before there were heartbeat links. */
        @Test
        void twiceOverOneLinkIsTwice() {
            hear(node, SECOND, over(ETH0, ADVERT), over(ETH0, ADVERT));

            assertThat(received(node)).isEqualTo(2);
        }

        /** From afar, the same octets in the peer's name: what comes over the cable is heard all the same. */
        @Test
        void whatIsRefusedOnOneLinkIsNoReasonToRefuseItOnAnother() {
            ReceivedDatagram forged = new ReceivedDatagram(
                    KEY,
                    OneNode.advert(ADVERT).source(),
                    AdvertPath.IPV4_GROUP,
                    254,
                    OneNode.advert(ADVERT).message());

            hear(node, SECOND, forged, over(ETH1, ADVERT));

            assertThat(received(node)).isEqualTo(1);
            assertThat(node.snapshot().counters().advertsDiscarded()).containsOnlyKeys(DiscardReason.TTL);
        }

        @Test
        void twoSendersAreTwo() {
            ReceivedDatagram third = new ReceivedDatagram(
                            KEY,
                            IpAddress.parse("192.0.2.250"),
                            AdvertPath.IPV4_GROUP,
                            255,
                            OneNode.advert(ADVERT).message())
                    .over(ETH1);

            hear(node, SECOND, over(ETH0, ADVERT), third);

            assertThat(received(node)).isEqualTo(2);
        }

        @Test
        void aPacketForAnotherPeerIsPassedOver() {
            ReceivedDatagram others = new ReceivedDatagram(
                            KEY,
                            IpAddress.parse("192.0.2.251"),
                            IpAddress.parse("192.0.2.13"),
                            255,
                            OneNode.advert(ADVERT).message())
                    .over(ETH1);

            hear(node, SECOND, others);

            assertThat(received(node)).isZero();
            assertThat(node.snapshot().counters().advertsDiscarded()).isEmpty();
        }
    }

    @Nested
    class SignedCopies {
        private final HmacPolicy policy =
                new HmacPolicy(List.of(new HmacKey(1, Octets.of(new byte[32]))), 1, false, 5, HmacPolicy.Mode.ENFORCE);
        private final OneNode node = node(router().hmac(Optional.of(policy)));
        private final HmacSeal peer = new HmacSeal();

        private String signed() {
            peer.configure(Optional.of(policy));
            Octets plain = OneNode.advert(ADVERT).message();
            return plain.toString() + peer.sign(plain, OneNode.advert(ADVERT).source(), 0);
        }

        @Test
        void aNumberIsNoReplayWhenAnotherLinkBringsItHoweverLate() {
            String first = signed();
            String second = signed();

            hear(node, SECOND, over(ETH0, first));
            hear(node, 2 * SECOND, over(ETH0, second), over(ETH1, first), over(ETH1, second));

            assertThat(received(node)).isEqualTo(2);
            assertThat(node.snapshot().counters().advertsDiscarded()).isEmpty();
            assertThat(node.snapshot().splitBrain().verdict().word()).isEqualTo("none");
        }

        @Test
        void overTheSameLinkItIsAReplay() {
            String first = signed();
            hear(node, SECOND, over(ETH0, first), over(ETH1, first));

            hear(node, 2 * SECOND, over(ETH0, first));
            hear(node, 2 * SECOND + 1, over(ETH1, first));

            assertThat(received(node)).isEqualTo(1);
            assertThat(node.snapshot().counters().advertsDiscarded()).containsOnlyKeys(DiscardReason.AUTH_REPLAY);
        }
    }

    @Nested
    class Links {
        private final OneNode node = node(router());

        @Test
        void aLinkThatIsSilentWhileTheOtherSpeaksIsLostAndComesBack() {
            hear(node, SECOND, over(ETH0, ADVERT), over(ETH1, ADVERT));
            for (int i = 2; i <= 4; i++) {
                hear(node, i * SECOND, over(ETH1, ADVERT));
            }
            assertThat(notices(node)).isEmpty();

            hear(node, 5 * SECOND, over(ETH1, ADVERT));
            assertThat(notices(node))
                    .containsExactly("heartbeat_lost eth0: silent for 4000ms, while adverts come over another link");
            assertThat(up(node)).containsExactly(false, true);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);

            hear(node, 6 * SECOND, over(ETH0, ADVERT), over(ETH1, ADVERT));
            assertThat(notices(node)).hasSize(2).last().isEqualTo("heartbeat_back eth0");
            assertThat(up(node)).containsExactly(true, true);
        }

        @Test
        void whenNobodySpeaksNoLinkIsToBlame() {
            hear(node, SECOND, over(ETH0, ADVERT), over(ETH1, ADVERT));
            node.turn(SECOND + DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);

            hear(node, 20 * SECOND, over(ETH1, ADVERT));

            assertThat(notices(node)).isEmpty();
        }

        /** Nobody speaks to a master; what a backup told of a silent link would stay for ever. */
        @Test
        void aMasterDoesNotJudgeSilence() {
            hear(node, SECOND, over(ETH1, ADVERT));
            hear(node, 3 * SECOND, over(ETH1, ADVERT));
            hear(node, 5 * SECOND, over(ETH1, ADVERT));
            assertThat(up(node)).containsExactly(false, true);

            node.turn(5 * SECOND + DOWN);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(up(node)).containsExactly(true, true);
        }

        @Test
        void anInterfaceThatGoesIsClosedAndItsSuccessorOpened() {
            node.engine.onLinkGone(SECOND, ETH1);
            node.turn(SECOND);
            assertThat(node.kinds()).containsExactly("CloseHeartbeat", "Publish");
            assertThat(notices(node)).containsExactly("heartbeat_lost eth1: there is no such interface");
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);

            node.engine.onLink(2 * SECOND, new Link(ETH1, true, 1500));
            node.turn(2 * SECOND);
            assertThat(node.kinds()).contains("OpenHeartbeat");
            assertThat(up(node)).containsExactly(true, true);
        }

        @Test
        void aLinkWithoutCarrierIsLostAndNotSentTo() {
            node.engine.onLink(SECOND, new Link(ETH1, false, 1500));
            node.turn(DOWN);

            assertThat(notices(node)).containsExactly("heartbeat_lost eth1: the interface is down or has no carrier");
            assertThat(node.kinds()).contains("SendAdvertisement").doesNotContain("SendHeartbeat");
        }

        /** The addresses are gone with the interface; that nobody waits for them is said over the cable. */
        @Test
        void aMasterWhoseInterfaceIsGoneResignsOverTheCable() {
            node.turn(DOWN);
            node.done.clear();

            node.engine.onLinkGone(DOWN + 1, ETH0);
            node.turn(DOWN + 1);

            assertThat(node.state()).isEqualTo(RouterState.FAULT);
            assertThat(node.kinds()).contains("SendHeartbeat").doesNotContain("SendAdvertisement");
        }
    }

    @Test
    void whatTheKernelRefusedIsTriedAgainAfterTenSeconds() {
        OneNode node = new OneNode(new EngineConfig("lb02", List.of(router().build())));
        node.listening = Outcome.failed("open heartbeat", "eth0/ipv4/51 on eth1", "ENOBUFS");
        node.bringUpWith(0, ETH1);
        assertThat(notices(node))
                .containsExactly(
                        "heartbeat_lost eth1: " + node.listening.failure().orElseThrow());

        node.listening = Outcome.DONE;
        node.turn(9 * SECOND);
        assertThat(up(node)).containsExactly(true, false);
        node.turn(10 * SECOND);

        assertThat(up(node)).containsExactly(true, true);
        assertThat(node.state()).isNotEqualTo(RouterState.FAULT);
    }

    @Test
    void aRouterWithoutPeersSpeaksNowhere() {
        OneNode node = node(router().path(AdvertPath.unicast(Optional.empty(), List.of())));

        node.turn(DOWN);

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        assertThat(node.kinds()).doesNotContain("OpenHeartbeat", "SendHeartbeat");
    }

    @Test
    void aReloadAddsAndRemovesLinksInPlace() {
        OneNode node = node(OneNode.router());
        node.turn(DOWN);
        node.done.clear();

        node.engine.onConfig(DOWN + 1, new EngineConfig("lb02", List.of(router().build())));
        node.turn(DOWN + 1);
        assertThat(node.kinds()).contains("OpenHeartbeat").doesNotContain("OpenTransport", "CloseTransport");

        node.engine.onConfig(
                DOWN + 2, new EngineConfig("lb02", List.of(OneNode.router().build())));
        node.turn(DOWN + 2);
        assertThat(node.kinds()).contains("CloseHeartbeat").doesNotContain("CloseTransport");
        assertThat(node.snapshot().splitBrain().heartbeats()).isEmpty();
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }
}
