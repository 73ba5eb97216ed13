package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Advertisement;
import dev.holdfast.core.wire.Decoded;
import dev.holdfast.core.wire.Glimpse;
import dev.holdfast.core.wire.ReceiveRules;
import dev.holdfast.core.wire.VrrpDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adverts of virtual routers that nobody has here. An address of ours among theirs means that two nodes have different
 * virtual router ids for it, and both are master. One look per packet, however many routers there are.
 */
final class ForeignAdverts {
    private final Interfaces interfaces;
    private final Map<InterfaceName, Map<IpAddress, List<RouterKey>>> ours = new HashMap<>();

    ForeignAdverts(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    void configure(List<RouterConfig> routers) {
        ours.clear();
        for (RouterConfig router : routers) {
            Map<IpAddress, List<RouterKey>> here =
                    ours.computeIfAbsent(router.key().dev(), unknown -> new HashMap<>());
            router.advertisedAddresses()
                    .forEach(address -> here.computeIfAbsent(address, unknown -> new ArrayList<>())
                            .add(router.key()));
        }
    }

    /** Whose addresses are in this packet, though its virtual router id is another one. */
    Optional<Found> look(ReceivedDatagram datagram) {
        Vrid own = datagram.router().vrid();
        return Glimpse.of(datagram.message())
                .filter(face -> face.vrid() != own.value() && face.vrid() != 0 && face.priority() != 0)
                .filter(face -> !interfaces.isLocal(datagram.source()))
                .flatMap(face -> read(datagram, new Vrid(face.vrid())))
                .map(advert -> new Found(advert, owners(datagram.router(), advert)))
                .filter(found -> !found.routers.isEmpty());
    }

    private static Optional<Advertisement> read(ReceivedDatagram datagram, Vrid vrid) {
        int version = datagram.message().u8(0) >>> 4;
        if (version != 2 && version != 3) {
            return Optional.empty();
        }
        int leastHopLimit = datagram.destination().isMulticast() ? 255 : 1;
        Decoded decoded = VrrpDecoder.decode(
                datagram.message(),
                datagram.source(),
                datagram.destination(),
                datagram.hopLimit(),
                new ReceiveRules(version, vrid, leastHopLimit, Optional.empty(), true));
        return decoded.accept(new Decoded.Visitor<>() {
            @Override
            public Optional<Advertisement> accepted(Decoded.Accepted accepted) {
                return Optional.of(accepted.advertisement());
            }

            @Override
            public Optional<Advertisement> rejected(Decoded.Rejected rejected) {
                return Optional.empty();
            }
        });
    }

    private Set<RouterKey> owners(RouterKey heardBy, Advertisement advert) {
        Map<IpAddress, List<RouterKey>> here = ours.getOrDefault(heardBy.dev(), Map.of());
        Set<RouterKey> owners = new LinkedHashSet<>();
        advert.addresses().forEach(address -> owners.addAll(here.getOrDefault(address, List.of())));
        owners.removeIf(owner -> owner.vrid().equals(advert.vrid()));
        return owners;
    }

    /** @param routers those of ours that have an address of it */
    record Found(Advertisement advert, Set<RouterKey> routers) {}
}
