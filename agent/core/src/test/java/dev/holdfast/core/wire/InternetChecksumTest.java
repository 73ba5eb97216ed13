package dev.holdfast.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.net.Octets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {
    @Test
    void sumsTheExampleOfRfc1071Section3() {
        Octets octets = Octets.hex("0001 f203 f4f5 f6f7");

        // The RFC's sum is ddf2; the checksum is its complement.
        assertThat(InternetChecksum.of(octets)).isEqualTo(0x220d);
    }

    @Test
    void treatsAnOddOctetAsIfAZeroFollowed() {
        assertThat(InternetChecksum.of(Octets.hex("000102"))).isEqualTo(InternetChecksum.of(Octets.hex("00010200")));
    }

    @Test
    void addsUpPartsAsIfTheyWereOne() {
        assertThat(InternetChecksum.of(Octets.hex("0001f203"), Octets.hex("f4f5f6f7")))
                .isEqualTo(0x220d);
    }

    @Test
    void refusesToJoinPartsAtAnOddPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InternetChecksum.of(Octets.hex("00"), Octets.hex("0001")));
    }

    @Test
    @Tag("C-015+")
    void findsTheReferencePacketGood() {
        assertThat(InternetChecksum.isValid(Vectors.P1)).isTrue();
    }

    @Test
    @Tag("C-015-")
    void findsTheSamePacketOffByOneBad() {
        assertThat(InternetChecksum.isValid(Vectors.N1)).isFalse();
    }

    @Test
    void cannotTellAllZerosFromAllOnes() {
        Octets interval0 = Octets.hex("3133960100007666c0000264");
        Octets intervalFfff = Octets.hex("31339601ffff7666c0000264");

        assertThat(InternetChecksum.isValid(interval0)).isTrue();
        assertThat(InternetChecksum.isValid(intervalFfff)).isTrue();
    }

    @Test
    void carriesEveryOverflowBack() {
        assertThat(InternetChecksum.of(Octets.hex("ffff".repeat(2000)))).isZero();
    }
}
