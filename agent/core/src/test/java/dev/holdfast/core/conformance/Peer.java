package dev.holdfast.core.conformance;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.wire.Advertisement;
import dev.holdfast.core.wire.Authentication;
import dev.holdfast.core.wire.ChecksumForm;
import dev.holdfast.core.wire.VrrpEncoder;
import java.util.List;
import java.util.stream.Stream;

/** Another router of the same virtual router, and what it sends: 192.0.2.251 or fe80::251, every second. */
record Peer(
        int version,
        int priority,
        int centis,
        IpAddress source,
        IpAddress destination,
        int hopLimit,
        List<IpAddress> addresses,
        Authentication authentication) {
    static Peer v2(int priority) {
        return ipv4(2, priority);
    }

    static Peer v3(int priority) {
        return ipv4(3, priority);
    }

    static Peer v3OnIpv6(int priority) {
        return new Peer(
                3,
                priority,
                100,
                IpAddress.parse("fe80::251"),
                AdvertPath.IPV6_GROUP,
                255,
                List.of(IpAddress.parse("fe80::100")),
                Authentication.NONE);
    }

    private static Peer ipv4(int version, int priority) {
        return new Peer(
                version,
                priority,
                100,
                IpAddress.parse("192.0.2.251"),
                AdvertPath.IPV4_GROUP,
                255,
                List.of(IpAddress.parse("192.0.2.100")),
                Authentication.NONE);
    }

    Peer every(int newCentis) {
        return new Peer(version, priority, newCentis, source, destination, hopLimit, addresses, authentication);
    }

    Peer from(String newSource) {
        IpAddress address = IpAddress.parse(newSource);
        return new Peer(version, priority, centis, address, destination, hopLimit, addresses, authentication);
    }

    Peer to(String newDestination) {
        IpAddress address = IpAddress.parse(newDestination);
        return new Peer(version, priority, centis, source, address, hopLimit, addresses, authentication);
    }

    Peer hopLimit(int newHopLimit) {
        return new Peer(version, priority, centis, source, destination, newHopLimit, addresses, authentication);
    }

    Peer addresses(String... newAddresses) {
        List<IpAddress> list = Stream.of(newAddresses).map(IpAddress::parse).toList();
        return new Peer(version, priority, centis, source, destination, hopLimit, list, authentication);
    }

    Peer password(String password) {
        return new Peer(
                version, priority, centis, source, destination, hopLimit, addresses, Authentication.password(password));
    }

    /** Says that its proof is an authentication header. */
    Peer header() {
        return new Peer(version, priority, centis, source, destination, hopLimit, addresses, Authentication.HEADER);
    }

    /** The advert as it arrives at the node. */
    ReceivedDatagram advert() {
        Advertisement advert =
                new Advertisement(version, new Vrid(51), new Priority(priority), centis, addresses, authentication);
        IpFamily family = source.family();
        return new ReceivedDatagram(
                new RouterKey(Router.ETH0, family, new Vrid(51)),
                source,
                destination,
                hopLimit,
                VrrpEncoder.encode(advert, source, destination, ChecksumForm.PSEUDO_HEADER));
    }
}
