package dev.holdfast.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ArpPacketTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress NO_MAC = MacAddress.parse("00:00:00:00:00:00");

    @Test
    @Tag("C-080+")
    void announcesAsVectorA1WhenTheTargetIsZero() {
        assertThat(ArpPacket.announcement(Vectors.VIP, MAC, NO_MAC)).isEqualTo(Vectors.A1);
    }

    @Test
    @Tag("C-080+")
    void announcesWithTheBroadcastAddressAsTargetUnlessToldOtherwise() {
        assertThat(ArpPacket.announcement(Vectors.VIP, MAC))
                .isEqualTo(Octets.hex(
                        "ffffffffffff0200000000010806" + "0001080006040001020000000001c0000264ffffffffffffc0000264"));
    }

    @Test
    @Tag("C-091+")
    void probesAsVectorA2() {
        assertThat(ArpPacket.probe(Vectors.VIP, MAC)).isEqualTo(Vectors.A2);
    }

    @Test
    @Tag("C-080-")
    @Tag("C-091-")
    void isNotForIpv6() {
        assertThatIllegalArgumentException().isThrownBy(() -> ArpPacket.announcement(Vectors.VIP6, MAC));
        assertThatIllegalArgumentException().isThrownBy(() -> ArpPacket.probe(Vectors.VIP6, MAC));
    }

    @Test
    void readsWhatItWrites() {
        assertThat(ArpPacket.parse(Vectors.A1))
                .contains(new ArpPacket(ArpPacket.REQUEST, MAC, Vectors.VIP, NO_MAC, Vectors.VIP));
        assertThat(ArpPacket.parse(Vectors.A2))
                .contains(new ArpPacket(ArpPacket.REQUEST, MAC, IpAddress.parse("0.0.0.0"), NO_MAC, Vectors.VIP));
    }

    @Test
    void readsAReplyBehindPadding() {
        Octets reply = Octets.hex("020000000002020000000001 0806 0001080006040002 020000000001c0000264"
                + "020000000002c0000202" + "00".repeat(18));

        assertThat(ArpPacket.parse(reply))
                .contains(new ArpPacket(
                        2, MAC, Vectors.VIP, MacAddress.parse("02:00:00:00:00:02"), IpAddress.parse("192.0.2.2")));
    }

    @Test
    void refusesWhatIsNotArpForIpv4OnEthernet() {
        assertThat(ArpPacket.parse(Packets.with(Vectors.A1, 13, 0x00)))
                .as("ethertype")
                .isEmpty();
        assertThat(ArpPacket.parse(Packets.with(Vectors.A1, 15, 6)))
                .as("hardware")
                .isEmpty();
        assertThat(ArpPacket.parse(Packets.with(Vectors.A1, 16, 0x86)))
                .as("protocol")
                .isEmpty();
        assertThat(ArpPacket.parse(Packets.with(Vectors.A1, 18, 8)))
                .as("hardware length")
                .isEmpty();
        assertThat(ArpPacket.parse(Packets.with(Vectors.A1, 19, 16)))
                .as("protocol length")
                .isEmpty();
        assertThat(ArpPacket.parse(Vectors.A1.slice(0, 41))).as("cut").isEmpty();
        assertThat(ArpPacket.parse(Octets.EMPTY)).as("nothing").isEmpty();
    }

    @Test
    void anyOctetsHaveAnAnswer() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] octets = Vectors.A1.toByteArray();
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);

            assertThat(ArpPacket.parse(Octets.of(octets).slice(0, random.nextInt(octets.length + 1))))
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }
}
