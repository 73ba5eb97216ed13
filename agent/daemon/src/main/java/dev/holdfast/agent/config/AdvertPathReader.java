package dev.holdfast.agent.config;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.UnicastPeer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how adverts travel: by multicast, or to the peers of {@code unicast_peer}. */
final class AdvertPathReader {
    /** An advert is sent to each in turn; RFC 9568 knows 255 priorities, and a site far fewer nodes. */
    private static final int MAX_PEERS = 255;

    private static final List<String> UNICAST_ONLY = List.of("unicast_src_ip", "unicast_ttl", "check_unicast_src");

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
        Optional<Value> mayLackPeers =
                section.value("unicast_fault_no_peer").filter(value -> flag("unicast_fault_no_peer"));
        if (peers.isEmpty() && mayLackPeers.isEmpty()) {
            UNICAST_ONLY.forEach(
                    key -> section.value(key).ifPresent(value -> value.error("is useless without unicast_peer")));
            return multicast(multicastSource);
        }
        section.value("mcast_src_ip")
                .ifPresent(value -> value.error("contradicts unicast_peer on line "
                        + section.markOf("unicast_peer").line() + "; unicast adverts take unicast_src_ip"));
        boolean lacksPeers = peers.isEmpty()
                || peers.flatMap(Value::items).filter(List::isEmpty).isPresent();
        if (lacksPeers && mayLackPeers.isPresent()) {
            mayLackPeers.get().warning("there is no unicast_peer: the instance stays in FAULT until it has one");
            return unicast(unicastSource, List.of());
        }
        return peers.map(value -> unicast(value, unicastSource)).orElseGet(() -> multicast(multicastSource));
    }

    private Optional<IpAddress> source(String key) {
        return section.value(key).flatMap(value -> value.address().filter(address -> isHost(value, address)));
    }

    private AdvertPath multicast(Optional<IpAddress> source) {
        IpAddress group = family == IpFamily.IPV4 ? global.mcastGroup4() : global.mcastGroup6();
        return new AdvertPath(
                source, tracksSource("mcast_src_ip"), Optional.of(group), List.of(), AdvertPath.HOP_LIMIT, false);
    }

    private AdvertPath unicast(Optional<IpAddress> source, List<UnicastPeer> peers) {
        int ttl = section.integer("unicast_ttl", 1, AdvertPath.HOP_LIMIT).orElse(AdvertPath.HOP_LIMIT);
        return new AdvertPath(
                source, tracksSource("unicast_src_ip"), Optional.empty(), peers, ttl, flag("check_unicast_src"));
    }

    private boolean tracksSource(String sourceKey) {
        boolean tracks = flag("track_src_ip");
        if (tracks && section.value(sourceKey).isEmpty()) {
            section.value("track_src_ip").ifPresent(value -> value.error("is useless without " + sourceKey));
        }
        return tracks;
    }

    private boolean flag(String key) {
        return section.bool(key).orElse(false);
    }

    private AdvertPath unicast(Value value, Optional<IpAddress> source) {
        Optional<List<Value>> items = value.items().filter(list -> !list.isEmpty() && list.size() <= MAX_PEERS);
        if (items.isEmpty()) {
            value.error("must be a list of 1..255 addresses, was "
                    + value.items()
                            .map(list -> list.size() + " of them")
                            .orElse(value.node().kind()));
            return unicast(source, List.of());
        }
        Map<IpAddress, Value> places = new HashMap<>();
        List<UnicastPeer> peers = new ArrayList<>();
        for (Value item : items.get()) {
            peer(item).ifPresent(peer -> {
                IpAddress address = peer.address();
                peers.add(peer);
                Value earlier = places.putIfAbsent(address, item);
                if (earlier != null) {
                    item.error(address + " is listed twice; the first is on line "
                            + earlier.mark().line());
                }
                if (source.isPresent() && source.get().equals(address)) {
                    item.error(address + " is this node's own unicast_src_ip; list the other nodes alone");
                }
            });
        }
        return unicast(source, peers);
    }

    private Optional<UnicastPeer> peer(Value item) {
        Optional<Section> block =
                item.mapping().isPresent() ? Section.of(item.mark(), item, Block.PEER, "") : Optional.empty();
        Optional<Value> place = block.isPresent() ? block.get().required("address") : Optional.of(item);
        int least = ttl(block, "min_ttl").orElse(0);
        int most = ttl(block, "max_ttl").orElse(AdvertPath.HOP_LIMIT);
        if (least > most) {
            item.error("min_ttl " + least + " is above max_ttl " + most);
        }
        return place.flatMap(value -> value.address().filter(address -> isHost(value, address)))
                .map(address -> new UnicastPeer(address, Math.min(least, most), most));
    }

    private static Optional<Integer> ttl(Optional<Section> block, String key) {
        return block.flatMap(b -> b.value(key)).flatMap(value -> value.integer(1, AdvertPath.HOP_LIMIT));
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
