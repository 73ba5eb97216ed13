package dev.holdfast.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OctetsTest {
    @Test
    void readsUnsignedNumbersInNetworkOrder() {
        Octets octets = Octets.hex("80ff 01");

        assertThat(octets.u8(0)).isEqualTo(128);
        assertThat(octets.u16(0)).isEqualTo(0x80ff);
        assertThat(octets.u16(1)).isEqualTo(0xff01);
        assertThat(octets.length()).isEqualTo(3);
    }

    @Test
    void comparesByContent() {
        assertThat(Octets.of((byte) 1, (byte) 2)).isEqualTo(Octets.hex("0102")).hasSameHashCodeAs(Octets.hex("0102"));
        assertThat(Octets.hex("0102")).isNotEqualTo(Octets.hex("0201"));
    }

    @Test
    void doesNotChangeWithTheArrayItCameFrom() {
        byte[] array = {1, 2, 3, 4};
        Octets whole = Octets.of(array);
        Octets part = Octets.of(array, 1, 2);

        array[1] = 9;
        whole.toByteArray()[0] = 9;

        assertThat(whole).hasToString("01020304");
        assertThat(part).hasToString("0203");
    }

    @Test
    void cutsAndCopies() {
        byte[] target = new byte[4];

        Octets.hex("01020304").slice(1, 3).copyTo(target, 2);

        assertThat(target).containsExactly(0, 0, 2, 3);
        assertThat(Octets.hex("0102").slice(1, 1)).isEqualTo(Octets.EMPTY);
    }

    @Test
    void refusesWhatIsNotHexadecimal() {
        assertThatIllegalArgumentException().isThrownBy(() -> Octets.hex("0g"));
        assertThatIllegalArgumentException().isThrownBy(() -> Octets.hex("012"));
    }
}
