package dev.holdfast.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetlinkCodecTest {
    private static List<NetlinkMessage> split(String hex) {
        return NetlinkMessage.split(Octets.hex(hex).toByteArray());
    }

    @Test
    void aDatagramIsSplitIntoItsMessages() {
        List<NetlinkMessage> messages = split("""
                11000000 1000 0200 05000000 00000000 aa 000000
                14000000 0300 0200 06000000 00000000 00000000
                """);

        assertThat(messages).extracting(NetlinkMessage::type).containsExactly(16, 3);
        assertThat(messages).extracting(NetlinkMessage::sequence).containsExactly(5, 6);
        assertThat(messages.get(0).u8(0)).isEqualTo(0xaa);
        assertThat(messages.get(0).hasBody(1)).isTrue();
        assertThat(messages.get(0).hasBody(2)).isFalse();
    }

    @Test
    void aCutOffOrImpossibleMessageEndsTheList() {
        assertThat(split("15000000 1000 0200 05000000 00000000")).isEmpty();
        assertThat(split("0f000000 1000 0200 05000000 00000000")).isEmpty();
        assertThat(split("ffffffff 1000 0200 05000000 00000000")).isEmpty();
        assertThat(split("10000000 1000 0200 05000000 00000000 1000")).hasSize(1);
    }

    @Test
    void anAttributeThatLiesAboutItsLengthEndsTheList() {
        Attributes attributes = Attributes.parse(
                Octets.hex("0500 0100 07 000000 0c00 0200 00000000").toByteArray(), 0);

        assertThat(attributes.u8(1)).hasValue(7);
        assertThat(attributes.octets(2)).isEmpty();
        assertThat(Attributes.parse(Octets.hex("0300 0100 0500 0200 07").toByteArray(), 0)
                        .u8(2))
                .isEmpty();
    }

    @Test
    void anAttributeTooShortForItsNumberHasNone() {
        Attributes attributes =
                Attributes.parse(Octets.hex("0600 0100 0700 0000 0400 0200").toByteArray(), 0);

        assertThat(attributes.u32(1)).isEmpty();
        assertThat(attributes.u8(2)).isEmpty();
        assertThat(attributes.u16(2)).isEmpty();
        assertThat(attributes.u16be(2)).isEmpty();
        assertThat(attributes.u64(1)).isEmpty();
        assertThat(attributes.u32(3)).isEmpty();
    }

    @Test
    void successIsAnErrorOfZero() {
        NetlinkMessage done = split(
                        "24000000 0200 0001 05000000 00000000 00000000 44000000 1400 0505 05000000 00000000")
                .get(0);

        assertThat(Acknowledgement.of(done)).isEqualTo(Acknowledgement.DONE);
    }

    @Test
    void aRefusalCarriesTheKernelsWords() {
        // EINVAL (-22); capped, so that the text follows the repeated header: "no such".
        NetlinkMessage refused = split("""
                        30000000 0200 0003 05000000 00000000
                        eaffffff 44000000 1400 0505 05000000 00000000
                        0c00 0100 6e6f207375636800
                        """).get(0);

        assertThat(Acknowledgement.of(refused)).isEqualTo(new Acknowledgement(22, "no such"));
    }

    @Test
    void theWordsAreFoundBehindARequestThatIsRepeatedInFull() {
        // The request had 20 octets.
        NetlinkMessage refused = split("""
                        34000000 0200 0002 05000000 00000000
                        ffffffff 14000000 1400 0505 05000000 00000000 02000000
                        0c00 0100 6e6f207375636800
                        """).get(0);

        assertThat(Acknowledgement.of(refused)).isEqualTo(new Acknowledgement(1, "no such"));
    }

    @Test
    void aRefusalThatLiesAboutTheRequestStillHasItsNumber() {
        NetlinkMessage refused = split(
                        "24000000 0200 0002 05000000 00000000 ffffffff ffffff7f 1400 0505 05000000 00000000")
                .get(0);

        assertThat(Acknowledgement.of(refused)).isEqualTo(new Acknowledgement(1, ""));
    }
}
