package dev.holdfast.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NeighbourAdvertisementTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");

    @Nested
    class Writes {
        @Test
        @Tag("C-081+")
        @Tag("C-098+")
        void vectorA3OfARouter() {
            assertThat(NeighbourAdvertisement.frame(Vectors.VIP6, Vectors.SOURCE6, MAC, true))
                    .isEqualTo(Vectors.A3);
        }

        @Test
        @Tag("C-081+")
        void vectorA4OfAHost() {
            assertThat(NeighbourAdvertisement.frame(Vectors.VIP6, Vectors.SOURCE6, MAC, false))
                    .isEqualTo(Vectors.A4);
        }

        @Test
        @Tag("C-081-")
        void neverTheSolicitedFlag() {
            int flagsAt = 14 + 40 + 4;

            assertThat(NeighbourAdvertisement.frame(Vectors.VIP6, Vectors.SOURCE6, MAC, true)
                            .u8(flagsAt))
                    .isEqualTo(0xa0);
            assertThat(NeighbourAdvertisement.frame(Vectors.VIP6, Vectors.SOURCE6, MAC, false)
                            .u8(flagsAt))
                    .isEqualTo(0x20);
        }

        @Test
        @Tag("C-081-")
        void nothingForIpv4() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NeighbourAdvertisement.frame(Vectors.VIP, Vectors.SOURCE6, MAC, true));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NeighbourAdvertisement.frame(Vectors.VIP6, Vectors.SOURCE, MAC, true));
        }
    }

    @Nested
    class Believes {
        @Test
        @Tag("C-097-")
        void vectorsA3AndA4() {
            assertThat(NeighbourAdvertisement.parse(Vectors.A3))
                    .contains(new NeighbourAdvertisement(
                            Vectors.SOURCE6, Vectors.VIP6, true, false, true, Optional.of(MAC)));
            assertThat(NeighbourAdvertisement.parse(Vectors.A4))
                    .contains(new NeighbourAdvertisement(
                            Vectors.SOURCE6, Vectors.VIP6, false, false, true, Optional.of(MAC)));
        }

        @Test
        @Tag("C-097-")
        @Tag("C-098-")
        void theShortestMessageWithoutOptions() {
            Octets frame = frame("88000000 00000000" + hex(Vectors.VIP6), Vectors.GROUP6);

            assertThat(NeighbourAdvertisement.parse(frame))
                    .contains(new NeighbourAdvertisement(
                            Vectors.SOURCE6, Vectors.VIP6, false, false, false, Optional.empty()));
        }

        @Test
        void anAnswerToOneAsker() {
            Octets frame = frame("88000000 60000000" + hex(Vectors.VIP6) + "0201020000000001", Vectors.LINK_LOCAL_VIP6);

            assertThat(NeighbourAdvertisement.parse(frame))
                    .contains(new NeighbourAdvertisement(
                            Vectors.SOURCE6, Vectors.VIP6, false, true, true, Optional.of(MAC)));
        }

        @Test
        void theLinkLayerOptionBehindAnotherOne() {
            String nonce = "0e01 010203040506";
            Octets frame = frame("88000000 20000000" + hex(Vectors.VIP6) + nonce + "0201020000000001", Vectors.GROUP6);

            assertThat(NeighbourAdvertisement.parse(frame).flatMap(NeighbourAdvertisement::linkLayer))
                    .contains(MAC);
        }

        @Test
        void aFrameWithPadding() {
            assertThat(NeighbourAdvertisement.parse(Octets.hex(Vectors.A4 + "000000")))
                    .isEqualTo(NeighbourAdvertisement.parse(Vectors.A4));
        }
    }

    @Nested
    class DoesNotBelieve {
        @Test
        @Tag("C-097+")
        void aPacketThatCrossedARouter() {
            assertThat(NeighbourAdvertisement.parse(Packets.with(Vectors.A3, 14 + 7, 254)))
                    .isEmpty();
        }

        @Test
        @Tag("C-097+")
        void aBadChecksum() {
            assertThat(NeighbourAdvertisement.parse(Packets.flipped(Vectors.A3, 8 * (14 + 40 + 2))))
                    .isEmpty();
        }

        @Test
        @Tag("C-097+")
        void aCodeOtherThanZero() {
            Octets frame = frame("88010000 20000000" + hex(Vectors.VIP6), Vectors.GROUP6);

            assertThat(NeighbourAdvertisement.parse(frame)).isEmpty();
        }

        @Test
        @Tag("C-097+")
        void aMessageShorterThan24Octets() {
            Octets frame = frame("88000000 20000000" + hex(Vectors.VIP6).substring(2), Vectors.GROUP6);

            assertThat(NeighbourAdvertisement.parse(frame)).isEmpty();
            // The frame is long enough, the length field is not.
            assertThat(NeighbourAdvertisement.parse(Octets.hex(frame + "00"))).isEmpty();
        }

        @Test
        @Tag("C-097+")
        void aMulticastTarget() {
            Octets frame = frame("88000000 20000000" + hex(Vectors.GROUP6), Vectors.GROUP6);

            assertThat(NeighbourAdvertisement.parse(frame)).isEmpty();
        }

        @Test
        void anAnswerThatNobodyAskedFor() {
            Octets frame = frame("88000000 60000000" + hex(Vectors.VIP6), Vectors.GROUP6);

            assertThat(NeighbourAdvertisement.parse(frame)).isEmpty();
        }

        @Test
        void optionsThatDoNotHoldTogether() {
            String fixed = "88000000 20000000" + hex(Vectors.VIP6);

            assertThat(NeighbourAdvertisement.parse(frame(fixed + "0200020000000001", Vectors.GROUP6)))
                    .as("length zero")
                    .isEmpty();
            assertThat(NeighbourAdvertisement.parse(frame(fixed + "0202020000000001", Vectors.GROUP6)))
                    .as("beyond the message")
                    .isEmpty();
            assertThat(NeighbourAdvertisement.parse(frame(fixed + "02", Vectors.GROUP6)))
                    .as("half an option")
                    .isEmpty();
        }

        @Test
        void anotherKindOfMessage() {
            Octets solicitation = frame("87000000 00000000" + hex(Vectors.VIP6), Vectors.GROUP6);

            assertThat(NeighbourAdvertisement.parse(solicitation)).isEmpty();
            assertThat(NeighbourAdvertisement.parse(Packets.with(Vectors.A3, 13, 0x00)))
                    .as("ethertype")
                    .isEmpty();
            assertThat(NeighbourAdvertisement.parse(Packets.with(Vectors.A3, 14, 0x4c)))
                    .as("IP version")
                    .isEmpty();
            assertThat(NeighbourAdvertisement.parse(Packets.with(Vectors.A3, 14 + 6, 112)))
                    .as("next header")
                    .isEmpty();
            assertThat(NeighbourAdvertisement.parse(Octets.EMPTY)).as("nothing").isEmpty();
        }

        @Test
        void aLengthBeyondTheFrame() {
            assertThat(NeighbourAdvertisement.parse(Vectors.A3.slice(0, 85))).isEmpty();
        }
    }

    @Test
    @Tag("C-097+")
    void anyFlippedBitOfTheMessageIsNoticed() {
        for (int bit = 8 * (14 + 40); bit < 8 * Vectors.A3.length(); bit++) {
            assertThat(NeighbourAdvertisement.parse(Packets.flipped(Vectors.A3, bit)))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    void anyOctetsHaveAnAnswer() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] message = new byte[24 + random.nextInt(40)];
            random.nextBytes(message);
            message[0] = (byte) 136;
            message[1] = 0;
            Octets frame = frame(Octets.of(message).toString(), Vectors.GROUP6);

            assertThat(NeighbourAdvertisement.parse(frame.slice(0, random.nextInt(frame.length() + 1))))
                    .as("seed %d", seed)
                    .isNotNull();
            assertThat(NeighbourAdvertisement.parse(frame)).as("seed %d", seed).isNotNull();
        }
    }

    private static String hex(IpAddress address) {
        return Octets.of(address.toByteArray()).toString();
    }

    /** A frame from {@link Vectors#SOURCE6} around an ICMPv6 message whose checksum is filled in. */
    private static Octets frame(String messageDigits, IpAddress destination) {
        byte[] message = Octets.hex(messageDigits).toByteArray();
        message[2] = 0;
        message[3] = 0;
        Octets pseudoHeader = PseudoHeader.of(Vectors.SOURCE6, destination, 58, message.length);
        ByteBuffer.wrap(message).putShort(2, (short) InternetChecksum.of(pseudoHeader, Octets.of(message)));
        String length = String.format("%04x", message.length);
        return Octets.hex("333300000001 020000000001 86dd 60000000" + length + "3aff" + hex(Vectors.SOURCE6)
                + hex(destination) + Octets.of(message));
    }
}
