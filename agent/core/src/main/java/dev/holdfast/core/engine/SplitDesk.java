package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.notify.NotifyPlan;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.split.Beside;
import dev.holdfast.core.split.Rival;
import dev.holdfast.core.split.SplitWatch;
import dev.holdfast.core.vrrp.Heard;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.VrrpTimers;
import dev.holdfast.core.wire.Decoded.Rejected;
import dev.holdfast.core.wire.Glimpse;
import java.util.List;
import java.util.Optional;

/** What one virtual router learns of other masters, in the words of {@link SplitWatch}, and what is told of it. */
final class SplitDesk {
    private static final long CENTI = 10_000_000L;

    private final Outbox outbox;
    private final NotifyDesk desk;
    private final SplitWatch watch;
    private boolean hasCarrier;
    private long downNanos;

    /** @param desk runs the router's scripts */
    SplitDesk(Outbox outbox, NotifyDesk desk) {
        this.outbox = outbox;
        this.desk = desk;
        this.watch = new SplitWatch(outbox::nextIncident);
    }

    /** Judges by this configuration's interval from now on, and by the silence that it makes a master of. */
    void configure(RouterConfig config) {
        long interval = config.advertIntervalNanos();
        long down =
                VrrpTimers.masterDownNanos(config.version(), config.priority(), interval, config.downTimerAdverts());
        watch.configure(interval, down);
        downNanos = down;
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

    /** Everything of this turn is noted: tells what follows from it. */
    void look(long nowNanos, RouterConfig config, Priority own) {
        watch.look(nowNanos).ifPresent(phase -> {
            SplitBrainChanged event = new SplitBrainChanged(nowNanos, config.name(), config.key(), phase, watch.told());
            outbox.publish(event);
            desk.add(nowNanos, NotifyPlan.of(event, own, config.addresses(), config.scripts(), outbox::nextId));
        });
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
        return watch.status(nowNanos);
    }

    private static String text(Rejected why) {
        DiscardReason reason = why.reason();
        return "refused, " + reason.word() + ": " + why.detail();
    }
}
