package dev.holdfast.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.net.Octets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Ipv4DatagramTest {
    private static final Ipv4Datagram CARRIES_P1 =
            new Ipv4Datagram(Vectors.SOURCE, Vectors.GROUP, 255, 112, Vectors.P1);

    @Nested
    class Encodes {
        @Test
        @Tag("C-001+")
        @Tag("C-002+")
        @Tag("C-018+")
        void vectorI1() {
            assertThat(Ipv4Datagram.encode(Vectors.SOURCE, Vectors.GROUP, 255, 0, Vectors.P1))
                    .isEqualTo(Vectors.I1);
        }

        @Test
        void theIdentification() {
            Octets packet = Ipv4Datagram.encode(Vectors.SOURCE, Vectors.GROUP, 255, 0xabcd, Vectors.P1);

            assertThat(packet.u16(4)).isEqualTo(0xabcd);
            assertThat(InternetChecksum.isValid(packet.slice(0, 20))).isTrue();
        }

        @Test
        @Tag("C-018-")
        void noDontFragmentAndNoOtherFlag() {
            Octets packet = Ipv4Datagram.encode(Vectors.SOURCE, Vectors.GROUP, 255, 0, Vectors.P1);

            assertThat(packet.u16(6)).isZero();
        }

        @Test
        void nothingThatDoesNotFit() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Ipv4Datagram.encode(Vectors.SOURCE, Vectors.GROUP, 255, 0x1_0000, Vectors.P1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Ipv4Datagram.encode(Vectors.SOURCE, Vectors.GROUP, 255, -1, Vectors.P1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Ipv4Datagram.encode(Vectors.SOURCE, Vectors.GROUP, 255, 0, Octets.of(new byte[65_516])));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Ipv4Datagram.encode(Vectors.SOURCE6, Vectors.GROUP, 255, 0, Vectors.P1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Ipv4Datagram.encode(Vectors.SOURCE, Vectors.GROUP6, 255, 0, Vectors.P1));
        }
    }

    @Nested
    class Parses {
        @Test
        void vectorI1() {
            assertThat(Ipv4Datagram.parse(Vectors.I1)).contains(CARRIES_P1);
        }

        @Test
        @Tag("C-026+")
        void vectorI2WithOptions() {
            assertThat(Ipv4Datagram.parse(Vectors.I2)).contains(CARRIES_P1);
        }

        @Test
        @Tag("C-026+")
        void theLongestHeader() {
            Octets packet = Octets.hex("4fc0005000000000ff70f95bc00002fbe0000012" + "01".repeat(40) + Vectors.P1);

            assertThat(Ipv4Datagram.parse(packet)).contains(CARRIES_P1);
        }

        @Test
        @Tag("C-025+")
        void vectorI3WithoutItsPadding() {
            assertThat(Ipv4Datagram.parse(Vectors.I3))
                    .contains(new Ipv4Datagram(Vectors.SOURCE, Vectors.GROUP, 255, 112, Vectors.P6));
        }

        @Test
        @Tag("C-001-")
        @Tag("C-021+")
        void theHopLimitOfAPacketThatCrossedARouter() {
            Octets packet = Octets.hex("45c0002800000000fe701898c00002fbe0000012" + Vectors.P1);

            assertThat(Ipv4Datagram.parse(packet).map(Ipv4Datagram::ttl)).contains(254);
        }

        @Test
        @Tag("C-002-")
        void anotherProtocolAsWhatItIs() {
            Octets udp = Packets.with(Vectors.I1, 9, 17);

            assertThat(Ipv4Datagram.parse(udp).map(Ipv4Datagram::protocol)).contains(17);
        }

        @Test
        void anEmptyPayload() {
            Octets packet = Octets.hex("45c0001400000000ff7017acc00002fbe0000012");

            assertThat(Ipv4Datagram.parse(packet).map(Ipv4Datagram::payload)).contains(Octets.EMPTY);
        }
    }

    @Nested
    class Refuses {
        @Test
        @Tag("C-026-")
        void aHeaderShorterThanTwentyOctets() {
            assertThat(Ipv4Datagram.parse(Packets.with(Vectors.I1, 0, 0x44))).isEmpty();
            assertThat(Ipv4Datagram.parse(Packets.with(Vectors.I1, 0, 0x40))).isEmpty();
            assertThat(Ipv4Datagram.parse(Vectors.I1.slice(0, 19))).isEmpty();
            assertThat(Ipv4Datagram.parse(Octets.EMPTY)).isEmpty();
        }

        @Test
        @Tag("C-026-")
        void aHeaderThatReachesBeyondTheTotalLength() {
            assertThat(Ipv4Datagram.parse(Packets.with(Vectors.I1, 0, 0x4f))).isEmpty();
        }

        @Test
        @Tag("C-025-")
        void aTotalLengthBeyondThePacket() {
            assertThat(Ipv4Datagram.parse(Packets.with(Vectors.I1, 3, 0x29))).isEmpty();
        }

        @Test
        void aTotalLengthShorterThanTheHeader() {
            assertThat(Ipv4Datagram.parse(Packets.with(Vectors.I1, 3, 0x13))).isEmpty();
        }

        @Test
        void anotherIpVersion() {
            assertThat(Ipv4Datagram.parse(Packets.with(Vectors.I1, 0, 0x65))).isEmpty();
        }

        @Test
        void fragments() {
            assertThat(Ipv4Datagram.parse(Packets.with(Vectors.I1, 6, 0x20))).isEmpty();
            assertThat(Ipv4Datagram.parse(Packets.with(Vectors.I1, 7, 0x01))).isEmpty();
            // The bit that forbids fragmentation says nothing of the kind.
            assertThat(Ipv4Datagram.parse(Packets.with(Vectors.I1, 6, 0x40))).isPresent();
        }
    }

    @Test
    void anyOctetsHaveAnAnswer() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] octets = new byte[random.nextInt(80)];
            random.nextBytes(octets);
            if (octets.length > 3) {
                octets[0] = (byte) (0x40 | random.nextInt(16));
                octets[2] = 0;
            }

            Optional<Ipv4Datagram> parsed = Ipv4Datagram.parse(Octets.of(octets));

            assertThat(parsed.map(datagram -> datagram.payload().length()).orElse(0))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(octets.length);
        }
    }
}
