package dev.holdfast.core.engine;

import dev.holdfast.core.arbitrate.DiskAnswer;
import dev.holdfast.core.arbitrate.WitnessAnswer;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.split.PeerAnswer;
import java.util.Optional;

/** The engine's inputs from what is done against split brain beside VRRP. To be called like those of {@link Engine}. */
public final class SplitInputs {
    private final Routers routers;
    private final PeerDesk peers;
    private final String nodeName;
    private final Outbox outbox;

    SplitInputs(Routers routers, PeerDesk peers, String nodeName, Outbox outbox) {
        this.routers = routers;
        this.peers = peers;
        this.nodeName = nodeName;
        this.outbox = outbox;
    }

    /** What became of a decision. */
    public enum Decision {
        /** This node stays. */
        KEPT,
        /** This node gave in, and stays out. */
        GAVE_IN,
        /** No incident of this number is open. */
        NO_INCIDENT,
        /** The name is neither this node's nor another's in the incident. */
        UNKNOWN_NODE
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

    /**
     * An operator decides who stays master.
     *
     * @param keep this node's name, or an address of another one that the incident is about
     * @param by who it is and from where, for the audit
     */
    public Decision resolve(long nowNanos, long incident, String keep, String by) {
        Optional<VirtualRouter> about = routers.all().stream()
                .filter(router ->
                        incidentOf(router).filter(open -> open.id() == incident).isPresent())
                .findFirst();
        if (about.isEmpty()) {
            return Decision.NO_INCIDENT;
        }
        Optional<IpAddress> peer = peer(about.get(), keep);
        if (peer.isEmpty() && !keep.equals(nodeName)) {
            return Decision.UNKNOWN_NODE;
        }
        String detail = "incident " + incident + ", " + keep + " stays, decided by " + by;
        outbox.publish(new SplitNoted(nowNanos, about.get().config().name(), SplitNotice.OPERATOR_DECIDED, detail));
        return peer.isPresent() ? giveIn(nowNanos, about.get(), peer) : keep(nowNanos, about.get());
    }

    /**
     * An operator has a router that lost a split brain take part again.
     *
     * @return whether it stayed out; empty for an unknown name
     */
    public Optional<Boolean> clear(long nowNanos, String router, String by) {
        return routers.named(router).map(named -> named.resolution().clear(nowNanos, named.config(), by));
    }

    private static Decision keep(long nowNanos, VirtualRouter router) {
        Optional<IpAddress> other =
                incidentOf(router).flatMap(open -> open.peers().stream().findFirst());
        router.resolution().keep(nowNanos, router, other);
        return Decision.KEPT;
    }

    private static Decision giveIn(long nowNanos, VirtualRouter router, Optional<IpAddress> winner) {
        router.resolution().giveUp(nowNanos, router.config(), winner);
        if (router.state().holdsAddresses()) {
            router.stepDown(nowNanos, TransitionReason.YIELDED);
        }
        return Decision.GAVE_IN;
    }

    private static Optional<IpAddress> peer(VirtualRouter router, String name) {
        return incidentOf(router).stream()
                .flatMap(open -> open.peers().stream())
                .filter(address -> address.toString().equals(name))
                .findFirst();
    }

    private static Optional<SplitIncident> incidentOf(VirtualRouter router) {
        return router.resolution().incident();
    }
}
