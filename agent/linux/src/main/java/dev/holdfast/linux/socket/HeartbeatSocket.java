package dev.holdfast.linux.socket;

import static dev.holdfast.linux.libc.Linux.AF_PACKET;
import static dev.holdfast.linux.libc.Linux.PACKET_ADD_MEMBERSHIP;
import static dev.holdfast.linux.libc.Linux.PACKET_MR_MULTICAST;
import static dev.holdfast.linux.libc.Linux.SOCK_DGRAM;
import static dev.holdfast.linux.libc.Linux.SOCK_NONBLOCK;
import static dev.holdfast.linux.libc.Linux.SOL_PACKET;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.AdvertisementTransport.Receiver;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.core.wire.InternetChecksum;
import dev.holdfast.core.wire.Ipv6Datagram;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeBuffer;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.libc.SocketAddress;
import dev.holdfast.linux.route.NetworkInterface;

/**
 * One virtual router's ear and mouth on one heartbeat link: a packet socket, which sees IP packets before addresses,
 * routes, reverse-path filters and firewalls do, and needs none of them.
 *
 * <p>Frames go to the group's Ethernet address, also those of unicast packets: the link has nobody on it but the nodes.
 */
final class HeartbeatSocket implements AutoCloseable {
    /** Room for many minutes of adverts while the loop is held up. */
    private static final int RECEIVE_BUFFER = 256 * 1024;

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final MacAddress GROUP4 = MacAddress.ofGroup(IpAddress.parse("224.0.0.18"));
    private static final MacAddress GROUP6 = MacAddress.ofGroup(IpAddress.parse("ff02::12"));

    private final RouterKey router;
    private final InterfaceName link;
    private final byte[] everybody;
    private final NativeSocket socket;

    private HeartbeatSocket(RouterKey router, InterfaceName link, byte[] everybody, NativeSocket socket) {
        this.router = router;
        this.link = link;
        this.everybody = everybody;
        this.socket = socket;
    }

    static HeartbeatSocket open(TransportSpec spec, NetworkInterface link) throws ErrnoException {
        RouterKey router = spec.router();
        MacAddress group = spec.group().map(MacAddress::ofGroup).orElse(isV4(router) ? GROUP4 : GROUP6);
        byte[] everybody = SocketAddress.link(link.index(), isV4(router) ? ETHERTYPE_IPV4 : ETHERTYPE_IPV6, group);
        // Protocol 0 hears nothing; the filter is in place before binding gives it another.
        NativeSocket socket =
                NativeSocket.open(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK, 0, router + " on " + link.name());
        try {
            socket.attach(VrrpFilter.onHeartbeat(spec));
            socket.setReceiveBuffer(RECEIVE_BUFFER);
            socket.bind(everybody);
            if (link.mac().isPresent()) {
                socket.setOption(SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership(link.index(), group));
            }
            return new HeartbeatSocket(router, link.name(), everybody, socket);
        } catch (ErrnoException refused) {
            socket.close();
            throw refused;
        }
    }

    /** packet_mreq: the card lets frames to this group through. */
    private static NativeBuffer membership(int index, MacAddress group) {
        byte[] octets = group.toByteArray();
        NativeBuffer request = NativeBuffer.allocate(16);
        request.putInt(0, index);
        request.putShort(4, PACKET_MR_MULTICAST);
        request.putShort(6, octets.length);
        request.putBytes(8, octets);
        return request;
    }

    NativeSocket socket() {
        return socket;
    }

    void send(OutgoingMessage message, Octets packet) throws ErrnoException {
        socket.send(message.to(everybody).content(packet));
    }

    /** Hands a received packet on. Nobody has looked at its IP header before. */
    void deliver(IncomingMessage packet, Receiver receiver) {
        Octets octets = packet.content();
        if (isV4(router)) {
            deliverIpv4(octets, receiver);
        } else {
            Ipv6Datagram.parse(octets)
                    .map(datagram -> new ReceivedDatagram(
                            router, datagram.source(), datagram.destination(), datagram.hopLimit(), datagram.message()))
                    .ifPresentOrElse(
                            datagram -> receiver.onDatagram(datagram.over(link)),
                            () -> receiver.onMalformed(router, octets));
        }
    }

    private void deliverIpv4(Octets octets, Receiver receiver) {
        // The filter has read the first octet and what lies behind the header that it announces.
        int header = 4 * (octets.u8(0) & 0xf);
        if (InternetChecksum.isValid(octets.slice(0, header))) {
            RawIpv4.unwrap(message -> router, octets)
                    .ifPresentOrElse(
                            datagram -> receiver.onDatagram(datagram.over(link)),
                            () -> receiver.onMalformed(router, octets));
        } else {
            receiver.onMalformed(router, octets);
        }
    }

    private static boolean isV4(RouterKey router) {
        return router.family() == IpFamily.IPV4;
    }

    @Override
    public void close() {
        socket.close();
    }
}
