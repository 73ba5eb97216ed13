package dev.holdfast.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "192.0.2.1",
                "255.255.255.255",
                "::",
                "::1",
                "1::",
                "fe80::1",
                "2001:db8::100",
                "2001:db8:0:1:1:1:1:1",
                "ff02::12",
                "1:2:3:4:5:6:7:8"
            })
    void canonicalTextStaysAsItIs(String text) {
        assertThat(IpAddress.parse(text)).hasToString(text);
    }

    /** The rules of RFC 5952 section 4, with its examples where it has them. */
    @ParameterizedTest
    @CsvSource({
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::ABCD, 2001:db8::abcd",
        "0:0:0:0:0:0:0:0, ::",
        "1:0:0:0:0:0:0:0, 1::",
        "::ffff:192.0.2.1, ::ffff:c000:201",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201"
    })
    void otherSpellingsBecomeTheCanonicalOne(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "192.0.2",
                "192.0.2.1.1",
                "192.0.2.256",
                "192.0.2.01",
                "192.0.2.-1",
                "192.0.2.",
                ".192.0.2.1",
                "192.0.2.1 ",
                "192.0.2.1/24",
                "3221225985",
                "0x7f.0.0.1",
                "localhost",
                "lb01.example.net",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "[::1]",
                "::192.0.2.1:1",
                "::192.0.2.256",
                "192.0.2.1::",
                "192.0.2.1::192.0.2.1"
            })
    void whatIsNoLiteralIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse(text))
                .withMessage("not an IPv4 or IPv6 address: " + text);
    }

    @Test
    void textAndOctetsSurviveTheRoundTrip() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(octets);
            for (int i = random.nextInt(octets.length); i > 0; i--) {
                octets[random.nextInt(octets.length)] = 0;
            }
            IpAddress address = IpAddress.of(octets);

            assertThat(IpAddress.parse(address.toString())).as("seed %d", seed).isEqualTo(address);
            assertThat(address.toByteArray()).as("seed %d", seed).isEqualTo(octets);
            assertThat(IpAddress.of(Octets.of(octets))).as("seed %d", seed).isEqualTo(address);
        }
    }

    @Test
    @Tag("C-062+")
    void addressesCompareAsUnsignedOctets() {
        assertThat(IpAddress.parse("128.0.0.1")).isGreaterThan(IpAddress.parse("127.255.255.255"));
        assertThat(IpAddress.parse("192.0.2.128")).isGreaterThan(IpAddress.parse("192.0.2.127"));
        assertThat(IpAddress.parse("8000::")).isGreaterThan(IpAddress.parse("7fff::"));
        assertThat(IpAddress.parse("fe80::8000:0:0:0")).isGreaterThan(IpAddress.parse("fe80::7fff:0:0:0"));
        assertThat(IpAddress.parse("fe80:0:0:1::")).isGreaterThan(IpAddress.parse("fe80::ffff:ffff:ffff:ffff"));
    }

    @Test
    @Tag("C-062-")
    void equalAddressesAreNeitherGreaterNorLess() {
        assertThat(IpAddress.parse("192.0.2.1")).isEqualByComparingTo(IpAddress.parse("192.0.2.1"));
        assertThat(IpAddress.parse("fe80::1")).isEqualByComparingTo(IpAddress.parse("fe80:0::1"));
    }

    @Test
    void ipv4ComesBeforeIpv6() {
        assertThat(IpAddress.parse("255.255.255.255")).isLessThan(IpAddress.parse("::"));
    }

    @Test
    void linkLocalAddressesAreKnown() {
        assertThat(IpAddress.parse("fe80::").isLinkLocal()).isTrue();
        assertThat(IpAddress.parse("febf:ffff::1").isLinkLocal()).isTrue();
        assertThat(IpAddress.parse("fec0::1").isLinkLocal()).isFalse();
        assertThat(IpAddress.parse("fe7f::1").isLinkLocal()).isFalse();
        assertThat(IpAddress.parse("169.254.0.1").isLinkLocal()).isTrue();
        assertThat(IpAddress.parse("169.255.0.1").isLinkLocal()).isFalse();
    }

    @Test
    void multicastAddressesAreKnown() {
        assertThat(IpAddress.parse("224.0.0.18").isMulticast()).isTrue();
        assertThat(IpAddress.parse("239.255.255.255").isMulticast()).isTrue();
        assertThat(IpAddress.parse("223.255.255.255").isMulticast()).isFalse();
        assertThat(IpAddress.parse("240.0.0.0").isMulticast()).isFalse();
        assertThat(IpAddress.parse("ff02::12").isMulticast()).isTrue();
        assertThat(IpAddress.parse("fe80::12").isMulticast()).isFalse();
    }

    @Test
    void theAddressThatMeansNoneIsKnown() {
        assertThat(IpAddress.parse("0.0.0.0").isUnspecified()).isTrue();
        assertThat(IpAddress.parse("::").isUnspecified()).isTrue();
        assertThat(IpAddress.parse("::1").isUnspecified()).isFalse();
        assertThat(IpAddress.parse("1::").isUnspecified()).isFalse();
    }

    @Test
    void anIpv4AddressIsNoIpv6Address() {
        assertThat(IpAddress.parse("0.0.0.1")).isNotEqualTo(IpAddress.parse("::1"));
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.of(new byte[5]));
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.of());
        assertThatIllegalArgumentException().isThrownBy(() -> new IpAddress(IpFamily.IPV4, 0, 1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> new IpAddress(IpFamily.IPV4, 1, 0));
    }
}
