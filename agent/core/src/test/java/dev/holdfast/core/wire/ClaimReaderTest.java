package dev.holdfast.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.ClaimKind;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimReaderTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
    private static final IpAddress HOST = IpAddress.parse("192.0.2.9");

    /** Ethernet to everybody from {@link #MAC}, and the beginning of every ARP packet. */
    private static final String ARP = "ffffffffffff 020000000001 0806 0001 0800 06 04 ";

    private static AddressClaim claim(ClaimKind kind) {
        return new AddressClaim(kind, Vectors.VIP, MAC);
    }

    @Test
    @Tag("C-092+")
    void arpOfAnyKindFromTheAddressClaimsIt() {
        assertThat(ClaimReader.read(ArpPacket.announcement(Vectors.VIP, MAC))).contains(claim(ClaimKind.ARP_ANNOUNCE));
        assertThat(ClaimReader.read(Octets.hex(ARP + "0002 020000000001 c0000264 020000000009 c0000209")))
                .contains(claim(ClaimKind.ARP_REPLY));
        assertThat(ClaimReader.read(ArpPacket.question(HOST, Vectors.VIP, MAC))).contains(claim(ClaimKind.ARP_REQUEST));
    }

    @Test
    @Tag("C-091+")
    @Tag("C-092+")
    void aProbeWantsTheAddressAndHasItNot() {
        assertThat(ArpPacket.probe(Vectors.VIP, MAC)).isEqualTo(Vectors.A2);
        assertThat(ClaimReader.read(Vectors.A2)).contains(claim(ClaimKind.PROBE));
        assertThat(ClaimKind.PROBE.isHolder()).isFalse();
    }

    @Test
    @Tag("C-092-")
    void whoAsksForAnAddressDoesNotClaimIt() {
        assertThat(ClaimReader.read(ArpPacket.question(Vectors.VIP, HOST, MAC)))
                .contains(new AddressClaim(ClaimKind.ARP_REQUEST, HOST, MAC));
        IpAddress asker = IpAddress.parse("fe80::9");
        assertThat(ClaimReader.read(NeighbourSolicitation.frame(Vectors.VIP6, asker, MAC)))
                .isEmpty();
    }

    @Test
    @Tag("C-096+")
    void neighbourAdvertisementsAndDuplicateAddressDetection() {
        assertThat(ClaimReader.read(Vectors.A3))
                .contains(new AddressClaim(ClaimKind.NEIGHBOUR_ADVERTISEMENT, Vectors.VIP6, MAC));

        assertThat(ClaimReader.read(duplicateAddressDetection("ff0200000000000000000001ff000100", 24, 255)))
                .contains(new AddressClaim(ClaimKind.PROBE, Vectors.VIP6, MAC));
    }

    @ParameterizedTest
    @Tag("C-097+")
    @CsvSource({
        "ff0200000000000000000001ff000100, 24, 254",
        "ff0200000000000000000001ff000100, 16, 255",
        "ff020000000000000000000000000001, 24, 255"
    })
    void solicitationsThatMayNotBeBelieved(String destination, int length, int hopLimit) {
        assertThat(ClaimReader.read(duplicateAddressDetection(destination, length, hopLimit)))
                .isEmpty();
    }

    /** A solicitation from nobody; its checksum is right for any destination and length. */
    private static Octets duplicateAddressDetection(String destination, int length, int hopLimit) {
        String target = "20010db8000000000000000000000100";
        IpAddress to = IpAddress.of(Octets.hex(destination));
        Octets bare = Octets.hex("8700000000000000" + target).slice(0, length);
        int sum = InternetChecksum.of(PseudoHeader.of(IpAddress.parse("::"), to, 58, length), bare);
        return Octets.hex("3333ff000100 020000000001 86dd"
                + String.format("60000000 %04x 3a %02x ", length, hopLimit)
                + "00000000000000000000000000000000" + destination
                + String.format("8700%04x00000000", sum) + target.substring(0, 2 * (length - 8)));
    }

    @Test
    void nobodyAndGroupsClaimNothing() {
        assertThat(ClaimReader.read(ArpPacket.announcement(Vectors.VIP, new MacAddress(0))))
                .isEmpty();
        assertThat(ClaimReader.read(ArpPacket.announcement(Vectors.VIP, MacAddress.parse("01:00:5e:00:00:12"))))
                .isEmpty();
        assertThat(ClaimReader.read(Octets.hex(ARP + "0002 020000000001 00000000 020000000009 c0000209")))
                .isEmpty();
    }

    @Test
    void aSolicitationIsForIpv6() {
        assertThat(NeighbourSolicitation.parse(
                        NeighbourSolicitation.frame(Vectors.VIP6, IpAddress.parse("fe80::9"), MAC)))
                .contains(new NeighbourSolicitation(IpAddress.parse("fe80::9"), Vectors.VIP6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighbourSolicitation.frame(Vectors.VIP, Vectors.SOURCE, MAC));
    }

    @Test
    void anyOctetsAreReadWithoutAnError() {
        Random random = new Random(51);
        Octets[] seeds = {
            Vectors.A1, Vectors.A2, Vectors.A3, duplicateAddressDetection("ff0200000000000000000001ff000100", 24, 255)
        };
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = seeds[i % seeds.length].toByteArray();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            Octets frame = Octets.of(octets, 0, random.nextInt(octets.length + 1));
            assertThat(ClaimReader.read(frame)).isNotNull();
        }
    }
}
