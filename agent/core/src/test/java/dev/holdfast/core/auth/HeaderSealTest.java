package dev.holdfast.core.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.wire.AuthenticationHeader;
import dev.holdfast.core.wire.Decoded;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The packet to the group is keepalived 2.2.7's, captured with the password s3cr3t. That to a peer is the same with another
 * destination; its digest was made with Python's hmac over the octets that RFC 2402 names.
 */
class HeaderSealTest {
    private static final IpAddress SENDER = IpAddress.parse("192.0.2.11");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final IpAddress PEER = IpAddress.parse("192.0.2.12");

    /** Version 2, VRID 51, priority 200, authentication type 2, 1 s, 192.0.2.100. */
    private static final Octets MESSAGE = Octets.hex("2133c801 02015265 c0000264 00000000 00000000");

    /** Identification 1, sequence 1. */
    private static final Octets TO_GROUP = Octets.hex("45c00040 00010000 ff3318ac c000020b e0000012"
            + "70040000 c000020b 00000001 80e82260 9e8ec1a2 f15cbe02 2133c801 02015265 c0000264 00000000 00000000");

    /** Identification 9, sequence 7. */
    private static final Octets TO_PEER = Octets.hex("45c00040 00090000 ff3336aa c000020b c000020c"
            + "70040000 c000020b 00000007 09df74eb 48ecd744 5b627bb8 2133c801 02015265 c0000264 00000000 00000000");

    private static final int TOS = 1;
    private static final int IDENTIFICATION = 5;
    private static final int TTL = 8;
    private static final int HEADER_CHECKSUM = 11;
    private static final int SEQUENCE = 31;
    private static final int DIGEST = 32;
    private static final int PRIORITY = 46;

    private final HeaderSeal seal = seal("s3cr3t");

    private static HeaderSeal seal(String password) {
        HeaderSeal seal = new HeaderSeal();
        seal.configure(Optional.of(HeaderKey.of(password)));
        return seal;
    }

    private static void count(HeaderSeal seal, int adverts) {
        for (int i = 0; i < adverts; i++) {
            seal.count();
        }
    }

    private Optional<DiscardReason> refusal(Octets packet) {
        return refusal(packet, GROUP);
    }

    private Optional<DiscardReason> refusal(Octets packet, IpAddress destination) {
        return seal.refuse(packet, destination).map(Decoded.Rejected::reason);
    }

    private static Octets with(Octets packet, int at, int value) {
        byte[] octets = packet.toByteArray();
        octets[at] = (byte) value;
        return Octets.of(octets);
    }

    @Nested
    class Sending {
        @Test
        void writesKeepalivedsPacketToTheGroup() {
            count(seal, 1);

            assertThat(seal.seal(SENDER, GROUP, 255, 1, MESSAGE)).isEqualTo(TO_GROUP);
        }

        @Test
        void writesKeepalivedsPacketToAPeer() {
            count(seal, 7);

            assertThat(seal.seal(SENDER, PEER, 255, 9, MESSAGE)).isEqualTo(TO_PEER);
        }

        @Test
        void goesOnWhereTheLastMasterEnded() {
            assertThat(refusal(TO_PEER, PEER)).isEmpty();

            count(seal, 1);

            assertThat(seal.seal(PEER, GROUP, 255, 1, MESSAGE).slice(28, 32)).isEqualTo(Octets.hex("00000008"));
        }

        @Test
        void anotherPasswordDoesNotBeginAnew() {
            count(seal, 7);

            seal.configure(Optional.of(HeaderKey.of("another")));
            count(seal, 1);

            assertThat(seal.seal(SENDER, GROUP, 255, 1, MESSAGE).slice(28, 32)).isEqualTo(Octets.hex("00000008"));
        }
    }

    @Nested
    class Hearing {
        @Test
        @Tag("C-042-")
        void keepalivedsPackets() {
            assertThat(refusal(TO_GROUP)).isEmpty();
            assertThat(refusal(TO_PEER, PEER)).isEmpty();
        }

