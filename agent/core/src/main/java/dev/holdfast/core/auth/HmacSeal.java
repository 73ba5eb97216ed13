package dev.holdfast.core.auth;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.wire.Decoded.Rejected;
import dev.holdfast.core.wire.HmacTrailer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The signatures of one virtual router: makes those of its own adverts, verifies those of others.
 *
 * <p>Outlives every reload: what was sent and heard must not be forgotten because a key was added.
 */
public final class HmacSeal {
    private final SendSequence sequence = new SendSequence();
    private final ReplayMarks marks = new ReplayMarks();
    private final Map<Integer, KeyedDigest> digests = new HashMap<>();
    private Optional<HmacPolicy> policy = Optional.empty();

    /** From now on signs and judges by this policy, or not at all. */
    public void configure(Optional<HmacPolicy> wanted) {
        policy = wanted;
        digests.clear();
        wanted.ifPresent(some -> some.keys().forEach(key -> digests.put(key.id(), KeyedDigest.sha256(key.secret()))));
    }

    /** Whether our adverts carry a trailer. */
    public boolean signs() {
        return policy.isPresent() && policy.get().signs();
    }

    /**
     * The trailer of our next advert. Copies to several destinations carry the same, for it covers none.
     *
     * @param message the VRRP message; its checksum does not matter
     * @param epochMillis the wall clock
     */
    public Octets sign(Octets message, IpAddress source, long epochMillis) {
        HmacPolicy now = policy.orElseThrow();
        HmacTrailer trailer = HmacTrailer.unsigned(now.activeKey(), sequence.next(epochMillis, now));
        return trailer.signed(digest(trailer, message, source)).toOctets();
    }

    /**
     * Why an advert must not be heard; empty when it may. The order is that of the draft: what costs nothing first, and the
     * mark moves only for what proved genuine.
     *
     * @param message the VRRP message as it was received
     * @param found the trailer at its end, if there is one
     * @param epochMillis the wall clock
     */
    public Optional<Rejected> refuse(Octets message, IpAddress source, Optional<HmacTrailer> found, long epochMillis) {
        if (policy.isEmpty()) {
            return Optional.empty();
        }
        HmacPolicy now = policy.get();
        if (found.isEmpty()) {
            return now.demandsSignature()
                    ? rejected(DiscardReason.AUTH_MISSING, "not signed, and our mode is enforce")
                    : Optional.empty();
        }
        HmacTrailer trailer = found.get();
        long seconds = Math.floorDiv(epochMillis, 1000);
        return refuseForm(trailer, seconds, now)
                .or(() -> refuseDigest(trailer, message.slice(0, message.length() - HmacTrailer.LENGTH), source, now))
                .or(() -> marks.advance(source, trailer.sequence(), seconds, now)
                        ? Optional.empty()
                        : rejected(DiscardReason.AUTH_REPLAY, "not newer than what this sender signed before"));
    }

    private static Optional<Rejected> refuseForm(HmacTrailer trailer, long seconds, HmacPolicy now) {
        if (!trailer.isWellFormed()) {
            return rejected(
                    DiscardReason.AUTH_MALFORMED,
                    "signature scheme " + trailer.scheme() + " with reserved " + trailer.reserved()
                            + ", must be 1 and 0");
        }
        long skew = Skew.seconds(seconds, trailer.seconds());
        if (now.timed() && Math.abs(skew) > now.windowSeconds()) {
            return rejected(
                    DiscardReason.AUTH_STALE,
                    "its clock is " + words(skew) + " ours, more than time_window of " + now.windowSeconds()
                            + "s; or a replay");
        }
        return Optional.empty();
    }

    private Optional<Rejected> refuseDigest(HmacTrailer trailer, Octets message, IpAddress source, HmacPolicy now) {
        if (now.key(trailer.keyId()).isEmpty()) {
            return rejected(
                    DiscardReason.AUTH_UNKNOWN_KEY, "signed with key " + trailer.keyId() + ", ours are " + now.ids());
        }
        byte[] theirs = trailer.digest().toByteArray();
        byte[] expected = Arrays.copyOf(digest(trailer, message, source), HmacTrailer.DIGEST_LENGTH);
        return MessageDigest.isEqual(expected, theirs)
                ? Optional.empty()
                : rejected(
                        DiscardReason.AUTH_FAILURE,
                        "the signature is not that of our key " + trailer.keyId() + ": another secret, or a forgery");
    }

    private byte[] digest(HmacTrailer trailer, Octets message, IpAddress source) {
        KeyedDigest key = Optional.ofNullable(digests.get(trailer.keyId())).orElseThrow();
        return key.of(trailer.covered(message, source));
    }

    /** What is odd about an advert that was not refused, with a sentence for the operator. */
    public Map<PeerOddity, String> oddities(Optional<HmacTrailer> trailer, long epochMillis) {
        if (policy.isEmpty()) {
            return Map.of();
        }
        HmacPolicy now = policy.get();
        if (trailer.isEmpty()) {
            return Map.of(PeerOddity.NOT_SIGNED, "peer does not sign its adverts; mode enforce would not hear it");
        }
        long skew = Skew.seconds(Math.floorDiv(epochMillis, 1000), trailer.get().seconds());
        return now.timed() && 2 * Math.abs(skew) > now.windowSeconds()
                ? Map.of(
                        PeerOddity.CLOCK_SKEW,
                        "peer's clock is " + words(skew) + " ours; beyond time_window of " + now.windowSeconds()
                                + "s it is not heard")
                : Map.of();
    }

    private static String words(long skew) {
        return Math.abs(skew) + "s " + (skew > 0 ? "behind" : "ahead of");
    }

    private static Optional<Rejected> rejected(DiscardReason reason, String detail) {
        return Optional.of(new Rejected(reason, detail));
    }
}
