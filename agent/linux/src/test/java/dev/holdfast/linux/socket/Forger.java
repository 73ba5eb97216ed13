package dev.holdfast.linux.socket;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.linux.lab.TestNamespace;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.Linux;
import dev.holdfast.linux.libc.NativeBuffer;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.libc.SocketAddress;

/** Sends whole IPv4 packets that no honest router would, out of eth0. The kernel loops them back to this host too. */
record Forger(NativeSocket socket) implements AutoCloseable {
    private static final int MAX_PACKET = 16_384;
    private static final int DESTINATION = 16;

    /** A forger in a namespace whose eth0 has this address. */
    static Forger in(TestNamespace namespace, IpAddress address) {
        return namespace.call(() -> {
            NativeSocket socket =
                    NativeSocket.open(Linux.AF_INET, Linux.SOCK_RAW, Linux.IPPROTO_RAW, "a forger of the test");
            socket.bindToDevice(new InterfaceName("eth0"));
            NativeBuffer membership = NativeBuffer.allocate(12);
            membership.putBytes(4, address.toByteArray());
            socket.setOption(Linux.IPPROTO_IP, Linux.IP_MULTICAST_IF, membership);
            return new Forger(socket);
        });
    }

    void send(Octets packet) {
        try {
            IpAddress destination = IpAddress.of(packet.slice(DESTINATION, DESTINATION + 4));
            socket.send(new OutgoingMessage(MAX_PACKET)
                    .to(SocketAddress.inet(destination))
                    .content(packet));
        } catch (ErrnoException refused) {
            throw new AssertionError(refused);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
