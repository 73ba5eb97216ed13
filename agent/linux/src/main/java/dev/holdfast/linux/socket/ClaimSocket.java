package dev.holdfast.linux.socket;

import static dev.holdfast.linux.libc.Linux.AF_PACKET;
import static dev.holdfast.linux.libc.Linux.SOCK_NONBLOCK;
import static dev.holdfast.linux.libc.Linux.SOCK_RAW;
import static dev.holdfast.linux.libc.Linux.SOL_SOCKET;
import static dev.holdfast.linux.libc.Linux.SO_RCVBUF;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.SocketAddress;
import dev.holdfast.linux.route.NetworkInterface;
import java.util.Set;

/**
 * Hears on one interface the ARP, or the neighbour discovery, that is about some addresses. Its queue is small, what does not
 * fit is lost, and it never wakes the loop.
 */
final class ClaimSocket implements AutoCloseable {
    /** Some dozens of frames. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private static final int TYPE_ARP = 0x0806;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final MacAddress NOBODY = new MacAddress(0);

    private final NativeSocket socket;
    private final IpFamily family;
    private Set<IpAddress> addresses = Set.of();

    private ClaimSocket(NativeSocket socket, IpFamily family) {
        this.socket = socket;
        this.family = family;
    }

    static ClaimSocket open(NetworkInterface dev, IpFamily family, Set<IpAddress> addresses) throws ErrnoException {
        // With protocol 0 it hears nothing until it is bound, and by then it has its filter.
        NativeSocket socket = NativeSocket.open(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, 0, "neighbours on " + dev.name());
        try {
            ClaimSocket opened = new ClaimSocket(socket, family);
            socket.setOption(SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER);
            opened.hear(addresses);
            int etherType = family == IpFamily.IPV4 ? TYPE_ARP : TYPE_IPV6;
            socket.bind(SocketAddress.link(dev.index(), etherType, NOBODY));
            return opened;
        } catch (ErrnoException refused) {
            socket.close();
            throw refused;
        }
    }

    /** Of these addresses, and no others, from now on. */
    void hear(Set<IpAddress> wanted) throws ErrnoException {
        if (!addresses.equals(wanted)) {
            socket.attach(ClaimFilter.about(family, wanted));
            addresses = Set.copyOf(wanted);
        }
    }

    boolean hears(IpAddress address) {
        return addresses.contains(address);
    }

    boolean receive(IncomingMessage message) throws ErrnoException {
        return socket.receive(message);
    }

    @Override
    public void close() {
        socket.close();
    }
}
