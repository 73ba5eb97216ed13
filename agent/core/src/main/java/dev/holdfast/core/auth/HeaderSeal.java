package dev.holdfast.core.auth;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.wire.AuthenticationHeader;
import dev.holdfast.core.wire.Decoded.Rejected;
import dev.holdfast.core.wire.Ipv4Datagram;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * The authentication headers of one virtual router: puts its own adverts into them, verifies those of others.
 *
 * <p>As keepalived, all nodes of a virtual router count with one number: who takes over goes on where the last master's
 * adverts ended. So a backup must have listened before it speaks, and of two masters the one with the lower number is not
 * heard until it has heard the other.
 */
public final class HeaderSeal {
    private Optional<KeyedDigest> digest = Optional.empty();
    private long sequence;

    /** From now on uses this key, or no header at all. What was counted stays. */
    public void configure(Optional<HeaderKey> key) {
        digest = key.map(some -> KeyedDigest.md5(some.secret()));
    }

    /** Whether our adverts travel in a header. */
    public boolean seals() {
        return digest.isPresent();
    }

    /** Counts one advert of ours, for all its copies. */
    public void count() {
        // One advert a second fills the 32 bits of the header in 136 years.
        sequence++;
    }

    /**
     * The whole IPv4 packet of our advert.
     *
     * @param identification 1 to 65535: the kernel would fill in a zero, and the digest covers it
     */
    public Octets seal(IpAddress source, IpAddress destination, int ttl, int identification, Octets message) {
        Octets payload = AuthenticationHeader.unsigned(source, sequence, message);
        Octets packet =
                Ipv4Datagram.encode(source, destination, AuthenticationHeader.PROTOCOL, ttl, identification, payload);
        return AuthenticationHeader.signed(packet, digestOf(packet, destination));
    }

    /**
     * Why an advert must not be heard; empty when it may. The sequence is believed only when the digest proved genuine.
     *
     * @param packet the whole IPv4 packet; empty when the advert came without a header
     */
    public Optional<Rejected> refuse(Octets packet, IpAddress destination) {
        if (!seals()) {
            return Optional.empty();
        }
        Optional<AuthenticationHeader> found =
                Ipv4Datagram.parse(packet).map(Ipv4Datagram::payload).flatMap(AuthenticationHeader::read);
        if (found.isEmpty()) {
            return rejected(DiscardReason.AUTH_TYPE, "not in an authentication header; our auth_type is AH");
        }
        AuthenticationHeader header = found.get();
        byte[] expected = Arrays.copyOf(digestOf(packet, destination), AuthenticationHeader.DIGEST_LENGTH);
        if (!MessageDigest.isEqual(expected, header.digest().toByteArray())) {
            return rejected(
                    DiscardReason.AUTH_FAILURE,
                    "the authentication header is not that of our auth_pass: another password, or a forgery");
        }
        if (header.sequence() <= sequence) {
            return rejected(
                    DiscardReason.AUTH_REPLAY,
                    "sequence " + header.sequence() + " is not above " + sequence
                            + ", the last of this virtual router");
        }
        sequence = header.sequence();
        return Optional.empty();
    }

    private byte[] digestOf(Octets packet, IpAddress destination) {
        return digest.orElseThrow().of(AuthenticationHeader.covered(packet, destination.isMulticast()));
    }

    private static Optional<Rejected> rejected(DiscardReason reason, String detail) {
        return Optional.of(new Rejected(reason, detail));
    }
}
