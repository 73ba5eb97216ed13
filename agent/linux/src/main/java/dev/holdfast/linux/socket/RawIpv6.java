package dev.holdfast.linux.socket;

import static dev.holdfast.linux.libc.Linux.AF_INET6;
import static dev.holdfast.linux.libc.Linux.IPPROTO_IPV6;
import static dev.holdfast.linux.libc.Linux.IPV6_CHECKSUM;
import static dev.holdfast.linux.libc.Linux.IPV6_FREEBIND;
import static dev.holdfast.linux.libc.Linux.IPV6_HOPLIMIT;
import static dev.holdfast.linux.libc.Linux.IPV6_JOIN_GROUP;
import static dev.holdfast.linux.libc.Linux.IPV6_MULTICAST_ALL;
import static dev.holdfast.linux.libc.Linux.IPV6_MULTICAST_HOPS;
import static dev.holdfast.linux.libc.Linux.IPV6_MULTICAST_IF;
import static dev.holdfast.linux.libc.Linux.IPV6_MULTICAST_LOOP;
import static dev.holdfast.linux.libc.Linux.IPV6_PKTINFO;
import static dev.holdfast.linux.libc.Linux.IPV6_RECVHOPLIMIT;
import static dev.holdfast.linux.libc.Linux.IPV6_RECVPKTINFO;
import static dev.holdfast.linux.libc.Linux.IPV6_TCLASS;
import static dev.holdfast.linux.libc.Linux.IPV6_UNICAST_HOPS;
import static dev.holdfast.linux.libc.Linux.SOCK_NONBLOCK;
import static dev.holdfast.linux.libc.Linux.SOCK_RAW;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.AdvertisementTransport.Receiver;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.linux.libc.BpfProgram;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeBuffer;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.libc.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * VRRP over IPv6: the kernel keeps the IP header to itself. Hop limit and destination come as ancillary data, and the
 * kernel makes and verifies the checksum; what fails it never reaches us and cannot be counted.
 */
record RawIpv6() implements RawProtocol {
    private static final int CHECKSUM_OFFSET = 6;
    private static final int HOPS = 255;

    /** Network control (CS6), so that a congested link still carries the adverts. */
    private static final int TRAFFIC_CLASS = 0xc0;

    private static final int SENDER_ADDRESS = 8;
    private static final int ADDRESS_LENGTH = 16;
    private static final IpAddress UNKNOWN = new IpAddress(IpFamily.IPV6, 0, 0);

    @Override
    public NativeSocket openReceiver(InterfaceName dev, int protocol, BpfProgram filter, String object)
            throws ErrnoException {
        NativeSocket socket = NativeSocket.open(AF_INET6, SOCK_RAW | SOCK_NONBLOCK, protocol, object);
        try {
            socket.attach(filter);
            socket.bindToDevice(dev);
            socket.setOption(IPPROTO_IPV6, IPV6_CHECKSUM, CHECKSUM_OFFSET);
            socket.setOption(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
            socket.setOption(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
            return socket;
        } catch (ErrnoException refused) {
            socket.close();
            throw refused;
        }
    }

    @Override
    public void join(NativeSocket receiver, IpAddress group, int interfaceIndex) throws ErrnoException {
        NativeBuffer request = NativeBuffer.allocate(20);
        request.putBytes(0, group.toByteArray());
        request.putInt(16, interfaceIndex);
        receiver.setOption(IPPROTO_IPV6, IPV6_JOIN_GROUP, request);
    }

    @Override
    public void hearOnlyOwnGroups(NativeSocket receiver) throws ErrnoException {
        receiver.setOption(IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0);
    }

    /** Of protocol 112, for the kernel's checksum; a filter keeps copies of others' adverts out of its queue. */
    @Override
    public NativeSocket openSender(InterfaceName dev, int interfaceIndex, int hopLimit, String object)
            throws ErrnoException {
        NativeSocket socket = NativeSocket.open(AF_INET6, SOCK_RAW | SOCK_NONBLOCK, VRRP, object);
        try {
            socket.attach(VrrpFilter.nothing());
            socket.bindToDevice(dev);
            socket.setOption(IPPROTO_IPV6, IPV6_CHECKSUM, CHECKSUM_OFFSET);
            socket.setOption(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, HOPS);
            socket.setOption(IPPROTO_IPV6, IPV6_UNICAST_HOPS, hopLimit);
            socket.setOption(IPPROTO_IPV6, IPV6_TCLASS, TRAFFIC_CLASS);
            socket.setOption(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0);
            socket.setOption(IPPROTO_IPV6, IPV6_MULTICAST_IF, interfaceIndex);
            return socket;
        } catch (ErrnoException refused) {
            socket.close();
            throw refused;
        }
    }

    @Override
    public void sendFromElsewhere(NativeSocket sender) throws ErrnoException {
        sender.setOption(IPPROTO_IPV6, IPV6_FREEBIND, 1);
    }

    /** The source goes along with each message, so that a changed link-local address needs no new socket. */
    @Override
    public void address(OutgoingMessage message, IpAddress source, IpAddress destination, int interfaceIndex) {
        boolean needsScope = destination.isLinkLocal() || destination.isMulticast();
        ByteBuffer packetInfo = ByteBuffer.allocate(ADDRESS_LENGTH + Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .put(0, source.toByteArray())
                .putInt(ADDRESS_LENGTH, interfaceIndex);
        message.to(SocketAddress.inet6(destination, needsScope ? interfaceIndex : 0))
                .with(IPPROTO_IPV6, IPV6_PKTINFO, packetInfo.array());
    }

    @Override
    public void deliver(IncomingMessage packet, Function<Octets, RouterKey> owner, Receiver receiver) {
        Octets message = packet.content();
        receiver.onDatagram(new ReceivedDatagram(
                owner.apply(message),
                IpAddress.of(packet.senderBytes(SENDER_ADDRESS, ADDRESS_LENGTH)),
                destination(packet),
                hopLimit(packet),
                message));
    }

    private static IpAddress destination(IncomingMessage packet) {
        OptionalInt at = packet.control(IPPROTO_IPV6, IPV6_PKTINFO);
        return at.isPresent() ? IpAddress.of(packet.controlBytes(at.getAsInt(), ADDRESS_LENGTH)) : UNKNOWN;
    }

    private static int hopLimit(IncomingMessage packet) {
        OptionalInt at = packet.control(IPPROTO_IPV6, IPV6_HOPLIMIT);
        return at.isPresent() ? packet.controlInt(at.getAsInt()) & 0xff : 0;
    }
}
