package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Advertisement;
import dev.holdfast.core.wire.Ipv4Datagram;
import dev.holdfast.core.wire.Ipv6Datagram;
import dev.holdfast.core.wire.VrrpEncoder;
import java.util.List;

/** Makes the adverts of one virtual router. */
final class Speaker {
    private final Outbox outbox;
    private final WallClock wallClock;
    private final Seals seals;
    private final Sockets sockets;
    private int identification;

    /**
     * @param seals prove our adverts, when they are configured to
     * @param sockets where they can leave
     */
    Speaker(Outbox outbox, WallClock wallClock, Seals seals, Sockets sockets) {
        this.outbox = outbox;
        this.wallClock = wallClock;
        this.seals = seals;
        this.sockets = sockets;
    }

    /**
     * Orders one advert per destination: out of the own interface, and the same packets over heartbeat links. Where no
     * socket is open, none.
     */
    void advertise(long nowNanos, RouterConfig config, Priority priority, IpAddress source) {
        boolean own = sockets.areOpen();
        List<InterfaceName> beside = sockets.heartbeats().usable();
        if (!own && beside.isEmpty()) {
            return;
        }
        Advertisement advert = new Advertisement(
                config.version(),
                config.key().vrid(),
                priority,
                config.advertIntervalCentis(),
                config.advertisedAddresses(),
                config.authentication());
        Octets trailer = seals.hmac().signs() ? trailer(nowNanos, config, advert, source) : Octets.EMPTY;
        seals.header().count();
        for (IpAddress destination : config.path().destinations()) {
            Octets message = VrrpEncoder.encode(advert, source, destination, config.sentChecksum(), trailer);
            Octets packet = packet(config, source, destination, message);
            if (own) {
                outbox.add(new Action.SendAdvertisement(config.key(), priority, source, destination, packet));
            }
            beside.forEach(link -> outbox.add(
                    new Action.SendHeartbeat(config.key(), link, whole(config, source, destination, packet))));
        }
    }

    private Octets trailer(long nowNanos, RouterConfig config, Advertisement advert, IpAddress source) {
        // The destination matters to the checksum alone, and that is left out of the signature.
        Octets message = VrrpEncoder.encode(advert, source, source, config.sentChecksum());
        return seals.hmac().sign(message, source, wallClock.epochMillis(nowNanos));
    }

    /** The kernel, which writes the header of IPv6 where adverts leave by raw sockets, has no part in heartbeats. */
    private static Octets whole(RouterConfig config, IpAddress source, IpAddress destination, Octets packet) {
        return switch (source.family()) {
            case IPV4 -> packet;
            case IPV6 -> Ipv6Datagram.encode(source, destination, config.path().hopLimit(), packet);
        };
    }

    private Octets packet(RouterConfig config, IpAddress source, IpAddress destination, Octets message) {
        if (source.family() == IpFamily.IPV6) {
            return message;
        }
        // As keepalived: counts per instance from 1, and never 0, which would let the kernel choose.
        identification = identification == 0xffff ? 1 : identification + 1;
        int ttl = config.path().hopLimit();
        return seals.header().seals()
                ? seals.header().seal(source, destination, ttl, identification, message)
                : Ipv4Datagram.encode(source, destination, ttl, identification, message);
    }
}
