package dev.holdfast.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.wire.Decoded.Accepted;
import dev.holdfast.core.wire.Decoded.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What must hold for any packet. Every case has a seed of its own, which is named when the case fails. */
class VrrpCodecPropertyTest {
    private static final int SEEDS = 2_000;

    /** An advert with the addresses it travels between, made from a seed. */
    private record Sample(Advertisement advert, IpAddress source, IpAddress destination, ChecksumForm form) {
        static Sample of(long seed) {
            Random random = new Random(seed);
            boolean ipv6 = random.nextInt(3) == 0;
            int version = ipv6 || random.nextBoolean() ? 3 : 2;
            int centis = version == 2 ? 100 * (1 + random.nextInt(255)) : 1 + random.nextInt(4095);
            ChecksumForm form = version == 2 || (!ipv6 && random.nextBoolean())
                    ? ChecksumForm.MESSAGE_ONLY
                    : ChecksumForm.PSEUDO_HEADER;
            Advertisement advert = new Advertisement(
                    version,
                    new Vrid(1 + random.nextInt(255)),
                    new Priority(random.nextInt(256)),
                    centis,
                    addresses(random, ipv6),
                    version == 2 ? authentication(random) : Authentication.NONE);
            IpAddress source = ipv6 ? linkLocal(random) : ipv4(random);
            return new Sample(advert, source, ipv6 ? Vectors.GROUP6 : Vectors.GROUP, form);
        }

        private static List<IpAddress> addresses(Random random, boolean ipv6) {
            int count = 1 + (random.nextInt(10) == 0 ? random.nextInt(255) : random.nextInt(4));
            List<IpAddress> addresses = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                addresses.add(ipv6 ? linkLocal(random) : ipv4(random));
            }
            return addresses;
        }

        private static Authentication authentication(Random random) {
            byte[] password = new byte[Authentication.LENGTH];
            random.nextBytes(password);
            return random.nextBoolean() ? Authentication.NONE : new Authentication(1, Octets.of(password));
        }

        private static IpAddress ipv4(Random random) {
            byte[] octets = new byte[4];
            random.nextBytes(octets);
            return IpAddress.of(octets);
        }

        private static IpAddress linkLocal(Random random) {
            byte[] octets = new byte[16];
            random.nextBytes(octets);
            octets[0] = (byte) 0xfe;
            octets[1] = (byte) 0x80;
            return IpAddress.of(octets);
        }

        Octets encoded() {
            return VrrpEncoder.encode(advert, source, destination, form);
        }

        Decoded decoded(Octets message) {
            return VrrpDecoder.decode(message, source, destination, 255, rules());
        }

        /** Accepts the one checksum that the sample carries. */
        private ReceiveRules rules() {
            return new ReceiveRules(advert.version(), advert.vrid(), 255, Optional.of(form));
        }
    }

    @Test
    void whatIsEncodedIsDecodedAgain() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Sample sample = Sample.of(seed);

            assertThat(sample.decoded(sample.encoded()))
                    .as("seed %d", seed)
                    .isEqualTo(new Accepted(sample.advert, sample.form));
        }
    }

    @Test
    @Tag("C-024+")
    void anyOctetsHaveAnAnswer() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] octets = new byte[random.nextInt(64)];
            random.nextBytes(octets);
            Octets message = Octets.of(octets);

            for (ReceiveRules rules : List.of(Vectors.V2, Vectors.V3)) {
                assertThat(VrrpDecoder.decode(message, Vectors.SOURCE, Vectors.GROUP, 255, rules))
                        .as("seed %d", seed)
                        .isNotNull();
                assertThat(VrrpDecoder.decode(message, Vectors.SOURCE6, Vectors.GROUP6, 255, rules))
                        .as("seed %d", seed)
                        .isNotNull();
                assertThat(VrrpDecoder.decode(message, Vectors.SOURCE6, Vectors.GROUP, 255, rules))
                        .as("seed %d", seed)
                        .isNotNull();
            }
        }
    }

    @Test
    @Tag("C-024+")
    void anySpoiledAdvertHasAnAnswerAndAnAcceptedOneCanBeSaid() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Sample sample = Sample.of(seed);
            Octets spoiled = spoil(sample, new Random(seed));

            Decoded decoded = sample.decoded(spoiled);

            // Whatever is accepted has legal values: it can be encoded, and means the same again.
            if (decoded instanceof Accepted accepted) {
                Octets again = VrrpEncoder.encode(
                        accepted.advertisement(), sample.source, sample.destination, accepted.checksum());
                assertThat(sample.decoded(again)).as("seed %d", seed).isEqualTo(decoded);
            }
        }
    }

    /** Cuts, lengthens or overwrites, and mostly makes the checksum right again to get past it. */
    private static Octets spoil(Sample sample, Random random) {
        Octets message = sample.encoded();
        for (int i = random.nextInt(4); i >= 0; i--) {
            message = switch (random.nextInt(3)) {
                case 0 -> message.slice(0, 8 + random.nextInt(message.length() - 7));
                case 1 -> Octets.hex(message + "00".repeat(random.nextInt(9)));
                default -> Packets.with(message, random.nextInt(8), random.nextInt(256));
            };
        }
        return random.nextInt(4) == 0
                ? message
                : Packets.sealed(message, sample.form == ChecksumForm.PSEUDO_HEADER, sample.source, sample.destination);
    }

    @Test
    @Tag("C-027+")
    void anySingleFlippedBitIsRefused() {
        for (long seed = 0; seed < 200; seed++) {
            Sample sample = Sample.of(seed);
            Octets message = sample.encoded();

            // Of long lists the beginning is enough: the rest is more of the same.
            for (int bit = 0; bit < 8 * Math.min(message.length(), 48); bit++) {
                assertThat(sample.decoded(Packets.flipped(message, bit)))
                        .as("seed %d, bit %d", seed, bit)
                        .isInstanceOf(Rejected.class);
            }
        }
    }

    @Test
    @Tag("C-027-")
    void exchangedWordsPassTheChecksumAndReadAsAnotherAdvert() {
        // A one's complement sum does not see order: the addresses .100 and .101 changed places.
        Octets exchanged = Octets.hex("3133ff020019a757c0000265c0000264");

        assertThat(Vectors.decode(exchanged, Vectors.V3))
                .isEqualTo(new Accepted(Vectors.v3(255, 25, "192.0.2.101", "192.0.2.100"), ChecksumForm.PSEUDO_HEADER));
    }

    @Test
    @Tag("C-016-")
    void aPacketForSomebodyElseIsRefusedWhenThePseudoHeaderIsPinned() {
        ReceiveRules rules = Vectors.pinned(ChecksumForm.PSEUDO_HEADER);

        assertThat(VrrpDecoder.decode(Vectors.P6, Vectors.SOURCE, IpAddress.parse("224.0.0.19"), 255, rules))
                .isInstanceOf(Rejected.class);
        assertThat(VrrpDecoder.decode(Vectors.P6, IpAddress.parse("192.0.2.250"), Vectors.GROUP, 255, rules))
                .isInstanceOf(Rejected.class);
    }
}
