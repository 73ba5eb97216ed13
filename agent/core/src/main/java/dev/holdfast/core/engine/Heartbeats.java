package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.Heartbeat;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.vrrp.Heard;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.VrrpTimers;
import dev.holdfast.core.wire.Glimpse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The links over which the adverts of one virtual router travel: its own interface and those of {@code
 * heartbeat_interfaces}. The same packet leaves on all; the first copy that arrives counts, and the others tell only that
 * their link lives. None of them ever holds the router in FAULT.
 *
 * <p>A router without such interfaces has no links here, and nothing is done.
 */
final class Heartbeats {
    private static final long CENTI = 10_000_000L;

    private final Interfaces interfaces;
    private final Outbox outbox;
    private final Reporter reporter;
    private final Copies copies = new Copies();
    private final Map<InterfaceName, HeartbeatLink> links = new LinkedHashMap<>();
    private RouterConfig config;
    private long heardNanos;
    private boolean master;

    Heartbeats(RouterConfig config, Interfaces interfaces, Outbox outbox, Reporter reporter) {
        this.config = config;
        this.interfaces = interfaces;
        this.outbox = outbox;
        this.reporter = reporter;
    }

    /** These are the links from now on; {@link #keep} opens what is new. */
    void configure(RouterConfig changed) {
        config = changed;
        List<HeartbeatLink> gone = links.values().stream()
                .filter(link -> !changed.heartbeats().contains(link.dev()))
                .toList();
        gone.forEach(this::close);
        gone.forEach(link -> links.remove(link.dev()));
        if (!changed.heartbeats().isEmpty()) {
            InterfaceName own = changed.key().dev();
            Stream.concat(Stream.of(own), changed.heartbeats().stream())
                    .forEach(dev -> links.computeIfAbsent(dev, name -> new HeartbeatLink(name, interfaces)));
        }
    }

    /** Has every link open that exists, and tells which are lost or back. */
    void keep(long nowNanos) {
        // Nobody can be spoken to without a destination: keepalived's unicast_fault_no_peer.
        boolean speaks = !config.path().destinations().isEmpty();
        beside().forEach(link -> {
            if (!link.exists()) {
                close(link);
            } else if (speaks && link.isWanted(nowNanos)) {
                link.opening();
                outbox.add(new Action.OpenHeartbeat(Sockets.spec(config), link.dev()));
            }
        });
        tell(nowNanos);
    }

    void onOpened(long nowNanos, InterfaceName dev, Outcome outcome) {
        HeartbeatLink link = links.get(dev);
        if (link != null) {
            link.onOpened(nowNanos, outcome);
            reporter.failed(nowNanos, outcome);
            tell(nowNanos);
        }
    }

    void onSent(long nowNanos, Outcome outcome) {
        reporter.failed(nowNanos, outcome);
    }

    /** An interface has gone, and with it what was bound to it. */
    void onLinkGone(InterfaceName dev) {
        beside().filter(link -> link.dev().equals(dev)).forEach(this::close);
    }

    /** When to {@link #keep} again, as something was refused; {@link Engine#NEVER} for no need. */
    long retryNanos() {
        long next = Engine.NEVER;
        for (HeartbeatLink link : links.values()) {
            next = Math.min(next, link.retryNanos());
        }
        return next;
    }

    /** The router ends. */
    void close() {
        beside().forEach(this::close);
    }

    /** The links beside the own interface over which an advert can leave now. */
    List<InterfaceName> usable() {
        return beside().filter(HeartbeatLink::carries).map(HeartbeatLink::dev).toList();
    }

    /** Whether a datagram says nothing new: a copy of what another link has brought, or meant for another peer. */
    boolean passesOver(long nowNanos, ReceivedDatagram datagram) {
        if (links.isEmpty()) {
            return false;
        }
        boolean isOurs = !datagram.isBeside()
                || datagram.destination().isMulticast()
                || interfaces.isLocal(datagram.destination());
        return !isOurs || isCopy(nowNanos, datagram, patienceNanos(datagram));
    }

    /**
     * Equal adverts of one sender are at least half an interval apart; closer ones are copies. Those that are numbered are
     * recognised later as well, by {@link #isLate}.
     */
    private long patienceNanos(ReceivedDatagram datagram) {
        long own = config.advertIntervalNanos();
        return Glimpse.of(datagram.message())
                        .map(face -> Math.min(own, face.intervalCentis() * CENTI))
                        .orElse(own)
                / 2;
    }

    private boolean isCopy(long nowNanos, ReceivedDatagram datagram, long maxAgeNanos) {
        boolean isCopy = copies.isCopy(nowNanos, datagram, maxAgeNanos);
        if (isCopy) {
            lives(nowNanos, datagram.link());
        }
        return isCopy;
    }

    private void lives(long nowNanos, InterfaceName dev) {
        HeartbeatLink link = links.get(dev);
        if (link != null) {
            link.heard(nowNanos);
            tell(nowNanos);
        }
    }

    /** Whether an advert whose number is not new is a copy, however late. */
    boolean isLate(long nowNanos, ReceivedDatagram datagram) {
        return isCopy(nowNanos, datagram, Long.MAX_VALUE);
    }

    /** A datagram that is no copy was an advert that passed every check. */
    void heard(long nowNanos, ReceivedDatagram datagram, Heard peer) {
        if (links.isEmpty()) {
            return;
        }
        copies.heard(nowNanos, datagram);
        long down = VrrpTimers.masterDownNanos(
                config.version(), config.priority(), peer.intervalNanos(), config.downTimerAdverts());
        if (nowNanos - heardNanos >= down) {
            // Nobody spoke; whose link is silent shows from now on.
            links.values().forEach(link -> link.listenFrom(nowNanos));
        }
        heardNanos = nowNanos;
        lives(nowNanos, datagram.link());
        if (!master) {
            links.values().forEach(link -> link.judge(nowNanos, down));
            tell(nowNanos);
        }
    }

    /** Nobody speaks to a master: which links are silent cannot be told any more. */
    void moved(long nowNanos, RouterState to) {
        master = to == RouterState.MASTER;
        if (master) {
            links.values().forEach(link -> link.listenFrom(nowNanos));
            tell(nowNanos);
        }
    }

    List<Heartbeat> snapshot() {
        return links.values().stream().map(HeartbeatLink::snapshot).toList();
    }

    private void tell(long nowNanos) {
        for (HeartbeatLink link : links.values()) {
            link.news(nowNanos).ifPresent(detail -> {
                SplitNotice notice = link.isLost() ? SplitNotice.HEARTBEAT_LOST : SplitNotice.HEARTBEAT_BACK;
                outbox.publish(new SplitNoted(nowNanos, config.name(), notice, detail));
            });
        }
    }

    private void close(HeartbeatLink link) {
        if (link.isInUse()) {
            outbox.add(new Action.CloseHeartbeat(config.key(), link.dev()));
        }
        link.closed();
    }

    private Stream<HeartbeatLink> beside() {
        return links.values().stream()
                .filter(link -> !link.dev().equals(config.key().dev()));
    }
}
