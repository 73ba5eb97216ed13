package dev.holdfast.core.wire;

import static dev.holdfast.core.wire.ChecksumForm.MESSAGE_ONLY;
import static dev.holdfast.core.wire.ChecksumForm.PSEUDO_HEADER;
import static dev.holdfast.core.wire.Vectors.GROUP;
import static dev.holdfast.core.wire.Vectors.GROUP6;
import static dev.holdfast.core.wire.Vectors.SOURCE;
import static dev.holdfast.core.wire.Vectors.SOURCE6;
import static dev.holdfast.core.wire.Vectors.V2;
import static dev.holdfast.core.wire.Vectors.V3;
import static dev.holdfast.core.wire.Vectors.VRID;
import static dev.holdfast.core.wire.Vectors.decode;
import static dev.holdfast.core.wire.Vectors.decode6;
import static dev.holdfast.core.wire.Vectors.pinned;
import static dev.holdfast.core.wire.Vectors.v2;
import static dev.holdfast.core.wire.Vectors.v3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.wire.Decoded.Accepted;
import dev.holdfast.core.wire.Decoded.Rejected;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VrrpDecoderTest {
    private static Accepted messageOnly(Advertisement advert) {
        return new Accepted(advert, MESSAGE_ONLY);
    }

    private static Accepted pseudoHeader(Advertisement advert) {
        return new Accepted(advert, PSEUDO_HEADER);
    }

    private static Rejected rejected(DiscardReason reason, String detail) {
        return new Rejected(reason, detail);
    }

    @Nested
    class Accepts {
        @Test
        @Tag("C-021-")
        @Tag("C-022-")
        @Tag("C-023-")
        @Tag("C-024-")
        @Tag("C-027-")
        @Tag("C-028-")
        void vectorP1() {
            assertThat(decode(Vectors.P1, V2)).isEqualTo(messageOnly(v2(150, 1, Authentication.NONE, "192.0.2.100")));
        }

        @Test
        @Tag("C-030-")
        void vectorsP2AndP3WithAPassword() {
            assertThat(decode(Vectors.P2, V2))
                    .isEqualTo(messageOnly(v2(150, 1, Authentication.password("secret12"), "192.0.2.100")));
            assertThat(decode(Vectors.P3, V2))
                    .isEqualTo(messageOnly(v2(150, 1, Authentication.password("abc"), "192.0.2.100")));
        }

        @Test
        void vectorP4OfAMasterThatResigns() {
            assertThat(decode(Vectors.P4, V2)).isEqualTo(messageOnly(v2(0, 1, Authentication.NONE, "192.0.2.100")));
        }

        @Test
        void vectorP5WithThreeAddresses() {
            assertThat(decode(Vectors.P5, V2))
                    .isEqualTo(
                            messageOnly(v2(100, 1, Authentication.NONE, "192.0.2.100", "192.0.2.101", "192.0.2.102")));
        }

        @Test
        @Tag("C-027+")
        void vectorsP6AndP7AndSaysWhichChecksumTheyCarry() {
            assertThat(decode(Vectors.P6, V3)).isEqualTo(pseudoHeader(v3(150, 100, "192.0.2.100")));
            assertThat(decode(Vectors.P7, V3)).isEqualTo(messageOnly(v3(150, 100, "192.0.2.100")));
        }

        @Test
        void vectorP8OfAMasterThatResigns() {
            assertThat(decode(Vectors.P8, V3)).isEqualTo(pseudoHeader(v3(0, 100, "192.0.2.100")));
        }

        @Test
        void vectorP9OfAnOwner() {
            assertThat(decode(Vectors.P9, V3)).isEqualTo(pseudoHeader(v3(255, 25, "192.0.2.100", "192.0.2.101")));
        }

        @Test
        @Tag("C-035-")
        void vectorsP10AndP11OnIpv6() {
            assertThat(decode6(Vectors.P10)).isEqualTo(pseudoHeader(v3(150, 100, "fe80::100", "2001:db8::100")));
            assertThat(decode6(Vectors.P11)).isEqualTo(pseudoHeader(v3(0, 100, "fe80::100")));
        }

        @Test
        @Tag("C-036+")
        void vectorP12AndIgnoresItsReserveNibble() {
            assertThat(decode(Vectors.P12, V3)).isEqualTo(pseudoHeader(v3(150, 4095, "192.0.2.100")));
        }

        @Test
        @Tag("C-030-")
        void anythingInTheDataWhenThereIsNoAuthentication() {
            Octets garbage = Octets.hex("213396010001e4c1c0000264deadbeef01020304");

            assertThat(decode(garbage, V2)).isEqualTo(messageOnly(v2(150, 1, Authentication.NONE, "192.0.2.100")));
        }

        @Test
        @Tag("C-033-")
        void anIntervalOfOneCentisecond() {
            assertThat(decode(Octets.hex("313396010001d2dac0000264"), V3))
                    .isEqualTo(pseudoHeader(v3(150, 1, "192.0.2.100")));
        }

        @Test
        @Tag("C-021-")
        void anyHopLimitWhereTheRulesAskForNone() {
            ReceiveRules unicast = new ReceiveRules(2, VRID, 0, Optional.empty());

            assertThat(VrrpDecoder.decode(Vectors.P1, SOURCE, GROUP, 0, unicast))
                    .isEqualTo(messageOnly(v2(150, 1, Authentication.NONE, "192.0.2.100")));
        }

        @Test
        void theLeastHopLimitItself() {
            ReceiveRules near = new ReceiveRules(2, VRID, 250, Optional.empty());

            assertThat(VrrpDecoder.decode(Vectors.P1, SOURCE, GROUP, 250, near)).isInstanceOf(Accepted.class);
        }
    }

    @Nested
    class Refuses {
        @Test
        @Tag("C-027+")
        void vectorN1ForItsChecksum() {
            assertThat(decode(Vectors.N1, V2))
                    .isEqualTo(rejected(DiscardReason.CHECKSUM, "checksum 0x8664 does not match the message"));
        }

        @Test
        @Tag("C-024+")
        void vectorN2WithoutItsAuthenticationData() {
            assertThat(decode(Vectors.N2, V2))
                    .isEqualTo(rejected(DiscardReason.LENGTH, "12 octets, must be 20 for 1 addresses"));
        }

        @Test
        @Tag("C-024+")
        void vectorN3ShorterThanTheFixedPart() {
            assertThat(decode(Vectors.N3, V2))
                    .isEqualTo(rejected(DiscardReason.LENGTH, "7 octets, must be at least 8"));
        }

        @Test
        @Tag("C-024+")
        void vectorN4ThatCountsMoreAddressesThanItHolds() {
            assertThat(decode(Vectors.N4, V3))
                    .isEqualTo(rejected(DiscardReason.LENGTH, "12 octets, must be 16 for 2 addresses"));
        }

        @Test
        @Tag("C-034+")
        void vectorN5WithoutAddresses() {
            assertThat(decode(Vectors.N5, V3))
                    .isEqualTo(rejected(DiscardReason.ADDRESS_COUNT, "no address, must list at least one"));
        }

        @Test
        @Tag("C-034+")
        void aVersion2AdvertWithoutAddresses() {
            assertThat(decode(Octets.hex("21339600000148cb0000000000000000"), V2))
                    .isEqualTo(rejected(DiscardReason.ADDRESS_COUNT, "no address, must list at least one"));
        }

        @Test
        @Tag("C-033+")
        void vectorN6WithAnIntervalOfZero() {
            assertThat(decode(Vectors.N6, V3))
                    .isEqualTo(rejected(DiscardReason.ADVERT_INTERVAL, "interval 0, must be above zero"));
        }

        @Test
        @Tag("C-033+")
        void aVersion2IntervalOfZero() {
            assertThat(decode(Octets.hex("2133960100008666c00002640000000000000000"), V2))
                    .isEqualTo(rejected(DiscardReason.ADVERT_INTERVAL, "interval 0, must be above zero"));
        }

        @Test
        @Tag("C-036-")
        void anIntervalOfZeroBehindAReserveNibble() {
            assertThat(decode(Octets.hex("31339601f000e2dac0000264"), V3))
                    .isEqualTo(rejected(DiscardReason.ADVERT_INTERVAL, "interval 0, must be above zero"));
        }

        @Test
        @Tag("C-025-")
        void vectorN7WithStrayOctetsForItsChecksum() {
            assertThat(decode(Vectors.N7, V3))
                    .isEqualTo(rejected(DiscardReason.CHECKSUM, "checksum 0xd277 does not match the message"));
        }

        @Test
        @Tag("C-025-")
        void strayOctetsUnderAGoodChecksumForTheirLength() {
            assertThat(decode(Octets.hex("313396010064d26fc00002640000000000000000"), V3))
                    .isEqualTo(rejected(DiscardReason.LENGTH, "20 octets, must be 12 for 1 addresses"));
            assertThat(decode(Octets.hex(Vectors.P1 + "00000000"), V2))
                    .isEqualTo(rejected(DiscardReason.LENGTH, "24 octets, must be 20 for 1 addresses"));
        }

        @Test
        @Tag("C-023+")
        void vectorN8OfAnotherType() {
            assertThat(decode(Vectors.N8, V2)).isEqualTo(rejected(DiscardReason.TYPE, "type 2, must be 1"));
        }

        @Test
        @Tag("C-022+")
        void vectorN9OfAVersionThatDoesNotExist() {
            assertThat(decode(Vectors.N9, V3)).isEqualTo(rejected(DiscardReason.VERSION, "version 4, must be 3"));
        }

        @Test
        @Tag("C-022+")
        void theOtherVersion() {
            assertThat(decode(Vectors.P6, V2)).isEqualTo(rejected(DiscardReason.VERSION, "version 3, must be 2"));
            assertThat(decode(Vectors.P1, V3)).isEqualTo(rejected(DiscardReason.VERSION, "version 2, must be 3"));
        }

        @Test
        @Tag("C-022+")
        void version2OnIpv6() {
            assertThat(VrrpDecoder.decode(Vectors.P1, SOURCE6, GROUP6, 255, V2))
                    .isEqualTo(rejected(DiscardReason.VERSION, "version 2, must be 3 on IPv6"));
        }

        @Test
        @Tag("C-030+")
        void vectorN10OfAnUnknownAuthenticationType() {
            assertThat(decode(Vectors.N10, V2))
                    .isEqualTo(rejected(DiscardReason.AUTH_TYPE, "authentication type 3, must be 0, 1 or 2"));
        }

        @Test
        @Tag("C-021+")
        void vectorN11ThatCrossedARouter() {
            assertThat(VrrpDecoder.decode(Vectors.P1, SOURCE, GROUP, 254, V2))
                    .isEqualTo(rejected(DiscardReason.TTL, "TTL 254, must be 255"));
        }

        @Test
        @Tag("C-021+")
        void anIpv6PacketThatCrossedARouter() {
            assertThat(VrrpDecoder.decode(Vectors.P10, SOURCE6, GROUP6, 64, V3))
                    .isEqualTo(rejected(DiscardReason.TTL, "hop limit 64, must be 255"));
        }

        @Test
        void aHopLimitBelowAnotherLeast() {
            ReceiveRules near = new ReceiveRules(2, VRID, 250, Optional.empty());

            assertThat(VrrpDecoder.decode(Vectors.P1, SOURCE, GROUP, 249, near))
                    .isEqualTo(rejected(DiscardReason.TTL, "TTL 249, must be at least 250"));
        }

        @Test
        @Tag("C-035+")
        void vectorN12ThatDoesNotBeginWithALinkLocalAddress() {
            assertThat(decode6(Vectors.N12))
                    .isEqualTo(rejected(
                            DiscardReason.ADDRESS_COUNT, "first address 2001:db8::100, must be a link-local one"));
        }

        @Test
        @Tag("C-017-")
        @Tag("C-027+")
        void vectorN13OnIpv6WithoutThePseudoHeader() {
            assertThat(decode6(Vectors.N13))
                    .isEqualTo(rejected(
                            DiscardReason.CHECKSUM,
                            "checksum 0x38e6 covers the message alone, must cover the pseudo-header too"));
        }

        @Test
        @Tag("C-028+")
        void anotherVirtualRouter() {
            ReceiveRules router52 = new ReceiveRules(2, new Vrid(52), 255, Optional.empty());

            assertThat(decode(Vectors.P1, router52))
                    .isEqualTo(rejected(DiscardReason.UNKNOWN_VRID, "virtual router id 51, must be 52"));
        }

        @Test
        @Tag("C-028+")
        void virtualRouterZero() {
            assertThat(decode(Octets.hex("3100960100647635c0000264"), V3))
                    .isEqualTo(rejected(DiscardReason.UNKNOWN_VRID, "virtual router id 0, must be 51"));
        }

        @Test
        @Tag("C-015-")
        void aVersion2ChecksumWithAPseudoHeader() {
            // P1 with the checksum over 192.0.2.251, 224.0.0.18, protocol 112, length 20 and the message.
            assertThat(decode(Octets.hex("213396010001e2d2c00002640000000000000000"), V2))
                    .isEqualTo(rejected(
                            DiscardReason.CHECKSUM,
                            "checksum 0xe2d2 covers a pseudo-header, must cover the message alone"));
        }

        @Test
        @Tag("C-027-")
        void theChecksumThatIsNotPinned() {
            assertThat(decode(Vectors.P7, pinned(PSEUDO_HEADER)))
                    .isEqualTo(rejected(
                            DiscardReason.CHECKSUM,
                            "checksum 0x7602 covers the message alone, must cover the pseudo-header too"));
            assertThat(decode(Vectors.P6, pinned(MESSAGE_ONLY)))
                    .isEqualTo(rejected(
                            DiscardReason.CHECKSUM,
                            "checksum 0xd277 covers a pseudo-header, must cover the message alone"));
            assertThat(decode(Vectors.P6, pinned(PSEUDO_HEADER))).isInstanceOf(Accepted.class);
            assertThat(decode(Vectors.P7, pinned(MESSAGE_ONLY))).isInstanceOf(Accepted.class);
        }

        @Test
        @Tag("C-024+")
        void nothingAtAll() {
            assertThat(decode(Octets.EMPTY, V3))
                    .isEqualTo(rejected(DiscardReason.LENGTH, "0 octets, must be at least 8"));
        }
    }

    @Test
    void neverShowsASecretInAString() {
        assertThat(decode(Vectors.P2, V2).toString()).doesNotContain("secret12").doesNotContain("7365637265743132");
    }
}
