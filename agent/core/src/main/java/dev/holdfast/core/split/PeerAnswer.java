package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.PeerFailure;
import java.util.Optional;

/**
 * What became of one question to a peer.
 *
 * @param peer the operator's word for it
 * @param askedNanos when the question left, on the agent's clock: nothing newer may be concluded from the answer
 * @param address where it answers; empty when it did not
 * @param reports what it says of its virtual routers; empty when it could not be asked
 * @param failure why it could not be asked; empty when it could
 */
public record PeerAnswer(
        String peer,
        long askedNanos,
        Optional<IpAddress> address,
        Optional<PeerReports> reports,
        Optional<Failure> failure) {
    /** Why there is no answer, in a word and for people. */
    public record Failure(PeerFailure reason, String text) {}

    public static PeerAnswer of(String peer, long askedNanos, Optional<IpAddress> address, PeerReports reports) {
        return new PeerAnswer(peer, askedNanos, address, Optional.of(reports), Optional.empty());
    }

    public static PeerAnswer failed(String peer, long askedNanos, PeerFailure reason, String text) {
        return new PeerAnswer(
                peer, askedNanos, Optional.empty(), Optional.empty(), Optional.of(new Failure(reason, text)));
    }
}
