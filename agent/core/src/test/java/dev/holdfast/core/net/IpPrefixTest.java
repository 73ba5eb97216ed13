package dev.holdfast.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.100/24, 192.0.2.0/24",
        "192.0.2.100/25, 192.0.2.0/25",
        "192.0.2.200/25, 192.0.2.128/25",
        "192.0.2.100/32, 192.0.2.100/32",
        "192.0.2.100/31, 192.0.2.100/31",
        "192.0.2.100/0, 0.0.0.0/0",
        "192.0.2.100/1, 128.0.0.0/1",
        "2001:db8:1:2:3:4:5:6/64, 2001:db8:1:2::/64",
        "2001:db8:1:2:3:4:5:6/65, 2001:db8:1:2::/65",
        "2001:db8:1:2:8003:4:5:6/65, 2001:db8:1:2:8000::/65",
        "2001:db8:1:2:3:4:5:6/63, 2001:db8:1:2::/63",
        "2001:db8:1:3:3:4:5:6/63, 2001:db8:1:2::/63",
        "2001:db8::1/128, 2001:db8::1/128",
        "2001:db8::1/0, ::/0",
        "ffff::1/1, 8000::/1"
    })
    void theNetworkHasNoHostBits(String prefix, String network) {
        assertThat(IpPrefix.parse(prefix).network()).hasToString(network);
    }

    @Test
    void theAddressKeepsItsHostBits() {
        assertThat(IpPrefix.parse("192.0.2.100/24"))
                .isEqualTo(new IpPrefix(IpAddress.parse("192.0.2.100"), 24))
                .hasToString("192.0.2.100/24");
    }

    @Test
    void withoutALengthTheWholeAddressCounts() {
        assertThat(IpPrefix.parse("192.0.2.100")).hasToString("192.0.2.100/32");
        assertThat(IpPrefix.parse("fe80::1")).hasToString("fe80::1/128");
        assertThat(IpPrefix.host(IpAddress.parse("fe80::1")).length()).isEqualTo(128);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.100/33",
                "fe80::1/129",
                "192.0.2.100/",
                "192.0.2.100/-1",
                "192.0.2.100/ 24",
                "192.0.2.100/24/24",
                "192.0.2.100/255.255.255.0",
                "192.0.2/24",
                "/24",
                "192.0.2.100/9999"
            })
    void whatIsNoPrefixIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.parse(text));
    }
}
