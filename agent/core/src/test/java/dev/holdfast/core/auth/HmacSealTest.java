package dev.holdfast.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.auth.HmacPolicy.Mode;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.wire.Decoded;
import dev.holdfast.core.wire.HmacTrailer;
import dev.holdfast.core.wire.ReceiveRules;
import dev.holdfast.core.wire.VrrpDecoder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sender and a receiver with clocks of their own. The window is 5 s unless a test says otherwise. */
class HmacSealTest {
    private static final long NOON = 1_790_000_000_000L;
    private static final Octets MESSAGE = Octets.hex("3133960100647602c0000264");
    private static final IpAddress SENDER = IpAddress.parse("192.0.2.11");
    private static final IpAddress OTHER = IpAddress.parse("192.0.2.13");
    private static final HmacKey ONE = new HmacKey(1, Octets.hex("a1".repeat(32)));
    private static final HmacKey TWO = new HmacKey(2, Octets.hex("b2".repeat(32)));
    private static final HmacKey FALSE_ONE = new HmacKey(1, TWO.secret());

    private final HmacSeal sender = seal(timed(Mode.ENFORCE, 1, ONE));
    private final HmacSeal receiver = seal(timed(Mode.ENFORCE, 1, ONE));

    private static HmacPolicy timed(Mode mode, int active, HmacKey... keys) {
        return new HmacPolicy(List.of(keys), active, true, 5, mode);
    }

    private static HmacPolicy monotonic() {
        return new HmacPolicy(List.of(ONE), 1, false, 5, Mode.ENFORCE);
    }

    private static HmacSeal seal(HmacPolicy policy) {
        HmacSeal seal = new HmacSeal();
        seal.configure(Optional.of(policy));
        return seal;
    }

    private Octets signedAt(long epochMillis) {
        return signed(sender, SENDER, epochMillis);
    }

    private static Octets signed(HmacSeal by, IpAddress source, long epochMillis) {
        return Octets.hex(MESSAGE.toString() + by.sign(MESSAGE, source, epochMillis));
    }

    private Optional<DiscardReason> refusal(Octets advert, long epochMillis) {
        return refusal(receiver, advert, SENDER, epochMillis);
    }

    private static Optional<DiscardReason> refusal(HmacSeal by, Octets advert, IpAddress source, long epochMillis) {
        return by.refuse(advert, source, trailer(advert, source), epochMillis).map(Decoded.Rejected::reason);
    }

    private static Optional<HmacTrailer> trailer(Octets advert, IpAddress source) {
        ReceiveRules rules = new ReceiveRules(3, new dev.holdfast.core.net.Vrid(51), 255, Optional.empty(), true);
        IpAddress group = IpAddress.parse("224.0.0.18");
        return ((Decoded.Accepted) VrrpDecoder.decode(advert, source, group, 255, rules)).trailer();
    }

    private static Octets with(Octets advert, int at, int value) {
        byte[] octets = advert.toByteArray();
        octets[at] = (byte) value;
        return Octets.of(octets);
    }

    @Test
    void whatOneSignsTheOtherHears() {
        assertThat(refusal(signedAt(NOON), NOON)).isEmpty();
        assertThat(refusal(signedAt(NOON + 1000), NOON + 1000)).isEmpty();
    }

    @Test
    void whatIsHeardAgainIsAReplay() {
        Octets first = signedAt(NOON);
        Octets second = signedAt(NOON + 1000);

        assertThat(refusal(second, NOON + 1000)).isEmpty();

        assertThat(refusal(second, NOON + 1000)).contains(DiscardReason.AUTH_REPLAY);
        assertThat(refusal(first, NOON + 1000)).contains(DiscardReason.AUTH_REPLAY);
    }

    @Test
    void twoInTheSameMillisecondAreNotAReplay() {
        assertThat(refusal(signedAt(NOON), NOON)).isEmpty();
        assertThat(refusal(signedAt(NOON), NOON)).isEmpty();
    }

    @Test
    void eachSenderHasAMarkOfItsOwn() {
        Octets early = signed(seal(timed(Mode.ENFORCE, 1, ONE)), OTHER, NOON);

        assertThat(refusal(signedAt(NOON + 1000), NOON)).isEmpty();
        assertThat(refusal(receiver, early, OTHER, NOON)).isEmpty();
    }

    @Test
    void theSignatureBindsTheSender() {
        assertThat(refusal(receiver, signedAt(NOON), OTHER, NOON)).contains(DiscardReason.AUTH_FAILURE);
    }

    @Test
    void anotherSecretUnderTheSameIdIsAFailure() {
        assertThat(refusal(signed(seal(timed(Mode.ENFORCE, 1, FALSE_ONE)), SENDER, NOON), NOON))
                .contains(DiscardReason.AUTH_FAILURE);
    }

