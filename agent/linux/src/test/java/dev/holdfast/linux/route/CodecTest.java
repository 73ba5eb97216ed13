package dev.holdfast.linux.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.AddressAttributes;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.linux.netlink.NetlinkMessage;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Messages octet by octet, written by hand from rtnetlink(7) for a little-endian machine. */
class CodecTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");

    private static NetlinkMessage message(String hex) {
        return NetlinkMessage.split(Octets.hex(hex).toByteArray()).get(0);
    }

    private static void assertOctets(NetlinkRequest request, String hex) {
        assertThat(Octets.of(request.encode(1))).isEqualTo(Octets.hex(hex));
    }

    @Nested
    class AddressRequests {
        @Test
        void anIpv4AddressIsCreatedOrRenewedWithLeaseAndMark() {
            assertOctets(AddressCodec.install(VirtualAddress.of("192.0.2.100/24", ETH0), 7, 3), """
                    44000000 1400 0105 01000000 00000000
                    02 18 00 00 07000000
                    0800 0200 c0000264
                    0800 0100 c0000264
                    1400 0600 03000000 03000000 00000000 00000000
                    0500 0b00 70 000000
                    """);
        }

        @Test
        void anAddressForEverHasNoEnd() {
            assertOctets(AddressCodec.install(VirtualAddress.of("192.0.2.100/24", ETH0), 7, 0), """
                    44000000 1400 0105 01000000 00000000
                    02 18 00 00 07000000
                    0800 0200 c0000264
                    0800 0100 c0000264
                    1400 0600 ffffffff ffffffff 00000000 00000000
                    0500 0b00 70 000000
                    """);
        }

        @Test
        void aLabelIsPassedOn() {
            VirtualAddress plain = VirtualAddress.of("192.0.2.100", ETH0);
            VirtualAddress labelled = plain.with(plain.attributes().withLabel("eth0:1"));

            assertOctets(AddressCodec.install(labelled, 7, 3), """
                    50000000 1400 0105 01000000 00000000
                    02 20 00 00 07000000
                    0800 0200 c0000264
                    0800 0100 c0000264
                    1400 0600 03000000 03000000 00000000 00000000
                    0500 0b00 70 000000
                    0b00 0300 657468303a3100 00
                    """);
        }

        @Test
        void scopeBroadcastAndFlagsArePassedOn() {
            AddressAttributes attributes = new AddressAttributes(
                    Optional.empty(), 253, Optional.of(IpAddress.parse("192.0.2.255")), false, true, false);

            assertOctets(
                    AddressCodec.install(
                            VirtualAddress.of("192.0.2.100/24", ETH0).with(attributes), 7, 3),
                    """
                    54000000 1400 0105 01000000 00000000
                    02 18 00 fd 07000000
                    0800 0200 c0000264
                    0800 0100 c0000264
                    1400 0600 00000000 03000000 00000000 00000000
                    0500 0b00 70 000000
                    0800 0400 c00002ff
                    0800 0800 00020000
                    """);
        }

        @Test
        void anIpv6HostIsNeverASourceAndSkipsDuplicateAddressDetection() {
            assertOctets(AddressCodec.install(VirtualAddress.of("2001:db8::100/128", ETH0), 7, 3), """
                    64000000 1400 0105 01000000 00000000
                    0a 80 00 00 07000000
                    1400 0200 20010db8000000000000000000000100
                    1400 0100 20010db8000000000000000000000100
                    1400 0600 00000000 03000000 00000000 00000000
                    0500 0b00 70 000000
                    0800 0800 02000000
                    """);
        }

        @Test
        void removalNamesAddressLengthAndInterface() {
            assertOctets(AddressCodec.remove(VirtualAddress.of("192.0.2.100/24", ETH0), 7), """
                    28000000 1500 0100 01000000 00000000
                    02 18 00 00 07000000
                    0800 0200 c0000264
                    0800 0100 c0000264
                    """);
        }
    }

    @Nested
    class AddressMessages {
        private static final String LEASED = """
                44000000 1400 0000 01000000 00000000
                02 18 80 00 07000000
                0800 0100 c00002ff
                0800 0200 c0000264
                0800 0800 80000000
                0900 0300 6574683000 000000
                0500 0b00 70 000000
                """;

        @Test
        void theLocalAddressAndTheMarkAreRead() {
            assertThat(AddressCodec.read(message(LEASED)))
                    .contains(new AddressReport(7, IpPrefix.parse("192.0.2.100/24"), 0x80, OptionalInt.of(0x70)));
        }

        @Test
        void aTentativeAddressIsNotUsableUnlessOptimistic() {
            assertThat(new AddressReport(7, IpPrefix.parse("fe80::1"), 0x40, OptionalInt.empty()).isUsable())
                    .isFalse();
            assertThat(new AddressReport(7, IpPrefix.parse("fe80::1"), 0x48, OptionalInt.empty()).isUsable())
                    .isFalse();
            assertThat(new AddressReport(7, IpPrefix.parse("fe80::1"), 0x44, OptionalInt.empty()).isUsable())
                    .isTrue();
            assertThat(new AddressReport(7, IpPrefix.parse("fe80::1"), 0x80, OptionalInt.empty()).isUsable())
                    .isTrue();
        }

        @Test
        void nonsenseIsNoAddress() {
            // A length of 33 bits, an address of five octets, a body that is cut off, another kind of message.
            assertThat(AddressCodec.read(message(LEASED.replace("02 18 80", "02 21 80"))))
                    .isEmpty();
            assertThat(AddressCodec.read(message(
                            "24000000 1400 0000 00000000 00000000 02 18 00 00 07000000 0900 0200 c000026401 000000")))
                    .isEmpty();
            assertThat(AddressCodec.read(message("14000000 1400 0000 00000000 00000000 02180000")))
                    .isEmpty();
            assertThat(AddressCodec.read(message(LEASED.replace("1400 0000", "1800 0000"))))
                    .isEmpty();
        }
    }

    @Nested
    class LinkMessages {
        private static final String UP = """
                58000000 1000 0000 01000000 00000000
                00 00 0100 07000000 43100100 00000000
                0900 0300 6574683000 000000
                0800 0400 dc050000
                0a00 0100 02000000000a 0000
                1800 1a80 1400 0a00 1000 0200 01000000 40000000 00000000
                """;

        @Test
        void anInterfaceIsReadWithItsForwarding() {
            assertThat(LinkCodec.read(message(UP)))
                    .contains(new NetworkInterface(
                            7, ETH0, 0x11043, 1500, Optional.of(MacAddress.parse("02:00:00:00:00:0a")), true));
        }

        @Test
        void upAndWithCarrierIsRunning() {
            assertThat(LinkCodec.read(message(UP)).orElseThrow().isRunning()).isTrue();
            assertThat(LinkCodec.read(message(UP.replace("43100100", "03100100")))
                            .orElseThrow()
                            .isRunning())
                    .isFalse();
            assertThat(LinkCodec.read(message(UP.replace("43100100", "42100100")))
                            .orElseThrow()
                            .isRunning())
                    .isFalse();
        }

        @Test
        void whatABridgeTellsOfItsPortsIsNotAboutTheLink() {
            assertThat(LinkCodec.read(message(UP.replace("00 00 0100", "07 00 0100"))))
                    .isEmpty();
        }

        @Test
        void aQuestionForOneInterfaceNamesIt() {
            assertOctets(LinkCodec.get(ETH0), """
                    34000000 1200 0100 01000000 00000000
                    00 00 0000 00000000 00000000 00000000
                    0800 1d00 08000000
                    0900 0300 6574683000 000000
                    """);
        }
    }
}
