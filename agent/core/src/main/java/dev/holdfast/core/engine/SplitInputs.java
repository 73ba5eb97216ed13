package dev.holdfast.core.engine;

import dev.holdfast.core.arbitrate.DiskAnswer;
import dev.holdfast.core.arbitrate.WitnessAnswer;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.split.PeerAnswer;

/** The engine's inputs from what is done against split brain beside VRRP. To be called like those of {@link Engine}. */
public final class SplitInputs {
    private final Routers routers;
    private final PeerDesk peers;

    SplitInputs(Routers routers, PeerDesk peers) {
        this.routers = routers;
        this.peers = peers;
    }

    /** The witness answered a request of this router, or was not reached. */
    public void onWitness(long nowNanos, RouterKey router, WitnessAnswer answer) {
        routers.withOutcome(router, each -> {
            each.arbiters().answered(nowNanos, answer);
            each.arbitrate(nowNanos);
        });
    }

    /** The shared disk answered a request of this router, or was not reached. */
    public void onDisk(long nowNanos, RouterKey router, DiskAnswer answer) {
        routers.withOutcome(router, each -> {
            each.arbiters().answered(nowNanos, answer);
            each.arbitrate(nowNanos);
        });
    }

    /** A question to a peer has ended, with an answer or without. Peers that are not configured are ignored. */
    public void onPeerAnswer(long nowNanos, PeerAnswer answer) {
        peers.onAnswer(nowNanos, answer);
    }
}
