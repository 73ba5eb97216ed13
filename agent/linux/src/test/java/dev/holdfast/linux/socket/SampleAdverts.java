package dev.holdfast.linux.socket;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.core.wire.Ipv4Datagram;
import java.util.List;
import java.util.Optional;

/** What two namespaces joined by a cable say to each other. */
final class SampleAdverts {
    private SampleAdverts() {}

    static final InterfaceName ETH0 = new InterfaceName("eth0");
    static final IpAddress GROUP4 = IpAddress.parse("224.0.0.18");
    static final IpAddress GROUP6 = IpAddress.parse("ff02::12");
    static final IpAddress HERE4 = IpAddress.parse("192.0.2.11");
    static final IpAddress THERE4 = IpAddress.parse("192.0.2.12");
    static final IpAddress HERE6 = IpAddress.parse("fe80::a");
    static final IpAddress THERE6 = IpAddress.parse("fe80::b");

    /** Version 2, VRID 51, priority 150, 192.0.2.100: what keepalived 2.2.7 sends. */
    static final Octets V2 = Octets.hex("21339601 00018665 c0000264 00000000 00000000");

    /** Version 3 for VRID 55 on IPv6; the kernel writes the checksum. */
    static final Octets V3 = Octets.hex("31379601 00640000 fe800000000000000000000000000100");

    static final RouterKey ROUTER4 = router(IpFamily.IPV4, 51);
    static final RouterKey ROUTER6 = router(IpFamily.IPV6, 55);

    static RouterKey router(IpFamily family, int vrid) {
        return new RouterKey(ETH0, family, new Vrid(vrid));
    }

    static TransportSpec multicast(RouterKey router, int version) {
        IpAddress group = router.family() == IpFamily.IPV4 ? GROUP4 : GROUP6;
        return new TransportSpec(router, version, Optional.of(group), List.of(), 255, Optional.empty());
    }

    static TransportSpec unicast(RouterKey router, int version, IpAddress peer) {
        return new TransportSpec(router, version, Optional.empty(), List.of(peer), 255, Optional.empty());
    }

    static Octets withTtl(int ttl, Octets packet) {
        byte[] octets = packet.toByteArray();
        octets[8] = (byte) ttl;
        return Octets.of(octets);
    }

    static Octets advert4(int vrid, int priority, int identification) {
        byte[] message = V2.toByteArray();
        message[1] = (byte) vrid;
        message[2] = (byte) priority;
        return Ipv4Datagram.encode(HERE4, GROUP4, 255, identification, Octets.of(message));
    }
}
