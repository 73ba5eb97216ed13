package dev.holdfast.linux.socket;

import static dev.holdfast.linux.libc.Linux.AF_INET;
import static dev.holdfast.linux.libc.Linux.IPPROTO_IP;
import static dev.holdfast.linux.libc.Linux.IPPROTO_RAW;
import static dev.holdfast.linux.libc.Linux.IP_ADD_MEMBERSHIP;
import static dev.holdfast.linux.libc.Linux.IP_HDRINCL;
import static dev.holdfast.linux.libc.Linux.IP_MULTICAST_ALL;
import static dev.holdfast.linux.libc.Linux.IP_MULTICAST_IF;
import static dev.holdfast.linux.libc.Linux.IP_MULTICAST_LOOP;
import static dev.holdfast.linux.libc.Linux.SOCK_NONBLOCK;
import static dev.holdfast.linux.libc.Linux.SOCK_RAW;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.AdvertisementTransport.Receiver;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.wire.AuthenticationHeader;
import dev.holdfast.core.wire.Ipv4Datagram;
import dev.holdfast.linux.libc.BpfProgram;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeBuffer;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.libc.SocketAddress;
import java.util.Optional;
import java.util.function.Function;

/** VRRP over IPv4: we see and write the IP header ourselves. */
record RawIpv4() implements RawProtocol {
    private static final IpAddress ANY = new IpAddress(IpFamily.IPV4, 0, 0);

    @Override
    public NativeSocket openReceiver(InterfaceName dev, int protocol, BpfProgram filter, String object)
            throws ErrnoException {
        NativeSocket socket = NativeSocket.open(AF_INET, SOCK_RAW | SOCK_NONBLOCK, protocol, object);
        try {
            socket.attach(filter);
            socket.bindToDevice(dev);
            return socket;
        } catch (ErrnoException refused) {
            socket.close();
            throw refused;
        }
    }

    @Override
    public void join(NativeSocket receiver, IpAddress group, int interfaceIndex) throws ErrnoException {
        receiver.setOption(IPPROTO_IP, IP_ADD_MEMBERSHIP, membership(group, interfaceIndex));
    }

    @Override
    public void hearOnlyOwnGroups(NativeSocket receiver) throws ErrnoException {
        receiver.setOption(IPPROTO_IP, IP_MULTICAST_ALL, 0);
    }

    /** IPPROTO_RAW receives nothing, so no copies of others' adverts pile up in a queue that nobody reads. */
    @Override
    public NativeSocket openSender(InterfaceName dev, int interfaceIndex, int hopLimit, String object)
            throws ErrnoException {
        NativeSocket socket = NativeSocket.open(AF_INET, SOCK_RAW | SOCK_NONBLOCK, IPPROTO_RAW, object);
        try {
            socket.bindToDevice(dev);
            socket.setOption(IPPROTO_IP, IP_HDRINCL, 1);
            socket.setOption(IPPROTO_IP, IP_MULTICAST_LOOP, 0);
            // With the interface named here, a group needs no route.
            socket.setOption(IPPROTO_IP, IP_MULTICAST_IF, membership(ANY, interfaceIndex));
            return socket;
        } catch (ErrnoException refused) {
            socket.close();
            throw refused;
        }
    }

    /** Who writes the header writes any source of this host. */
    @Override
    public void sendFromElsewhere(NativeSocket sender) {}

    /** The source stands in the packet's own header. */
    @Override
    public void address(OutgoingMessage message, IpAddress source, IpAddress destination, int interfaceIndex) {
        message.to(SocketAddress.inet(destination));
    }

    @Override
    public void deliver(IncomingMessage packet, Function<Octets, RouterKey> owner, Receiver receiver) {
        Octets octets = packet.content();
        unwrap(owner, octets)
                .ifPresentOrElse(receiver::onDatagram, () -> receiver.onMalformed(owner.apply(Octets.EMPTY), octets));
    }

    /** What a packet holds; empty when its header does not hold together. */
    static Optional<ReceivedDatagram> unwrap(Function<Octets, RouterKey> owner, Octets packet) {
        return Ipv4Datagram.parse(packet).map(datagram -> {
            boolean inHeader = datagram.protocol() == HEADER;
            Octets message = inHeader ? withoutHeader(datagram.payload()) : datagram.payload();
            return new ReceivedDatagram(
                    owner.apply(message),
                    datagram.source(),
                    datagram.destination(),
                    datagram.ttl(),
                    message,
                    inHeader ? packet : Octets.EMPTY);
        });
    }

    private static Octets withoutHeader(Octets payload) {
        int header = Math.min(AuthenticationHeader.LENGTH, payload.length());
        return payload.slice(header, payload.length());
    }

    /** ip_mreqn: group, local address (none), interface. */
    private static NativeBuffer membership(IpAddress group, int interfaceIndex) {
        NativeBuffer request = NativeBuffer.allocate(12);
        request.putBytes(0, group.toByteArray());
        request.putInt(8, interfaceIndex);
        return request;
    }
}
