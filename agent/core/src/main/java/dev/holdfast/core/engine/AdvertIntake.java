package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.vrrp.AdvertGuard;
import dev.holdfast.core.vrrp.Heard;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Decoded;
import dev.holdfast.core.wire.ReceiveRules;
import dev.holdfast.core.wire.VrrpDecoder;
import java.util.Map;
import java.util.Optional;

/**
 * From a datagram to an advert that may be heard. What is refused is counted and reported at a limited rate, and touches
 * nothing else.
 */
final class AdvertIntake {
    private final RouterConfig config;
    private final ReceiveRules rules;
    private final AdvertGuard guard;
    private final Seals seals;
    private final WallClock wallClock;
    private final Interfaces interfaces;
    private final Counters counters;
    private final Reporter reporter;
    private final SplitDesk split;
    private final Heartbeats heartbeats;

    /** Seals, split and heartbeats follow this configuration from now on; what they remember outlives it. */
    AdvertIntake(
            RouterConfig config,
            Shared shared,
            Seals seals,
            Counters counters,
            Reporter reporter,
            SplitDesk split,
            Heartbeats heartbeats) {
        this.config = config;
        this.rules = new ReceiveRules(
                config.version(),
                config.key().vrid(),
                config.path().minHopLimit(),
                config.pinnedChecksum(),
                config.hmac().isPresent());
        this.guard = new AdvertGuard(config);
        this.seals = seals;
        seals.configure(config);
        split.configure(config);
        heartbeats.configure(config);
        this.wallClock = shared.wallClock();
        this.interfaces = shared.interfaces();
        this.counters = counters;
        this.reporter = reporter;
        this.split = split;
        this.heartbeats = heartbeats;
    }

    /** The advert, or empty when it was refused, or only repeats what came over another link. */
    Optional<Heard> take(long nowNanos, ReceivedDatagram datagram) {
        if (heartbeats.passesOver(nowNanos, datagram)) {
            return Optional.empty();
        }
        Decoded decoded = VrrpDecoder.decode(
                datagram.message(), datagram.source(), datagram.destination(), datagram.hopLimit(), rules);
        return decoded.accept(new Decoded.Visitor<>() {
            @Override
            public Optional<Heard> accepted(Decoded.Accepted accepted) {
                return judge(nowNanos, datagram, accepted);
            }

            @Override
            public Optional<Heard> rejected(Decoded.Rejected rejected) {
                return discard(nowNanos, datagram, rejected);
            }
        });
    }

    /** A packet without a usable IP header. */
    void malformed(long nowNanos) {
        IpAddress nobody = new IpAddress(config.key().family(), 0, 0);
        count(nowNanos, nobody, new Decoded.Rejected(DiscardReason.LENGTH, "the IP header does not fit the packet"));
    }

    private Optional<Heard> judge(long nowNanos, ReceivedDatagram datagram, Decoded.Accepted accepted) {
        if (interfaces.isLocal(datagram.source())) {
            // A reflecting switch port, or a cloned machine. Neither may move an election.
            return discard(
                    nowNanos,
                    datagram,
                    new Decoded.Rejected(DiscardReason.OWN_ADDRESS, "sent from an address of this node"));
        }
        long epochMillis = wallClock.epochMillis(nowNanos);
        // Proven before it is compared with our configuration: what a forger says of intervals is no misconfiguration.
        Optional<Decoded.Rejected> refused = guard.refuseDestination(datagram.destination())
                .or(() -> refuseDistance(datagram))
                .or(() -> seals.header().refuse(datagram.packet(), datagram.destination()))
                .or(() -> seals.hmac().refuse(datagram.message(), datagram.source(), accepted.trailer(), epochMillis))
                .or(() -> guard.refuse(accepted.advertisement(), datagram.source()));
        if (refused.isPresent()) {
            boolean repeats =
                    refused.get().reason() == DiscardReason.AUTH_REPLAY && heartbeats.isLate(nowNanos, datagram);
            return repeats ? Optional.empty() : discard(nowNanos, datagram, refused.get());
        }
        Heard heard = new Heard(accepted.advertisement(), datagram.source());
        heartbeats.heard(nowNanos, datagram, heard);
        report(nowNanos, heard.source(), guard.oddities(heard, accepted.checksum()));
        report(nowNanos, heard.source(), seals.hmac().oddities(accepted.trailer(), epochMillis));
        return Optional.of(heard);
    }

    /** A heartbeat link ends at the peer: how far away it is by other ways says nothing there. */
    private Optional<Decoded.Rejected> refuseDistance(ReceivedDatagram datagram) {
        return datagram.isBeside() ? Optional.empty() : guard.refuseDistance(datagram.source(), datagram.hopLimit());
    }

    private void report(long nowNanos, IpAddress source, Map<PeerOddity, String> oddities) {
        oddities.forEach((oddity, detail) -> {
            reporter.odd(nowNanos, oddity, source, detail);
            split.odd(nowNanos, source, oddity, detail);
        });
    }

    private Optional<Heard> discard(long nowNanos, ReceivedDatagram datagram, Decoded.Rejected rejected) {
        count(nowNanos, datagram.source(), rejected);
        split.refused(nowNanos, datagram, rejected);
        return Optional.empty();
    }

    private void count(long nowNanos, IpAddress source, Decoded.Rejected rejected) {
        counters.discarded(rejected.reason());
        reporter.discarded(nowNanos, source, rejected);
    }
}