        @Test
        void octetsOfAPasswordBeyondTheEighthDoNotCount() {
            HeaderSeal longer = seal("12345678more");
            longer.count();
            HeaderSeal shorter = seal("12345678");

            assertThat(shorter.refuse(longer.seal(SENDER, GROUP, 255, 1, MESSAGE), GROUP))
                    .isEmpty();
        }

        @Test
        @Tag("C-042+")
        void anotherPasswordIsRefusedAndDoesNotMoveTheSequence() {
            HeaderSeal stranger = seal("s3cr3T");
            count(stranger, 99);

            assertThat(refusal(stranger.seal(SENDER, GROUP, 255, 1, MESSAGE))).contains(DiscardReason.AUTH_FAILURE);
            assertThat(refusal(TO_GROUP)).isEmpty();
        }

        @Test
        @Tag("C-042+")
        void theSamePacketAgainIsAReplay() {
            assertThat(refusal(TO_GROUP)).isEmpty();

            assertThat(refusal(TO_GROUP)).contains(DiscardReason.AUTH_REPLAY);
        }

        @Test
        void ourOwnAdvertsCountAsWell() {
            count(seal, 1);

            assertThat(refusal(TO_GROUP)).contains(DiscardReason.AUTH_REPLAY);
            assertThat(refusal(TO_PEER, PEER)).isEmpty();
        }

        /** The highest number is no negative one. */
        @Test
        void theSequenceHas32Bits() {
            HeaderSeal aged = seal("s3cr3t");
            Octets last = Octets.hex("45c00040 00010000 ff3318ac c000020b e0000012"
                    + "70040000 c000020b ffffffff 00000000 00000000 00000000 2133c801 02015265 c0000264 00000000"
                    + "00000000");
            byte[] digest =
                    KeyedDigest.md5(Octets.hex("7333637233740000")).of(AuthenticationHeader.covered(last, true));

            assertThat(aged.refuse(AuthenticationHeader.signed(last, digest), GROUP))
                    .isEmpty();
            assertThat(aged.refuse(TO_GROUP, GROUP).map(Decoded.Rejected::reason))
                    .contains(DiscardReason.AUTH_REPLAY);
        }

        @Test
        void whatIsChangedIsRefused() {
            for (int at : new int[] {IDENTIFICATION, TTL, SEQUENCE, DIGEST, PRIORITY}) {
                assertThat(refusal(with(TO_GROUP, at, 0x77))).as("octet " + at).contains(DiscardReason.AUTH_FAILURE);
            }
        }

        @Test
        void whatRoutersMayChangeIsNotCovered() {
            assertThat(refusal(with(with(TO_GROUP, TOS, 0), HEADER_CHECKSUM, 0)))
                    .isEmpty();
            assertThat(refusal(with(TO_PEER, TTL, 64), PEER)).isEmpty();
        }

        @Test
        @Tag("C-042+")
        void whatIsCutShortOrBareIsRefused() {
            assertThat(refusal(Octets.EMPTY)).contains(DiscardReason.AUTH_TYPE);
            // 43 octets, and a total length that says so: the digest lacks one.
            assertThat(refusal(with(TO_GROUP, 3, 43).slice(0, 43))).contains(DiscardReason.AUTH_TYPE);
            // A header with a digest of another length.
            assertThat(refusal(with(TO_GROUP, 21, 5))).contains(DiscardReason.AUTH_TYPE);
            // Around UDP.
            assertThat(refusal(with(TO_GROUP, 20, 17))).contains(DiscardReason.AUTH_TYPE);
        }
    }

    @Test
    void withoutAKeyEverythingPasses() {
        seal.configure(Optional.empty());

        assertThat(seal.seals()).isFalse();
        assertThat(refusal(Octets.EMPTY)).isEmpty();
    }
}
