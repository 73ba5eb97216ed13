package dev.holdfast.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.wire.Decoded.Accepted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Packets that keepalived 2.2.7 sent, captured from the wire: we send the same, octet for octet, and understand them. */
class KeepalivedCaptureTest {
    private static final IpAddress SOURCE = IpAddress.parse("192.0.2.11");
    private static final IpAddress SOURCE6 = IpAddress.parse("fe80::a");
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:0a");

    @Test
    @Tag("C-001+")
    @Tag("C-005+")
    @Tag("C-018+")
    void version2() {
        assertSame(
                advert(2, 51, 150, 100, Authentication.NONE, "192.0.2.100"),
                Vectors.GROUP,
                1,
                "45c00028 00010000 ff701887 c000020b e0000012 21339601 00018665 c0000264 00000000 00000000");
    }

    @Test
    void version2ResigningAtItsFifthPacket() {
        assertSame(
                advert(2, 51, 0, 100, Authentication.NONE, "192.0.2.100"),
                Vectors.GROUP,
                5,
                "45c00028 00050000 ff701883 c000020b e0000012 21330001 00011c66 c0000264 00000000 00000000");
    }

    @Test
    @Tag("C-013+")
    void version2WithAPasswordAndTwoAddresses() {
        assertSame(
                advert(2, 52, 150, 100, Authentication.password("s3cr3t"), "192.0.2.101", "192.0.2.102"),
                Vectors.GROUP,
                1,
                "45c0002c 00010000 ff701883 c000020b e0000012"
                        + "21349602 0101b8e1 c0000265 c0000266 73336372 33740000");
    }

    @Test
    @Tag("C-006+")
    @Tag("C-016+")
    void version3() {
        assertSame(
                advert(3, 53, 150, 100, Authentication.NONE, "192.0.2.103"),
                Vectors.GROUP,
                1,
                "45c00020 00010000 ff70188f c000020b e0000012 31359601 0064d362 c0000267");
    }

    @Test
    void version3TenTimesASecond() {
        assertSame(
                advert(3, 54, 200, 10, Authentication.NONE, "192.0.2.104"),
                Vectors.GROUP,
                1,
                "45c00020 00010000 ff70188f c000020b e0000012 3136c801 000aa1ba c0000268");
    }

    @Test
    void version3ToAUnicastPeer() {
        assertSame(
                advert(3, 56, 150, 100, Authentication.NONE, "192.0.2.106"),
                IpAddress.parse("192.0.2.12"),
                1,
                "45c00020 00010000 ff703695 c000020b c000020c 31389601 0064f162 c000026a");
    }

    @Test
    @Tag("C-017+")
    void version3OnIpv6() {
        Advertisement advert = advert(3, 55, 150, 100, Authentication.NONE, "fe80::100", "2001:db8::100");
        Octets captured =
                Octets.hex("31379602 00640bf0 fe800000000000000000000000000100 20010db8000000000000000000000100");
        ReceiveRules rules = new ReceiveRules(3, new Vrid(55), 255, Optional.empty());

        assertThat(VrrpEncoder.encode(advert, SOURCE6, Vectors.GROUP6, ChecksumForm.PSEUDO_HEADER))
                .isEqualTo(captured);
        assertThat(VrrpDecoder.decode(captured, SOURCE6, Vectors.GROUP6, 255, rules))
                .isEqualTo(new Accepted(advert, ChecksumForm.PSEUDO_HEADER));
    }

    @Test
    @Tag("C-080+")
    void announcementOnIpv4() {
        assertThat(ArpPacket.announcement(Vectors.VIP, MAC))
                .isEqualTo(Octets.hex("ffffffffffff 02000000000a 0806"
                        + "0001080006040001 02000000000a c0000264 ffffffffffff c0000264"));
    }

    @Test
    @Tag("C-081+")
    void announcementOnIpv6ComesFromTheVirtualAddressItself() {
        IpAddress vip = Vectors.LINK_LOCAL_VIP6;

        assertThat(NeighbourAdvertisement.frame(vip, vip, MAC, false))
                .isEqualTo(Octets.hex("333300000001 02000000000a 86dd 6c000000 0020 3a ff"
                        + "fe800000000000000000000000000100 ff020000000000000000000000000001"
                        + "88005594 20000000 fe800000000000000000000000000100 0201 02000000000a"));
    }

    private static Advertisement advert(
            int version, int vrid, int priority, int centis, Authentication authentication, String... addresses) {
        List<IpAddress> list = Stream.of(addresses).map(IpAddress::parse).toList();
        return new Advertisement(version, new Vrid(vrid), new Priority(priority), centis, list, authentication);
    }

    private static void assertSame(Advertisement advert, IpAddress destination, int identification, String capture) {
        Octets captured = Octets.hex(capture);
        ReceiveRules rules = new ReceiveRules(advert.version(), advert.vrid(), 255, Optional.empty());
        ChecksumForm form = advert.version() == 2 ? ChecksumForm.MESSAGE_ONLY : ChecksumForm.PSEUDO_HEADER;

        Octets message = VrrpEncoder.encode(advert, SOURCE, destination, form);
        Ipv4Datagram received = Ipv4Datagram.parse(captured).orElseThrow();

        assertThat(Ipv4Datagram.encode(SOURCE, destination, 255, identification, message))
                .isEqualTo(captured);
        assertThat(received).isEqualTo(new Ipv4Datagram(SOURCE, destination, 255, 112, message));
        assertThat(VrrpDecoder.decode(received.payload(), SOURCE, destination, received.ttl(), rules))
                .isEqualTo(new Accepted(advert, form));
    }
}
