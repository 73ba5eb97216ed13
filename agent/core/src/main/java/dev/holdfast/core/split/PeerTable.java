package dev.holdfast.core.split;

import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.spi.PeerSnapshot;
import dev.holdfast.core.spi.SplitNotice;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which agents of other nodes answer, over whatever network reaches them: a heartbeat beside the adverts. */
public final class PeerTable {
    /** One lost packet is no loss; after so many questions without an answer it is one. */
    public static final int MOST_FAILURES = 3;

    private final Map<String, Peer> peers = new LinkedHashMap<>();

    private static final class Peer {
        private final Map<PeerFailure, Long> failures = new EnumMap<>(PeerFailure.class);
        private Optional<Long> lastAnswerNanos = Optional.empty();
        private String lastFailure = "";
        private int inSuccession;
        private boolean toldLost;

        boolean answers() {
            return lastAnswerNanos.isPresent() && inSuccession < MOST_FAILURES;
        }
    }

    /** These are asked from now on, in this order; what is known of those that stay is kept. */
    public void configure(Collection<String> names) {
        Map<String, Peer> before = new LinkedHashMap<>(peers);
        peers.clear();
        names.forEach(
                name -> peers.put(name, Optional.ofNullable(before.get(name)).orElseGet(Peer::new)));
    }

    public boolean knows(String name) {
        return peers.containsKey(name);
    }

    /** Whether this peer answers: of its last {@link #MOST_FAILURES} questions at least one was answered. */
    public boolean isAlive(String name) {
        return Optional.ofNullable(peers.get(name)).filter(Peer::answers).isPresent();
    }

    /** When the question was asked that this peer answered last; empty when it never has. */
    public Optional<Long> lastAnswerNanos(String name) {
        return Optional.ofNullable(peers.get(name)).flatMap(peer -> peer.lastAnswerNanos);
    }

    /** A question to a peer that is known has ended. Returns what is to be told of it. */
    public Optional<News> take(long nowNanos, PeerAnswer answer) {
        Peer peer = Optional.ofNullable(peers.get(answer.peer())).orElseGet(Peer::new);
        if (answer.failure().isEmpty()) {
            return answered(peer, answer);
        }
        PeerAnswer.Failure failure = answer.failure().get();
        peer.failures.merge(failure.reason(), 1L, Long::sum);
        peer.lastFailure = failure.text();
        peer.inSuccession = Math.min(peer.inSuccession + 1, MOST_FAILURES);
        // When a whole site starts, peers come up one after the other.
        boolean tells = peer.inSuccession == MOST_FAILURES && !peer.toldLost && nowNanos >= SplitJudge.START_NANOS;
        peer.toldLost |= tells;
        return tells
                ? Optional.of(new News(SplitNotice.PEER_UNREACHABLE, answer.peer() + ": " + failure.text()))
                : Optional.empty();
    }

    private static Optional<News> answered(Peer peer, PeerAnswer answer) {
        boolean tells = peer.toldLost;
        peer.lastAnswerNanos = Optional.of(answer.askedNanos());
        peer.lastFailure = "";
        peer.inSuccession = 0;
        peer.toldLost = false;
        return tells ? Optional.of(new News(SplitNotice.PEER_BACK, answer.peer())) : Optional.empty();
    }

    /** What is known of all of them, in the order of the configuration. */
    public List<PeerSnapshot> snapshots() {
        return peers.entrySet().stream()
                .map(entry -> snapshot(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static PeerSnapshot snapshot(String name, Peer peer) {
        return new PeerSnapshot(name, peer.answers(), peer.lastAnswerNanos, peer.failures, peer.lastFailure);
    }
}
