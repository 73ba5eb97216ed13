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
