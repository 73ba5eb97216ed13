package dev.holdfast.core.engine;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.notify.NotifyPlan;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.split.Beside;
import dev.holdfast.core.split.PeerAnswer;
import dev.holdfast.core.split.PeerReports;
import dev.holdfast.core.split.Rival;
import dev.holdfast.core.split.SplitWatch;
import dev.holdfast.core.vrrp.Heard;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.VrrpTimers;
import dev.holdfast.core.wire.Advertisement;
import dev.holdfast.core.wire.Decoded.Rejected;
import dev.holdfast.core.wire.Glimpse;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one virtual router learns of other masters, in the words of {@link SplitWatch}, and what is told of it. */
final class SplitDesk {
    private static final long CENTI = 10_000_000L;

    private final Outbox outbox;
    private final NotifyDesk desk;
    private final Counters counters;
    private final Footing footing;
    private final SplitWatch watch;
    private final ClaimTally claims = new ClaimTally();
    private Optional<Comparison> comparison = Optional.empty();
    private boolean hasCarrier;
    private long downNanos;
    private boolean isClaimed;

    /** @param desk runs the router's scripts */
    SplitDesk(Outbox outbox, NotifyDesk desk, Counters counters, Footing footing) {
        this.outbox = outbox;
        this.desk = desk;
        this.counters = counters;
        this.footing = footing;
        this.watch = new SplitWatch(outbox::nextIncident);
    }

    /** Judges by this configuration's interval from now on, and by the silence that it makes a master of. */
    void configure(RouterConfig config) {
        long interval = config.advertIntervalNanos();
        long down =
                VrrpTimers.masterDownNanos(config.version(), config.priority(), interval, config.downTimerAdverts());
        watch.configure(interval, down);
        downNanos = down;
        comparison = Optional.of(Comparisons.of(config));
    }

    /** An advert passed every check. Comes before what it does to the state. */
    void heard(long nowNanos, Heard peer, Priority own) {
        if (peer.isResigning()) {
            watch.resigned(peer.source());
        } else {
            String text = "advertises priority " + peer.priority() + ", ours is " + own;
            watch.heard(nowNanos, peer.source(), peer.priority().compareTo(own), peer.intervalNanos(), text);
            watch.claims(peer.source(), peer.priority().value());
        }
    }

    void odd(long nowNanos, IpAddress source, PeerOddity oddity, String detail) {
        watch.odd(nowNanos, source, oddity, detail);
    }

    /** A packet was refused; what it says on its face shows whether its sender takes itself for a master. */
    void refused(long nowNanos, ReceivedDatagram datagram, Rejected why) {
        Glimpse.of(datagram.message())
                .filter(face -> face.vrid() == datagram.router().vrid().value())
                .filter(face -> face.priority() != Priority.RESIGN.value())
                .ifPresent(face -> {
                    watch.refused(nowNanos, datagram.source(), why.reason(), face.intervalCentis() * CENTI, text(why));
                    watch.claims(datagram.source(), face.priority());
                });
    }

    /** An advert that is not for us has an address of ours. */
    void underOtherVrid(long nowNanos, IpAddress source, Advertisement advert) {
        claims.underOtherVrid();
        String text =
                "advertises our addresses under virtual router id " + advert.vrid() + ", priority " + advert.priority();
        watch.underOtherVrid(nowNanos, source, advert.intervalCentis() * CENTI, text);
    }

    /**
     * Another host claims an address of ours.
     *
     * @param held whether this node has it, so that there are two
     */
    void claimed(long nowNanos, AddressClaim claim, RouterKey own, boolean held) {
        if (held) {
            claims.conflict(claim);
        }
        if (claim.kind().isHolder()) {
            watch.claimed(nowNanos, claim, ClaimTally.cause(claim.mac(), own));
        }
    }

    /** A peer has this hardware address. */
    void identified(IpAddress peer, MacAddress mac) {
        watch.identified(peer, mac);
    }

    /** Somebody has the addresses of this backup's master, or it cannot be told whether anybody has. */
    void served() {
        watch.served();
    }

