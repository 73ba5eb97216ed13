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
    private int identification;

    Speaker(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Orders one advert per destination. */
    void advertise(RouterConfig config, Priority priority, IpAddress source) {
        Advertisement advert = new Advertisement(
                config.version(),
                config.key().vrid(),
                priority,
                config.advertIntervalCentis(),
                config.advertisedAddresses(),
                config.authentication());
        for (IpAddress destination : config.path().destinations()) {
            Octets message = VrrpEncoder.encode(advert, source, destination, config.sentChecksum());
            outbox.add(new Action.SendAdvertisement(
                    config.key(), priority, source, destination, packet(config, source, destination, message)));
        }
    }

    private Octets packet(RouterConfig config, IpAddress source, IpAddress destination, Octets message) {
        if (source.family() == IpFamily.IPV6) {
            return message;
        }
        // As keepalived: counts per instance from 1, and never 0, which would let the kernel choose.
        identification = identification == 0xffff ? 1 : identification + 1;
        return Ipv4Datagram.encode(source, destination, config.path().hopLimit(), identification, message);
    }
}