    @Test
    void theLastOctetOfTheDigestCounts() {
        Octets advert = signedAt(NOON);
        int last = advert.length() - 1;

        assertThat(refusal(with(advert, last, advert.u8(last) ^ 1), NOON)).contains(DiscardReason.AUTH_FAILURE);
    }

    @Test
    @Tag("C-041-")
    void aForgeryDoesNotMoveTheMark() {
        Octets forged = signed(seal(timed(Mode.ENFORCE, 1, FALSE_ONE)), SENDER, NOON + 4000);

        assertThat(refusal(forged, NOON)).contains(DiscardReason.AUTH_FAILURE);
        assertThat(refusal(signedAt(NOON), NOON)).isEmpty();
    }

    @Test
    void anUnknownKeyIsNamed() {
        Octets advert = signed(seal(timed(Mode.ENFORCE, 2, TWO)), SENDER, NOON);

        assertThat(receiver.refuse(advert, SENDER, trailer(advert, SENDER), NOON))
                .contains(new Decoded.Rejected(DiscardReason.AUTH_UNKNOWN_KEY, "signed with key 2, ours are 1"));
    }

    @Test
    void anUnknownSchemeIsMalformed() {
        Octets advert = signedAt(NOON);

        assertThat(refusal(with(advert, MESSAGE.length(), 2), NOON)).contains(DiscardReason.AUTH_MALFORMED);
        assertThat(refusal(with(advert, MESSAGE.length() + 3, 1), NOON)).contains(DiscardReason.AUTH_MALFORMED);
    }

    @Test
    @Tag("C-041+")
    void theAgeIsLookedAtBeforeTheKeyAndTheKeyBeforeTheDigest() {
        Octets unknown = signed(seal(timed(Mode.ENFORCE, 2, TWO)), SENDER, NOON);
        Octets wrong = signed(seal(timed(Mode.ENFORCE, 1, FALSE_ONE)), SENDER, NOON);
        Octets known = signedAt(NOON);

        assertThat(refusal(known, NOON)).isEmpty();
        assertThat(refusal(unknown, NOON + 6000)).contains(DiscardReason.AUTH_STALE);
        assertThat(refusal(with(unknown, unknown.length() - 1, 0), NOON)).contains(DiscardReason.AUTH_UNKNOWN_KEY);
        assertThat(refusal(wrong, NOON)).contains(DiscardReason.AUTH_FAILURE);
        assertThat(refusal(known, NOON)).contains(DiscardReason.AUTH_REPLAY);
    }

    @Nested
    class Clocks {
        @Test
        void theWindowIsFiveSecondsToBothSides() {
            assertThat(refusal(signedAt(NOON - 5000), NOON)).isEmpty();
            assertThat(refusal(signedAt(NOON + 5000), NOON)).isEmpty();
            assertThat(refusal(signedAt(NOON + 6000), NOON)).contains(DiscardReason.AUTH_STALE);
            assertThat(refusal(signedAt(NOON), NOON + 6000)).contains(DiscardReason.AUTH_STALE);
        }

        /** The step that made lasting pairs of masters of keepalived before 2.4.3. */
        @Test
        void aSenderWhoseClockRanAnHourAheadIsHeardWhenItIsCorrected() {
            assertThat(refusal(signedAt(NOON), NOON)).isEmpty();
            assertThat(refusal(signedAt(NOON + 3_600_000), NOON + 1000)).contains(DiscardReason.AUTH_STALE);

            assertThat(refusal(signedAt(NOON + 2000), NOON + 2000)).isEmpty();
        }

        @Test
        void bothClocksWereAnHourAheadAndAreCorrected() {
            assertThat(refusal(signedAt(NOON + 3_600_000), NOON + 3_600_000)).isEmpty();

            assertThat(refusal(signedAt(NOON), NOON)).isEmpty();
        }

        @Test
        void aReceiverWhoseClockIsSetBackHearsOnWhenItIsCorrected() {
            assertThat(refusal(signedAt(NOON), NOON)).isEmpty();
            assertThat(refusal(signedAt(NOON + 1000), NOON - 3_600_000)).contains(DiscardReason.AUTH_STALE);

            assertThat(refusal(signedAt(NOON + 2000), NOON + 2000)).isEmpty();
        }

        @Test
        void aSenderSetBackWithinTheWindowGoesOnCounting() {
            assertThat(refusal(signedAt(NOON + 3000), NOON)).isEmpty();

            assertThat(refusal(signedAt(NOON), NOON)).isEmpty();
            assertThat(refusal(signedAt(NOON + 1000), NOON + 1000)).isEmpty();
        }

        @Test
        void withoutTheClockOnlyGrowthCounts() {
            sender.configure(Optional.of(monotonic()));
            receiver.configure(Optional.of(monotonic()));
            Octets old = signedAt(NOON);

            assertThat(refusal(old, NOON + 3_600_000)).isEmpty();
            assertThat(refusal(signedAt(NOON - 3_600_000), NOON)).isEmpty();
            assertThat(refusal(old, NOON)).contains(DiscardReason.AUTH_REPLAY);
        }

