package dev.holdfast.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.linux.libc.BpfProgram;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VrrpFilterTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final int FROM_LINK = 0;
    private static final int LOOPED_BACK = 5;

    private static TransportSpec multicast4(int version, int vrid) {
        return new TransportSpec(
                new RouterKey(ETH0, IpFamily.IPV4, new Vrid(vrid)),
                version,
                Optional.of(IpAddress.parse("224.0.0.18")),
                List.of(),
                255,
                Optional.empty());
    }

    private static TransportSpec unicast4(int version, int vrid) {
        return new TransportSpec(
                new RouterKey(ETH0, IpFamily.IPV4, new Vrid(vrid)),
                version,
                Optional.empty(),
                List.of(IpAddress.parse("192.0.2.11")),
                255,
                Optional.empty());
    }

    private static TransportSpec multicast6(int vrid) {
        return new TransportSpec(
                new RouterKey(ETH0, IpFamily.IPV6, new Vrid(vrid)),
                3,
                Optional.of(IpAddress.parse("ff02::12")),
                List.of(),
                255,
                Optional.empty());
    }

    @Nested
    class OnIpv4 {
        /** Captured from keepalived 2.2.7: version 2, VRID 51, priority 150. */
        private static final String ADVERT =
                "45c00028 00010000 ff701887 c000020b e0000012 21339601 00018665 c0000264 00000000 00000000";

        private final BpfProgram genuine = VrrpFilter.genuine(multicast4(2, 51));
        private final BpfProgram remainder = VrrpFilter.remainder(IpFamily.IPV4, List.of(multicast4(2, 51)));

        private static boolean accepts(BpfProgram program, String packet, int packetType) {
            byte[] octets = Octets.hex(packet).toByteArray();
            return new BpfMachine(octets, octets, packetType).accepts(program);
        }

        private void assertGenuine(String packet) {
            assertThat(accepts(genuine, packet, FROM_LINK)).as("main").isTrue();
            assertThat(accepts(remainder, packet, FROM_LINK)).as("diagnostic").isFalse();
        }

        private void assertForDiagnosis(String packet) {
            assertThat(accepts(genuine, packet, FROM_LINK)).as("main").isFalse();
            assertThat(accepts(remainder, packet, FROM_LINK)).as("diagnostic").isTrue();
        }

        @Test
        void anAdvertOfOurRouterIsGenuine() {
            assertGenuine(ADVERT);
        }

        @Test
        void ipOptionsAreSteppedOver() {
            assertGenuine(
                    "46c0002c 00010000 ff701887 c000020b e0000012 00000000 21339601 00018665 c0000264 00000000 00000000");
        }

        @Test
        void aTtlOf254IsForDiagnosis() {
            assertForDiagnosis(ADVERT.replace("ff701887", "fe701987"));
        }

        @Test
        void anotherVersionIsForDiagnosis() {
            assertForDiagnosis(ADVERT.replace("21339601", "31339601"));
        }

        @Test
        void anotherTypeIsForDiagnosis() {
            assertForDiagnosis(ADVERT.replace("21339601", "22339601"));
        }

        @Test
        void aStrangersVridIsForDiagnosis() {
            assertForDiagnosis(ADVERT.replace("21339601", "21349601"));
        }

        @Test
        void aUnicastDestinationIsForDiagnosis() {
            assertForDiagnosis(ADVERT.replace("e0000012", "c000020c"));
        }

        @Test
        void aPacketWithoutAVridIsForDiagnosis() {
            assertForDiagnosis("45c00015 00010000 ff701887 c000020b e0000012 21");
        }

        @Test
        void aPacketThatEndsInItsOptionsIsForNobody() {
            assertThat(accepts(genuine, "4fc00018 00010000 ff701887 c000020b e0000012 21339601", FROM_LINK))
                    .isFalse();
        }

        @Test
        void whatThisHostSentItselfIsForNobody() {
            assertThat(accepts(genuine, ADVERT, LOOPED_BACK)).isFalse();
            assertThat(accepts(remainder, ADVERT.replace("21339601", "21349601"), LOOPED_BACK))
                    .isFalse();
        }

        @Test
        void aUnicastRouterHearsAnyTtlAndNoGroup() {
            BpfProgram unicast = VrrpFilter.genuine(unicast4(2, 51));
            BpfProgram rest = VrrpFilter.remainder(IpFamily.IPV4, List.of(unicast4(2, 51)));
            String fromAfar = ADVERT.replace("ff701887", "40701887").replace("e0000012", "c000020c");

            assertThat(accepts(unicast, fromAfar, FROM_LINK)).isTrue();
            assertThat(accepts(rest, fromAfar, FROM_LINK)).isFalse();
            assertThat(accepts(unicast, ADVERT, FROM_LINK)).isFalse();
            assertThat(accepts(rest, ADVERT, FROM_LINK)).isTrue();
        }

        @Test
        void aRouterInHeadersHearsWhatIsSaidToBeVrrpOfItsVrid() {
            TransportSpec spec = new TransportSpec(
                    new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51)),
                    2,
                    Optional.of(IpAddress.parse("224.0.0.18")),
                    List.of(),
                    255,
                    Optional.empty(),
                    true);
            BpfProgram inHeader = VrrpFilter.genuine(spec);
            String packet = "45c00040 00010000 ff3318ac c000020b e0000012 70040000 c000020b 00000001 80e82260 9e8ec1a2"
                    + "f15cbe02 2133c801 02015265 c0000264 00000000 00000000";

            assertThat(accepts(inHeader, packet, FROM_LINK)).isTrue();
            assertThat(accepts(inHeader, packet.replace("ff3318ac", "fe3319ac"), FROM_LINK))
                    .as("mistakes are judged, not lost")
                    .isTrue();
            assertThat(accepts(inHeader, packet.replace("2133c801", "2134c801"), FROM_LINK))
                    .as("another VRID")
                    .isFalse();
            assertThat(accepts(inHeader, packet.replace("70040000", "11040000"), FROM_LINK))
                    .as("a header around UDP")
                    .isFalse();
            assertThat(accepts(inHeader, packet.substring(0, packet.indexOf("c801")), FROM_LINK))
                    .as("all there is to look at")
                    .isTrue();
            assertThat(accepts(inHeader, packet.substring(0, packet.indexOf("33c801")), FROM_LINK))
                    .as("cut before the VRID")
                    .isFalse();
            assertThat(accepts(inHeader, packet, LOOPED_BACK)).isFalse();
            // Its own advert without a header is a mistake.
            assertThat(accepts(VrrpFilter.remainder(IpFamily.IPV4, List.of(spec)), ADVERT, FROM_LINK))
                    .isTrue();
        }

        @Test
        void routersOfDifferentKindsShareTheDiagnosis() {
            BpfProgram rest =
                    VrrpFilter.remainder(IpFamily.IPV4, List.of(multicast4(2, 51), unicast4(2, 52), multicast4(3, 53)));

            assertThat(accepts(rest, ADVERT, FROM_LINK)).isFalse();
            // VRID 52 is unicast, so a multicast advert for it is a mistake; 53 speaks version 3.
            assertThat(accepts(rest, ADVERT.replace("2133", "2134"), FROM_LINK)).isTrue();
            assertThat(accepts(rest, ADVERT.replace("2133", "2135"), FROM_LINK)).isTrue();
            assertThat(accepts(rest, ADVERT.replace("2133", "3135"), FROM_LINK)).isFalse();
        }

        @Test
        void everyVridAtOnceFitsIntoTheKernelsLimit() {
            List<TransportSpec> all = IntStream.rangeClosed(1, 255)
                    .mapToObj(vrid -> vrid % 2 == 0 ? unicast4(3, vrid) : multicast4(2, vrid))
                    .toList();

            BpfProgram rest = VrrpFilter.remainder(IpFamily.IPV4, all);

            assertThat(rest.length()).isLessThan(BpfProgram.MAX_LENGTH);
            assertThat(accepts(rest, ADVERT, FROM_LINK)).isFalse();
            assertThat(accepts(rest, ADVERT.replace("2133", "21ff"), FROM_LINK)).isFalse();
            assertThat(accepts(rest, ADVERT.replace("2133", "21fe"), FROM_LINK)).isTrue();
        }
    }

    @Nested
    class OnIpv6 {
        private static final String HEADER =
                "6c000000 001870ff fe80000000000000000000000000000a ff020000000000000000000000000012";
        private static final String ADVERT = "31379601 00640bf0 fe800000000000000000000000000100";

        private final BpfProgram genuine = VrrpFilter.genuine(multicast6(55));
        private final BpfProgram remainder = VrrpFilter.remainder(IpFamily.IPV6, List.of(multicast6(55)));

        private static boolean accepts(BpfProgram program, String header, String message) {
            return new BpfMachine(
                            Octets.hex(message).toByteArray(),
                            Octets.hex(header).toByteArray(),
                            FROM_LINK)
                    .accepts(program);
        }

        private void assertForDiagnosis(String header, String message) {
            assertThat(accepts(genuine, header, message)).as("main").isFalse();
            assertThat(accepts(remainder, header, message)).as("diagnostic").isTrue();
        }

        @Test
        void anAdvertOfOurRouterIsGenuine() {
            assertThat(accepts(genuine, HEADER, ADVERT)).isTrue();
            assertThat(accepts(remainder, HEADER, ADVERT)).isFalse();
        }

        @Test
        void theRestIsForDiagnosis() {
            assertForDiagnosis(HEADER.replace("70ff", "70fe"), ADVERT);
            assertForDiagnosis(HEADER.replace("0012", "0013"), ADVERT);
            assertForDiagnosis(HEADER, ADVERT.replace("3137", "2137"));
            assertForDiagnosis(HEADER, ADVERT.replace("3137", "3138"));
            assertForDiagnosis(HEADER, "31");
        }
    }
}
