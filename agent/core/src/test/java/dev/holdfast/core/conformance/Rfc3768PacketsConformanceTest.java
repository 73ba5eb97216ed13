package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent.AdvertDiscarded;
import dev.holdfast.core.spi.AgentEvent.PeerWarning;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.RouterState;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** VRRPv2, sections 5 and 7: what is sent and what is heard, with the passwords of RFC 2338 that RFC 3768 withdrew. */
class Rfc3768PacketsConformanceTest {
    private static final long SECOND = 1_000_000_000L;

    /** Priority 100 at 1 s: three intervals, and 156/256 of one as skew. */
    private static final long DOWN = 3_609_375_000L;

    /** Section 5.3: what adverts say. */
    @Nested
    class Fields_5_3 {
        @Test
        @Tag("C-005+")
        @Tag("C-012+")
        @Tag("C-015+")
        void aMasterSaysWhatIsConfigured() {
            Node node = Node.started(Router.v2().priority(150));
            node.runTo(3_414_062_500L);

            // Vector P1: the checksum knows no addresses of the IP header.
            assertThat(Node.message(node.adverts().get(0)))
                    .isEqualTo(Octets.hex("2133960100018665c00002640000000000000000"));
        }

        @Test
        @Tag("C-013+")
        void aPasswordIsSent() {
            Node node = Node.started(Router.v2().priority(150).password("secret12"));
            node.runTo(3_414_062_500L);

            assertThat(Node.message(node.adverts().get(0)))
                    .isEqualTo(Octets.hex("21339601010117e7c00002647365637265743132"));
        }

        @Test
        @Tag("C-007+")
        void theOwnerSays255AndOthersWhatTheyHave() {
            assertThat(Node.started(Router.v2().priority(255)).priorities()).containsExactly(255);

            Node other = Node.started(Router.v2().priority(254));
            other.runTo(3_007_812_500L);
            assertThat(other.priorities()).containsExactly(254);
        }
    }

    /** Section 7.1: what must not be heard. */
    @Nested
    class Receiving_7_1 {
        @Test
        @Tag("C-021+")
        void anAdvertThatCrossedARouterChangesNothing() {
            assertIgnoredByBackup(DiscardReason.TTL, Router.v2(), peer(200).hopLimit(254));
        }

        @Test
        @Tag("C-022+")
        void anotherVersionChangesNothing() {
            assertIgnoredByBackup(DiscardReason.VERSION, Router.v2(), Peer.v3(200));
        }

        @Test
        @Tag("C-031+")
        void anotherIntervalIsNotHeard() {
            assertIgnoredByBackup(
                    DiscardReason.ADVERT_INTERVAL, Router.v2(), peer(200).every(200));
        }

        @Test
        @Tag("C-031+")
        void aMasterDoesNotYieldToAnotherInterval() {
            Node node = Node.mastering(Router.v2(), DOWN);

            node.hearAt(DOWN + 500, peer(200).every(200));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-031-")
        void theSameIntervalIsHeard() {
            assertHeardByBackup(Router.v2().centis(200), peer(200).every(200), 6_609_375_000L);
        }

        @Test
        @Tag("C-030+")
        void aWrongPasswordIsNotHeard() {
            assertIgnoredByBackup(
                    DiscardReason.AUTH_FAILURE,
                    Router.v2().password("secret12"),
                    peer(200).password("secret13"));
        }

        @Test
        @Tag("C-030+")
        void aMissingPasswordIsNotHeard() {
            assertIgnoredByBackup(DiscardReason.AUTH_TYPE, Router.v2().password("secret12"), peer(200));
        }

        @Test
        @Tag("C-030+")
        void anUnexpectedPasswordIsNotHeard() {
            assertIgnoredByBackup(
                    DiscardReason.AUTH_TYPE, Router.v2(), peer(200).password("secret12"));
        }

        @Test
        @Tag("C-030-")
        void theRightPasswordIsHeard() {
            assertHeardByBackup(Router.v2().password("secret12"), peer(200).password("secret12"), DOWN);
        }

        @Test
        @Tag("C-030-")
        void theDataOfNoAuthenticationIsIgnored() {
            Node node = Node.started(Router.v2());
            ReceivedDatagram template = peer(150).advert();

            // P1 with something in the eight octets: the sums of deadbeef and 01020304 are taken off the checksum.
            node.hearAt(
                    3 * SECOND,
                    new ReceivedDatagram(
                            template.router(),
                            template.source(),
                            template.destination(),
                            255,
                            Octets.hex("213396010001e4c1c0000264deadbeef01020304")));
            node.runTo(3 * SECOND + DOWN - 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-030+")
        void aRefusalNamesNoPassword() {
            Node node = Node.started(Router.v2().password("secret12"));

            node.hearAt(SECOND, peer(200).password("guessed1"));
            node.hearAt(2 * SECOND, peer(200));

            assertThat(node.events(AdvertDiscarded.class))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.toString())
                            .doesNotContain("secret12")
                            .doesNotContain("guessed1"));
        }

        /** RFC 3768 drops it unless the owner sent it, as keepalived 2.2 does; later keepalived and RFC 9568 hear it. */
        @Test
        @Tag("C-037+")
        void anOverlappingAddressListIsHeardAndReported() {
            Node node = Node.started(Router.v2());

            node.hearAt(3 * SECOND, peer(200).addresses("192.0.2.101", "192.0.2.100"));
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
                    DiscardReason.ADDRESS_LIST, Router.v2(), peer(200).addresses("192.0.2.77"));
        }

        @Test
        @Tag("C-029+")
        void ofTwoOwnersTheHigherAddressStays() {
            Node low = Node.started(Router.v2().priority(255));
            low.hearAt(SECOND / 2, peer(255).from("192.0.2.251"));
            assertThat(low.state()).isEqualTo(RouterState.BACKUP);
        }
    }

    private static Peer peer(int priority) {
        return Peer.v2(priority);
    }

    /** The advert comes late in the silence of a router of priority 100; the takeover comes as if it had not. */
    private static void assertIgnoredByBackup(DiscardReason reason, Router router, Peer peer) {
        Node node = Node.started(router);

        node.hearAt(3 * SECOND, peer);

        assertThat(node.discarded(reason)).isEqualTo(1);
        node.runTo(DOWN - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        node.runTo(DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    private static void assertHeardByBackup(Router router, Peer peer, long downNanos) {
        Node node = Node.started(router);

        node.hearAt(3 * SECOND, peer);

        assertThat(node.snapshot().counters().advertsReceived()).isEqualTo(1);
        node.runTo(3 * SECOND + downNanos - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        node.runTo(3 * SECOND + downNanos);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }
}
