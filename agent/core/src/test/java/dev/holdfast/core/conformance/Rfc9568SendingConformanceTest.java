package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.RouterState;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** VRRPv3, sections 5 and 8: what is sent and what is announced. */
class Rfc9568SendingConformanceTest {
    private static final long SECOND = 1_000_000_000L;

    /** Priority 100 at 1 s: three intervals, and 156/256 of one as skew. */
    private static final long DOWN = 3_609_375_000L;
    /** Section 5.1.1 and 5.1.2: where adverts come from and go to. */
    @Nested
    class Envelope_5_1 {
        @Test
        @Tag("C-001+")
        @Tag("C-002+")
        @Tag("C-003+")
        void anIpv4AdvertGoesFromThePrimaryAddressToTheGroup() {
            Node node = Node.mastering(Router.v3().priority(150), 3_414_062_500L);
            node.runTo(3_414_062_500L + SECOND);

            Action.SendAdvertisement advert = node.adverts().get(0);

            assertThat(advert.source()).isEqualTo(IpAddress.parse("192.0.2.12"));
            assertThat(advert.destination()).isEqualTo(IpAddress.parse("224.0.0.18"));
            // The second packet of this instance. Header sum worked by hand: 45c0+0020+0002+ff70+c000+020c+e000+0012.
            assertThat(advert.packet().slice(0, 20))
                    .isEqualTo(Octets.hex("45c00020 00020000 ff70188d c000020c e0000012"));
        }

        @Test
        @Tag("C-002+")
        @Tag("C-003+")
        void anIpv6AdvertGoesFromTheLinkLocalAddressToTheGroup() {
            Node node = Node.started(Router.v3OnIpv6(), "2001:db8::12/64", "fe80::12/64");
            node.runTo(DOWN);

            assertThat(node.adverts().get(0).source()).isEqualTo(IpAddress.parse("fe80::12"));
            assertThat(node.adverts().get(0).destination()).isEqualTo(IpAddress.parse("ff02::12"));
        }

        @Test
        @Tag("C-003-")
        void neitherASecondaryNorAVirtualAddressIsTheSource() {
            Node node = Node.started(Router.v3(), "192.0.2.100/24", "192.0.2.12/24", "192.0.2.13/24");
            node.runTo(DOWN);

            assertThat(node.adverts().get(0).source()).isEqualTo(IpAddress.parse("192.0.2.12"));
        }

        @Test
        @Tag("C-003+")
        void theSourceFollowsThePrimaryAddress() {
            Node node = Node.started(Router.v3(), "192.0.2.12/24", "192.0.2.13/24");
            node.runTo(DOWN);
            node.forget();

            node.addressGoneAt(DOWN + 1, "192.0.2.12/24");
            node.runTo(DOWN + SECOND);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.adverts().get(0).source()).isEqualTo(IpAddress.parse("192.0.2.13"));
        }

        @Test
        @Tag("C-002-")
        void unicastGoesToEachPeerAndToNoGroup() {
            Node node = Node.started(Router.v3().unicast("192.0.2.11", "192.0.2.13"));
            node.runTo(DOWN);

            assertThat(node.adverts())
                    .extracting(Action.SendAdvertisement::destination)
                    .containsExactly(IpAddress.parse("192.0.2.11"), IpAddress.parse("192.0.2.13"));
        }
    }

    /** Section 5.2: what adverts say. */
    @Nested
    class Fields_5_2 {
        @Test
        @Tag("C-006+")
        @Tag("C-011+")
        @Tag("C-016+")
        void aMasterSaysWhatIsConfigured() {
            Node node = Node.started(Router.v3().priority(150));
            node.runTo(3_414_062_500L);

            // Vector P6 with the checksum of this source: 192.0.2.12 is 0xef less than 192.0.2.251, the checksum so
            // much more.
            assertThat(Node.message(node.adverts().get(0))).isEqualTo(Octets.hex("313396010064d366c0000264"));
        }

        @Test
        @Tag("C-009+")
        @Tag("C-010+")
        void theAddressesAreInConfiguredOrderTheLinkLocalOneFirst() {
            Node node =
                    Node.started(Router.v3OnIpv6().addresses("fe80::100/64", "2001:db8::101/64", "2001:db8::100/64"));
            node.runTo(DOWN);

            assertThat(Node.message(node.adverts().get(0)).slice(8, 56))
                    .isEqualTo(Octets.hex("fe800000000000000000000000000100"
                            + "20010db8000000000000000000000101"
                            + "20010db8000000000000000000000100"));
        }

        @Test
        @Tag("C-007+")
        void theOwnerSays255() {
            Node node = Node.started(Router.v3().priority(255));

            assertThat(node.priorities()).containsExactly(255);
        }

        @Test
        @Tag("C-007-")
        void zeroIsSaidOnlyToResign() {
            Node node = Node.mastering(Router.v3().priority(1), 3_996_093_750L);

            node.runTo(10 * SECOND);
            assertThat(node.priorities()).isNotEmpty().containsOnly(1);

            node.forget();
            node.shutDownAt(10 * SECOND + 1);
            assertThat(node.priorities()).containsExactly(0);
        }
    }

    /** Sections 6.4.1, 6.4.2, 8.1.2 and 8.2.2: telling the link. */
    @Nested
    class Announcing_8 {
        @Test
        @Tag("C-080+")
        @Tag("C-086+")
        void everyAddressIsAnnouncedOnceItIsThere() {
            Node node = Node.started(Router.v3().addresses("192.0.2.100/24", "192.0.2.101/24"));
            node.forget();

            node.runTo(DOWN);

            assertThat(node.orders()).containsExactly("InstallAddresses", "SendAdvertisement", "Announce", "Publish");
            assertThat(node.announced())
                    .containsExactly(
                            VirtualAddress.of("192.0.2.100/24", Router.ETH0),
                            VirtualAddress.of("192.0.2.101/24", Router.ETH0));
        }

        @Test
        @Tag("C-086-")
        void anAddressThatIsNotThereIsNotAnnounced() {
            Node node = Node.started(Router.v3());
            node.refuseInstalls();

            node.runTo(DOWN + 100 * SECOND);

            assertThat(node.announced()).isEmpty();
            assertThat(node.adverts()).isEmpty();
        }

        @Test
        @Tag("C-083+")
        @Tag("C-085+")
        void anIpv6AddressIsAnnouncedThreeTimesASecondApart() {
            Node node = Node.started(Router.v3OnIpv6());

            node.runTo(DOWN + 60 * SECOND);

            assertThat(node.announcementTimes()).containsExactly(DOWN, DOWN + SECOND, DOWN + 2 * SECOND);
        }
    }
}
