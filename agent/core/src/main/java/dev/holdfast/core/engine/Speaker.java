package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Advertisement;
import dev.holdfast.core.wire.Ipv4Datagram;
import dev.holdfast.core.wire.VrrpEncoder;

/** Makes the adverts of one virtual router. */
final class Speaker {
    private final Outbox outbox;
    private final WallClock wallClock;
    private final Seals seals;
    private int identification;

    /** @param seals prove our adverts, when they are configured to */
    Speaker(Outbox outbox, WallClock wallClock, Seals seals) {
        this.outbox = outbox;
        this.wallClock = wallClock;
        this.seals = seals;
    }

    /** Orders one advert per destination. */
    void advertise(long nowNanos, RouterConfig config, Priority priority, IpAddress source) {
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
            outbox.add(new Action.SendAdvertisement(
                    config.key(), priority, source, destination, packet(config, source, destination, message)));
        }
    }

    private Octets trailer(long nowNanos, RouterConfig config, Advertisement advert, IpAddress source) {
        // The destination matters to the checksum alone, and that is left out of the signature.
        Octets message = VrrpEncoder.encode(advert, source, source, config.sentChecksum());
        return seals.hmac().sign(message, source, wallClock.epochMillis(nowNanos));
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