        @Test
        void aSkewBeyondHalfTheWindowIsOdd() {
            assertThat(receiver.oddities(trailer(signedAt(NOON - 3000), SENDER), NOON))
                    .containsEntry(
                            PeerOddity.CLOCK_SKEW,
                            "peer's clock is 3s behind ours; beyond time_window of 5s it is not heard");
            assertThat(receiver.oddities(trailer(signedAt(NOON - 2000), SENDER), NOON))
                    .isEmpty();
        }

        /** 2106: the 32 bits of seconds begin anew. */
        @Test
        void theSecondsMayWrap() {
            long end = 0x1_0000_0000L * 1000;

            assertThat(refusal(signedAt(end - 1000), end - 1000)).isEmpty();
            assertThat(refusal(signedAt(end + 1000), end + 1000)).isEmpty();
        }
    }

    @Nested
    class Modes {
        private final Optional<HmacTrailer> none = Optional.empty();

        @Test
        void enforceHearsNothingUnsigned() {
            assertThat(receiver.refuse(MESSAGE, SENDER, none, NOON).map(Decoded.Rejected::reason))
                    .contains(DiscardReason.AUTH_MISSING);
        }

        @Test
        void permissiveHearsTheUnsignedAndSaysSo() {
            receiver.configure(Optional.of(timed(Mode.PERMISSIVE, 1, ONE)));

            assertThat(receiver.signs()).isTrue();
            assertThat(receiver.refuse(MESSAGE, SENDER, none, NOON)).isEmpty();
            assertThat(receiver.oddities(none, NOON)).containsOnlyKeys(PeerOddity.NOT_SIGNED);
        }

        @Test
        void permissiveStillRefusesAWrongSignature() {
            receiver.configure(Optional.of(timed(Mode.PERMISSIVE, 1, FALSE_ONE)));

            assertThat(refusal(signedAt(NOON), NOON)).contains(DiscardReason.AUTH_FAILURE);
        }

        @Test
        void receiveOnlyVerifiesAndDoesNotSign() {
            receiver.configure(Optional.of(timed(Mode.RECEIVE_ONLY, 1, ONE)));

            assertThat(receiver.signs()).isFalse();
            assertThat(receiver.refuse(MESSAGE, SENDER, none, NOON)).isEmpty();
            assertThat(refusal(signedAt(NOON), NOON)).isEmpty();
            assertThat(refusal(with(signedAt(NOON), 2, 0x96), NOON)).isEmpty();
        }
    }

    @Nested
    class Rolling {
        /** Add everywhere, switch everywhere, remove everywhere: no step loses an advert. */
        @Test
        void aKeyIsExchangedWithoutAGap() {
            receiver.configure(Optional.of(timed(Mode.ENFORCE, 1, ONE, TWO)));
            assertThat(refusal(signedAt(NOON), NOON)).isEmpty();

            sender.configure(Optional.of(timed(Mode.ENFORCE, 2, ONE, TWO)));
            assertThat(refusal(signedAt(NOON + 1), NOON)).isEmpty();

            receiver.configure(Optional.of(timed(Mode.ENFORCE, 2, TWO)));
            assertThat(refusal(signedAt(NOON + 2), NOON)).isEmpty();
        }

        @Test
        void whatWasHeardIsNotForgotten() {
            Octets advert = signedAt(NOON);
            assertThat(refusal(advert, NOON)).isEmpty();

            receiver.configure(Optional.of(timed(Mode.ENFORCE, 1, ONE, TWO)));

            assertThat(refusal(advert, NOON)).contains(DiscardReason.AUTH_REPLAY);
        }
    }

    @Nested
    class Values {
        @Test
        void noSecretIsEverWritten() {
            assertThat(timed(Mode.ENFORCE, 1, ONE, TWO).toString())
                    .contains("key 1", "key 2")
                    .doesNotContain("a1a1")
                    .doesNotContain("b2b2");
        }

        @Test
        void aKeyHas32To64Octets() {
            assertThatIllegalArgumentException().isThrownBy(() -> new HmacKey(1, Octets.of(new byte[31])));
            assertThatIllegalArgumentException().isThrownBy(() -> new HmacKey(1, Octets.of(new byte[65])));
            assertThatIllegalArgumentException().isThrownBy(() -> new HmacKey(0, ONE.secret()));
        }

        @Test
        void theActiveKeyIsOneOfThem() {
            assertThatIllegalArgumentException().isThrownBy(() -> timed(Mode.ENFORCE, 2, ONE));
            assertThatIllegalArgumentException().isThrownBy(() -> timed(Mode.ENFORCE, 1, ONE, FALSE_ONE));
        }
    }
}
