package dev.holdfast.core.wire;

import static dev.holdfast.core.wire.ChecksumForm.MESSAGE_ONLY;
import static dev.holdfast.core.wire.ChecksumForm.PSEUDO_HEADER;
import static dev.holdfast.core.wire.Vectors.GROUP;
import static dev.holdfast.core.wire.Vectors.GROUP6;
import static dev.holdfast.core.wire.Vectors.SOURCE;
import static dev.holdfast.core.wire.Vectors.SOURCE6;
import static dev.holdfast.core.wire.Vectors.v2;
import static dev.holdfast.core.wire.Vectors.v3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VrrpEncoderTest {
    private static Octets encode(Advertisement advert) {
        return VrrpEncoder.encode(advert, SOURCE, GROUP, PSEUDO_HEADER);
    }

    private static Octets encode6(Advertisement advert) {
        return VrrpEncoder.encode(advert, SOURCE6, GROUP6, PSEUDO_HEADER);
    }

    @Nested
    class Version2 {
        @Test
        @Tag("C-005+")
        @Tag("C-012+")
        @Tag("C-015+")
        void writesVectorP1() {
            assertThat(encode(v2(150, 1, Authentication.NONE, "192.0.2.100"))).isEqualTo(Vectors.P1);
        }

        @Test
        @Tag("C-013+")
        void writesVectorP2WithAPasswordOfEightOctets() {
            assertThat(encode(v2(150, 1, Authentication.password("secret12"), "192.0.2.100")))
                    .isEqualTo(Vectors.P2);
        }

        @Test
        @Tag("C-013+")
        void writesVectorP3WithAShortPasswordFilledWithZeros() {
            assertThat(encode(v2(150, 1, Authentication.password("abc"), "192.0.2.100")))
                    .isEqualTo(Vectors.P3);
        }

        @Test
        @Tag("C-013-")
        void sendsNothingOfAPasswordBeyondTheEighthOctet() {
            assertThat(encode(v2(150, 1, Authentication.password("secret123456"), "192.0.2.100")))
                    .isEqualTo(Vectors.P2);
        }

        @Test
        void writesVectorP4ToResign() {
            assertThat(encode(v2(0, 1, Authentication.NONE, "192.0.2.100"))).isEqualTo(Vectors.P4);
        }

        @Test
        @Tag("C-008+")
        @Tag("C-010+")
        void writesVectorP5WithThreeAddresses() {
            assertThat(encode(v2(100, 1, Authentication.NONE, "192.0.2.100", "192.0.2.101", "192.0.2.102")))
                    .isEqualTo(Vectors.P5);
        }

        @Test
        @Tag("C-015-")
        void leavesSourceAndDestinationOutOfTheChecksum() {
            Advertisement advert = v2(150, 1, Authentication.NONE, "192.0.2.100");
            IpAddress elsewhere = IpAddress.parse("198.51.100.7");

            assertThat(VrrpEncoder.encode(advert, elsewhere, elsewhere, PSEUDO_HEADER))
                    .isEqualTo(Vectors.P1);
        }

        @Test
        @Tag("C-014+")
        void writesTheLongestInterval() {
            assertThat(encode(v2(150, 255, Authentication.NONE, "192.0.2.100")))
                    .isEqualTo(Octets.hex("2133960100ff8567c00002640000000000000000"));
        }

        @Test
        @Tag("C-014-")
        void refusesAnIntervalThatVersion2CannotSay() {
            assertRefused(v2(150, 0, Authentication.NONE, "192.0.2.100"));
            assertRefused(v2(150, 256, Authentication.NONE, "192.0.2.100"));
            assertRefused(new Advertisement(
                    2,
                    Vectors.VRID,
                    new Priority(150),
                    150,
                    List.of(IpAddress.parse("192.0.2.100")),
                    Authentication.NONE));
        }

        @Test
        void refusesIpv6() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> encode6(v2(150, 1, Authentication.NONE, "fe80::100")));
        }
    }

    @Nested
    class Version3 {
        @Test
        @Tag("C-006+")
        @Tag("C-016+")
        void writesVectorP6WithThePseudoHeader() {
            assertThat(encode(v3(150, 100, "192.0.2.100"))).isEqualTo(Vectors.P6);
        }

        @Test
        @Tag("C-016-")
        void writesVectorP7OverTheMessageAlone() {
            assertThat(VrrpEncoder.encode(v3(150, 100, "192.0.2.100"), SOURCE, GROUP, MESSAGE_ONLY))
                    .isEqualTo(Vectors.P7);
        }

        @Test
        void writesVectorP8ToResign() {
            assertThat(encode(v3(0, 100, "192.0.2.100"))).isEqualTo(Vectors.P8);
        }

        @Test
        @Tag("C-008+")
        void writesVectorP9OfAnOwnerWithTwoAddresses() {
            assertThat(encode(v3(255, 25, "192.0.2.100", "192.0.2.101"))).isEqualTo(Vectors.P9);
        }

        @Test
        @Tag("C-009+")
        @Tag("C-017+")
        void writesVectorP10OnIpv6() {
            assertThat(encode6(v3(150, 100, "fe80::100", "2001:db8::100"))).isEqualTo(Vectors.P10);
        }

        @Test
        @Tag("C-017+")
        void writesVectorP11ToResignOnIpv6() {
            assertThat(encode6(v3(0, 100, "fe80::100"))).isEqualTo(Vectors.P11);
        }

        @Test
        @Tag("C-017-")
        void neverLeavesThePseudoHeaderOutOnIpv6() {
            assertThat(VrrpEncoder.encode(v3(0, 100, "fe80::100"), SOURCE6, GROUP6, MESSAGE_ONLY))
                    .isEqualTo(Vectors.P11);
        }

        @Test
        @Tag("C-011+")
        @Tag("C-014+")
        void leavesTheReserveNibbleZeroAtTheLongestInterval() {
            assertThat(encode(v3(150, 4095, "192.0.2.100"))).isEqualTo(Octets.hex("313396010fffc2dcc0000264"));
        }

        @Test
        @Tag("C-014+")
        void writesTheShortestInterval() {
            assertThat(encode(v3(150, 1, "192.0.2.100"))).isEqualTo(Octets.hex("3133960100 01d2dac0000264"));
        }

        @Test
        @Tag("C-011-")
        @Tag("C-014-")
        void refusesAnIntervalThatWouldReachIntoTheReserveNibble() {
            assertRefused(v3(150, 4096, "192.0.2.100"));
            assertRefused(v3(150, 0, "192.0.2.100"));
        }

        @Test
        @Tag("C-012-")
        void carriesNoAuthenticationData() {
            Advertisement advert = new Advertisement(
                    3, Vectors.VRID, new Priority(150), 100, List.of(Vectors.VIP), Authentication.password("secret12"));

            assertThat(encode(advert)).isEqualTo(Vectors.P6);
        }

        @Test
        @Tag("C-010-")
        void doesNotSortTheAddresses() {
            Octets message = encode(v3(255, 25, "192.0.2.101", "192.0.2.100"));

            assertThat(message.slice(8, 16)).isEqualTo(Octets.hex("c0000265c0000264"));
        }
    }

    @Nested
    class AnyVersion {
        @Test
        @Tag("C-005-")
        @Tag("C-006-")
        void beginsWithTheVersionThatItSpeaks() {
            assertThat(encode(v3(150, 100, "192.0.2.100")).u8(0)).isEqualTo(0x31);
            assertThat(encode(v2(150, 1, Authentication.NONE, "192.0.2.100")).u8(0))
                    .isEqualTo(0x21);
        }

        @Test
        void refusesAVersionThatDoesNotExist() {
            assertRefused(new Advertisement(
                    4, Vectors.VRID, new Priority(150), 100, List.of(Vectors.VIP), Authentication.NONE));
        }

        @Test
        @Tag("C-008-")
        void refusesAnAdvertWithoutAddresses() {
            assertRefused(v2(150, 1, Authentication.NONE));
            assertRefused(v3(150, 100));
        }

        @Test
        @Tag("C-008-")
        void refusesMoreAddressesThanTheCountCanSay() {
            List<IpAddress> addresses = Collections.nCopies(256, Vectors.VIP);

            assertRefused(new Advertisement(3, Vectors.VRID, new Priority(150), 100, addresses, Authentication.NONE));
        }

        @Test
        @Tag("C-009-")
        void refusesAddressesOfTwoFamilies() {
            assertRefused(v3(150, 100, "192.0.2.100", "fe80::100"));
        }

        @Test
        @Tag("C-008+")
        @Tag("C-019-")
        void writes255AddressesWhichFitAnyEthernet() {
            Octets message = encode(new Advertisement(
                    3,
                    Vectors.VRID,
                    new Priority(150),
                    100,
                    Collections.nCopies(255, Vectors.VIP),
                    Authentication.NONE));

            assertThat(message.length()).isEqualTo(1028);
            assertThat(message.u8(3)).isEqualTo(255);
        }
    }

    private static void assertRefused(Advertisement advert) {
        assertThatIllegalArgumentException().isThrownBy(() -> encode(advert));
    }
}
