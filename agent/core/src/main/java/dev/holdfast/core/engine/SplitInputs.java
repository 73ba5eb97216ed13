package dev.holdfast.core.engine;

import dev.holdfast.core.split.PeerAnswer;

/** What the engine is told of other nodes by other ways than adverts. On the agent loop; nothing of it blocks. */
public final class SplitInputs {
    private final PeerDesk peers;

    SplitInputs(PeerDesk peers) {
        this.peers = peers;
    }

    /** A question to a peer has ended, with an answer or without. Peers that are not configured are ignored. */
    public void onPeerAnswer(long nowNanos, PeerAnswer answer) {
        peers.onAnswer(nowNanos, answer);
    }
}