    boolean doubtsMaster(long nowNanos) {
        return watch.doubtsMaster(nowNanos);
    }

    Optional<IpAddress> ghost() {
        return watch.ghost();
    }

    /** Who has this hardware address has our own address too. */
    void cloned(MacAddress mac) {
        watch.cloned(mac);
    }

    boolean areClaimed(long nowNanos) {
        return watch.areClaimed(nowNanos);
    }

    Set<IpAddress> knownPeers() {
        return watch.knownPeers();
    }

    void late(long nowNanos, long lateNanos) {
        watch.late(nowNanos, lateNanos);
    }

    /** Whether adverts come and go now. */
    void link(long nowNanos, boolean up) {
        if (hasCarrier != up) {
            hasCarrier = up;
            watch.link(nowNanos, up);
        }
    }

    void moved(long nowNanos, RouterState to, TransitionReason reason) {
        watch.moved(nowNanos, to, reason);
    }

    /** A peer's agent has said how its routers are. */
    void answered(long nowNanos, RouterConfig config, Priority own, PeerAnswer answer, PeerReports reports) {
        SplitWatch.Self self = new SplitWatch.Self(
                config.name(),
                own.value(),
                footing.segment(config).map(IpPrefix::toString).orElse(""),
                comparison.orElseThrow(),
                counters.advertsSent,
                counters.advertsReceived);
        watch.answered(nowNanos, answer, reports, self)
                .ifPresent(
                        news -> outbox.publish(new SplitNoted(nowNanos, config.name(), news.notice(), news.detail())));
    }

    void lost(String peer) {
        watch.lost(peer);
    }

    boolean peersStandBy() {
        return watch.peersStandBy();
    }

    void keepPeers(Collection<String> names) {
        watch.keepPeers(names);
    }

    /** Everything of this turn is noted: tells what follows from it. */
    void look(long nowNanos, RouterConfig config, Priority own) {
        watch.look(nowNanos).ifPresent(phase -> {
            SplitBrainChanged event = new SplitBrainChanged(nowNanos, config.name(), config.key(), phase, watch.told());
            outbox.publish(event);
            desk.add(nowNanos, NotifyPlan.of(event, own, config.addresses(), config.scripts(), outbox::nextId));
        });
        Optional<SplitEvidence> claim = watch.claim();
        if (claim.isPresent() != isClaimed) {
            isClaimed = claim.isPresent();
            SplitNotice notice = isClaimed ? SplitNotice.VIP_CLAIMED : SplitNotice.VIP_UNCLAIMED;
            String detail = claim.map(SplitEvidence::text).orElse("");
            outbox.publish(new SplitNoted(nowNanos, config.name(), notice, detail));
        }
    }

    /** The incident that is open, as of the last {@link #look}. */
    Optional<SplitIncident> incident() {
        return watch.incident();
    }

    /** The confirmed masters beside this one that may be chosen against. */
    List<Rival> rivals(long nowNanos, RouterConfig config) {
        return watch.rivals(nowNanos, isProving(config));
    }

    /** From when on nobody is heard any more who may be master; with {@code refused}, also whose adverts are. */
    long quietNanos(RouterConfig config, boolean refused) {
        return watch.quietNanos(!refused || isProving(config));
    }

    /** Who is heard beside this settled master; with {@code refused}, also whose adverts are. */
    Optional<Beside> beside(long nowNanos, RouterConfig config, boolean refused) {
        return watch.beside(nowNanos, !refused || isProving(config));
    }

    /** The silence that makes a master. */
    long downNanos() {
        return downNanos;
    }

    /** Whether an advert that is refused may be a forgery, because a true one is signed. */
    private static boolean isProving(RouterConfig config) {
        return config.hmac().isPresent() || config.header().isPresent();
    }

    SplitBrain status(long nowNanos) {
        SplitBrain known = watch.status(nowNanos);
        return known.with(known.peers(), comparison).with(claims.counts());
    }

    private static String text(Rejected why) {
        DiscardReason reason = why.reason();
        return "refused, " + reason.word() + ": " + why.detail();
    }
}
