package dev.holdfast.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {
    @Test
    void textAndOctetsMeanTheSame() {
        MacAddress address = MacAddress.parse("02:00:5E:ff:80:0a");

        assertThat(address).hasToString("02:00:5e:ff:80:0a");
        assertThat(address.toByteArray()).containsExactly(0x02, 0x00, 0x5e, 0xff, 0x80, 0x0a);
        assertThat(MacAddress.of(address.toByteArray())).isEqualTo(address);
    }

    /** RFC 1112 section 6.4: the highest bit of the second octet is lost. RFC 2464 section 7. */
    @Test
    void aGroupHasItsAddress() {
        assertThat(MacAddress.ofGroup(IpAddress.parse("224.0.0.18"))).hasToString("01:00:5e:00:00:12");
        assertThat(MacAddress.ofGroup(IpAddress.parse("239.255.1.2"))).hasToString("01:00:5e:7f:01:02");
        assertThat(MacAddress.ofGroup(IpAddress.parse("ff02::12"))).hasToString("33:33:00:00:00:12");
        assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.ofGroup(IpAddress.parse("192.0.2.1")));
    }

    @Test
    void leadingZerosAreShown() {
        assertThat(new MacAddress(1)).hasToString("00:00:00:00:00:01");
        assertThat(MacAddress.BROADCAST).hasToString("ff:ff:ff:ff:ff:ff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "02:00:00:00:00", "02:00:00:00:00:01:02", "02-00-00-00-00-01", "2:0:0:0:0:1", "0g:0:0:0:0:1"
            })
    void whatIsNoEthernetAddressIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAddress.parse(text))
                .withMessage("not an Ethernet address: " + text);
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.of(new byte[5]));
        assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(1L << 48));
        assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(-1));
    }
}
