package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent.PeerWarning;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.RouterState;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VRRPv3, section 7: what is heard, and what is reported of it. */
class Rfc9568ReceivingConformanceTest {
    private static final long SECOND = 1_000_000_000L;

    /** Priority 100 at 1 s: three intervals, and 156/256 of one as skew. */
    private static final long DOWN = 3_609_375_000L;
    /** Section 7.1: what must not be heard. The decoder's own tests have the packets; here is that nothing follows. */
    @Nested
    class Receiving_7_1 {
        @Test
        @Tag("C-021+")
        void anAdvertThatCrossedARouterChangesNothing() {
            assertIgnoredByBackup(
                    DiscardReason.TTL, Router.v3(), Peer.v3(200).hopLimit(254).advert());
        }

        @Test
        @Tag("C-021-")
        void aUnicastPeerMayBeBehindARouter() {
            Node node = Node.started(Router.v3().unicast("192.0.2.251"));

            node.hearAt(3 * SECOND, Peer.v3(200).to("192.0.2.12").hopLimit(64));
            node.runTo(3 * SECOND + DOWN - 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-022+")
        void anotherVersionChangesNothing() {
            assertIgnoredByBackup(
                    DiscardReason.VERSION, Router.v3(), Peer.v2(200).advert());
        }

        @ParameterizedTest
        @CsvSource({
            "VERSION,         413396010064c277c0000264",
            "TYPE,            323396010064d177c0000264",
            "UNKNOWN_VRID,    313496010064d276c0000264",
            "CHECKSUM,        313396010064d278c0000264",
            "LENGTH,          31339601006494",
            "LENGTH,          313396020064d276c0000264",
            "ADDRESS_COUNT,   31339600006494e1",
            "ADVERT_INTERVAL, 313396010000d2dbc0000264"
        })
        @Tag("C-023+")
        @Tag("C-024+")
        @Tag("C-027+")
        @Tag("C-028+")
        @Tag("C-033+")
        @Tag("C-034+")
        void whatTheDecoderRefusesIsCountedAndTouchesNoTimer(DiscardReason reason, String message) {
            assertIgnoredByBackup(reason, Router.v3(), raw(message));
        }

        @Test
        @Tag("C-033-")
        @Tag("C-034-")
        @Tag("C-036+")
        void theReserveNibbleIsIgnored() {
            Node node = Node.started(Router.v3());

            // 0xf064: 100 centiseconds behind a nibble of ones.
            node.hearAt(3 * SECOND, raw("31339601f064e276c0000264"));
            node.runTo(3 * SECOND + 3_609_375_000L - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);

            node.runTo(3 * SECOND + 3_609_375_000L);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-035+")
        void anIpv6ListWithoutALinkLocalAddressFirstChangesNothing() {
            Peer stranger = Peer.v3OnIpv6(200).addresses("2001:db8::100", "fe80::100");

            assertIgnoredByBackup(DiscardReason.ADDRESS_COUNT, Router.v3OnIpv6(), stranger.advert());
        }

        @Test
        @Tag("C-027+")
        void bothChecksumsAreHeardAndTheUnusualOneIsReported() {
            Node node = Node.started(Router.v3());

            node.hearAt(3 * SECOND, raw("3133960100647602c0000264"));
            node.runTo(3 * SECOND + DOWN - 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.events(PeerWarning.class))
                    .extracting(PeerWarning::oddity)
                    .containsExactly(PeerOddity.CHECKSUM_FORM_DIFFERS);
        }

        @Test
        @Tag("C-027-")
        void theUsualChecksumIsNotReported() {
            Node node = Node.started(Router.v3());

            node.hearAt(3 * SECOND, raw("313396010064d277c0000264"));

            assertThat(node.events(PeerWarning.class)).isEmpty();
        }

        /** Erratum 8298: an owner checks what it hears, so that two owners can settle it. */
        @Test
        @Tag("C-029+")
        void ofTwoOwnersTheHigherAddressStays() {
            Node low = Node.started(Router.v3().priority(255), "192.0.2.12/24");
            low.hearAt(SECOND / 2, Peer.v3(255).from("192.0.2.251"));
            assertThat(low.state()).isEqualTo(RouterState.BACKUP);

            Node high = Node.started(Router.v3().priority(255), "192.0.2.251/24");
            high.hearAt(SECOND / 2, Peer.v3(255).from("192.0.2.12"));
            assertThat(high.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-029-")
        void anOwnerYieldsToNobodyElse() {
            Node node = Node.started(Router.v3().priority(255));

            node.hearAt(SECOND / 2, Peer.v3(254).from("192.0.2.251"));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-032+")
        void anotherIntervalIsKeptAndReported() {
            Node node = Node.started(Router.v3());

            node.hearAt(SECOND, Peer.v3(200).every(300));

            assertThat(node.snapshot().masterIntervalNanos()).isEqualTo(3 * SECOND);
            assertThat(node.snapshot().masterDownNanos()).isEqualTo(10_828_125_000L);
            assertThat(node.events(PeerWarning.class))
                    .extracting(PeerWarning::oddity)
                    .containsExactly(PeerOddity.INTERVAL_DIFFERS);
        }

        @Test
        @Tag("C-032-")
        void ourOwnIntervalIsNotReported() {
            Node node = Node.started(Router.v3());

            node.hearAt(SECOND, Peer.v3(200));

            assertThat(node.events(PeerWarning.class)).isEmpty();
        }

        /** RFC 9568 does not say; we refuse more than ten times our own, or one forged advert is minutes of silence. */
        @Test
        @Tag("C-032-")
        void anIntervalThatWouldSilenceUsForMinutesIsNotAdopted() {
            Node adopting = Node.started(Router.v3());
            adopting.hearAt(SECOND, Peer.v3(200).every(1000));
            assertThat(adopting.snapshot().masterIntervalNanos()).isEqualTo(10 * SECOND);

            assertIgnoredByBackup(
                    DiscardReason.ADVERT_INTERVAL,
                    Router.v3(),
                    Peer.v3(200).every(1001).advert());
        }

        @Test
        @Tag("C-037+")
        void anotherAddressListIsHeardAndReported() {
            Node node = Node.started(Router.v3());

            node.hearAt(3 * SECOND, Peer.v3(200).addresses("192.0.2.100", "192.0.2.101"));
            node.runTo(3 * SECOND + DOWN - 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.events(PeerWarning.class))
                    .extracting(PeerWarning::oddity)
                    .containsExactly(PeerOddity.ADDRESS_LIST_DIFFERS);
        }

        @Test
        @Tag("C-037-")
        void aStrangerUnderOurVirtualRouterIdIsNotHeard() {
            assertIgnoredByBackup(
                    DiscardReason.ADDRESS_LIST,
                    Router.v3(),
                    Peer.v3(200).addresses("192.0.2.77").advert());
        }

        @Test
        @Tag("C-037-")
        void theOrderOfTheListIsNoDifference() {
            Node node = Node.started(Router.v3().addresses("192.0.2.100/24", "192.0.2.101/24"));

            node.hearAt(SECOND, Peer.v3(200).addresses("192.0.2.101", "192.0.2.100"));

            assertThat(node.events(PeerWarning.class)).isEmpty();
        }
    }

    /** Section 8.3.2: two routers with one priority. */
    @Nested
    class SamePriority_8_3_2 {
        @Test
        @Tag("C-054+")
        void isReported() {
            Node node = Node.started(Router.v3());

            node.hearAt(SECOND, Peer.v3(100));

            assertThat(node.events(PeerWarning.class))
                    .extracting(PeerWarning::oddity)
                    .containsExactly(PeerOddity.EQUAL_PRIORITY);
        }

        @Test
        @Tag("C-054+")
        void isReportedOfTwoOwners() {
            Node node = Node.started(Router.v3().priority(255), "192.0.2.251/24");

            node.hearAt(SECOND / 2, Peer.v3(255).from("192.0.2.12"));

            assertThat(node.events(PeerWarning.class))
                    .extracting(PeerWarning::oddity)
                    .contains(PeerOddity.EQUAL_PRIORITY);
        }

        @Test
        @Tag("C-054-")
        void otherPrioritiesAreInOrder() {
            Node node = Node.started(Router.v3());

            node.hearAt(SECOND, Peer.v3(101));

            assertThat(node.events(PeerWarning.class)).isEmpty();
        }
    }

    private static ReceivedDatagram raw(String message) {
        ReceivedDatagram template = Peer.v3(150).advert();
        return new ReceivedDatagram(
                template.router(), template.source(), template.destination(), 255, Octets.hex(message));
    }

    /** The advert comes late in the silence of a router of priority 100; the takeover comes as if it had not. */
    private static void assertIgnoredByBackup(DiscardReason reason, Router router, ReceivedDatagram advert) {
        Node node = Node.started(router);

        node.hearAt(3 * SECOND, advert);

        assertThat(node.discarded(reason)).isEqualTo(1);
        assertThat(node.snapshot().counters().advertsReceived()).isZero();
        node.runTo(DOWN - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        node.runTo(DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }
}
