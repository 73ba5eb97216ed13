package dev.holdfast.agent.config;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.vrrp.AdvertPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how adverts travel: {@code mcast_src_ip}, or {@code unicast_src_ip} and {@code unicast_peer}. */
final class AdvertPathReader {
    /** An advert is sent to each in turn; RFC 9568 knows 255 priorities, and a site far fewer nodes. */
    private static final int MAX_PEERS = 255;

    private final Section section;
    private final IpFamily family;
    private final GlobalConfig global;

    private AdvertPathReader(Section section, IpFamily family, GlobalConfig global) {
        this.section = section;
        this.family = family;
        this.global = global;
    }

    static AdvertPath read(Section section, IpFamily family, GlobalConfig global) {
        return new AdvertPathReader(section, family, global).path();
    }

    private AdvertPath path() {
        Optional<IpAddress> multicastSource = source("mcast_src_ip");
        Optional<IpAddress> unicastSource = source("unicast_src_ip");
        Optional<Value> peers = section.value("unicast_peer");
        if (peers.isEmpty()) {
            section.value("unicast_src_ip").ifPresent(value -> value.error("is useless without unicast_peer"));
            return multicast(multicastSource);
        }
        section.value("mcast_src_ip")
                .ifPresent(value -> value.error("contradicts unicast_peer on line "
                        + section.markOf("unicast_peer").line() + "; unicast adverts take unicast_src_ip"));
        return unicast(peers.get(), unicastSource);
    }

    private Optional<IpAddress> source(String key) {
        return section.value(key).flatMap(value -> value.address().filter(address -> isHost(value, address)));
    }

    private AdvertPath multicast(Optional<IpAddress> source) {
        IpAddress group = family == IpFamily.IPV4 ? global.mcastGroup4() : global.mcastGroup6();
        return new AdvertPath(source, Optional.of(group), List.of(), AdvertPath.HOP_LIMIT);
    }

    private AdvertPath unicast(Value value, Optional<IpAddress> source) {
        Optional<List<Value>> items = value.items().filter(list -> !list.isEmpty() && list.size() <= MAX_PEERS);
        if (items.isEmpty()) {
            value.error("must be a list of 1..255 addresses, was "
                    + value.items()
                            .map(list -> list.size() + " of them")
                            .orElse(value.node().kind()));
            return multicast(Optional.empty());
        }
        Map<IpAddress, Value> peers = new LinkedHashMap<>();
        List<Integer> limits = new ArrayList<>();
        for (Value item : items.get()) {
            peer(item, limits).ifPresent(address -> {
                Value earlier = peers.putIfAbsent(address, item);
                if (earlier != null) {
                    item.error(address + " is listed twice; the first is on line "
                            + earlier.mark().line());
                }
                if (source.isPresent() && source.get().equals(address)) {
                    item.error(address + " is this node's own unicast_src_ip; list the other nodes alone");
                }
            });
        }
        if (peers.isEmpty()) {
            return multicast(Optional.empty());
        }
        return new AdvertPath(source, Optional.empty(), List.copyOf(peers.keySet()), limits.get(0));
    }

    /** The peer's address; its least hop limit goes to {@code limits}, one entry per peer. */
    private Optional<IpAddress> peer(Value item, List<Integer> limits) {
        Optional<Section> block =
                item.mapping().isPresent() ? Section.of(item.mark(), item, Block.PEER, "") : Optional.empty();
        Optional<Value> place = block.isPresent() ? block.get().required("address") : Optional.of(item);
        Optional<Value> limitValue = block.flatMap(b -> b.value("min_ttl"));
        int limit = limitValue.flatMap(value -> value.integer(1, 255)).orElse(0);
        limits.add(limit);
        if (limits.get(0) != limit) {
            limitValue.orElse(item).error("min_ttl must be the same for all peers of an instance");
        }
        return place.flatMap(value -> value.address().filter(address -> isHost(value, address)));
    }

    private boolean isHost(Value value, IpAddress address) {
        Optional<String> unfit = Addresses.unfit(address);
        if (unfit.isPresent()) {
            value.error(address + " is " + unfit.get() + " and cannot be a node's");
            return false;
        }
        if (address.family() != family) {
            value.error(address + " is IPv" + address.family().version() + ", but the virtual addresses are IPv"
                    + family.version());
            return false;
        }
        return true;
    }
}
