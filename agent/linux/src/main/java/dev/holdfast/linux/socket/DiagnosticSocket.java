package dev.holdfast.linux.socket;

import static dev.holdfast.linux.libc.Linux.SOL_SOCKET;
import static dev.holdfast.linux.libc.Linux.SO_RCVBUF;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.AdvertisementTransport.Receiver;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeSocket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hears, on one interface and family, what no router's main socket accepts, so that mistakes can be counted and named:
 * a wrong TTL, version, type or destination, and VRIDs that nobody here has.
 *
 * <p>Its queue is small, what does not fit is lost, and it never wakes the loop: a sample is enough to tell an operator,
 * and a flood costs nothing. It hears the groups that the routers' sockets have joined.
 */
final class DiagnosticSocket implements AutoCloseable {
    /** A dozen packets or two. */
    private static final int RECEIVE_BUFFER = 16 * 1024;

    private static final int VRID = 1;

    private final RawProtocol protocol;
    private final NativeSocket socket;
    private final Map<Integer, RouterKey> routers = new TreeMap<>();

    private DiagnosticSocket(RawProtocol protocol, NativeSocket socket) {
        this.protocol = protocol;
        this.socket = socket;
    }

    static DiagnosticSocket open(Segment segment) throws ErrnoException {
        RawProtocol protocol = RawProtocol.of(segment.family());
        NativeSocket socket = protocol.openReceiver(
                segment.dev(), RawProtocol.VRRP, VrrpFilter.nothing(), "diagnosis on " + segment.dev());
        try {
            socket.setOption(SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER);
            return new DiagnosticSocket(protocol, socket);
        } catch (ErrnoException refused) {
            socket.close();
            throw refused;
        }
    }

    /** From now on hears what these routers, one at least, do not; forgets what it heard before. */
    void listenBeside(List<TransportSpec> specs, IncomingMessage scratch) throws ErrnoException {
        socket.attach(VrrpFilter.remainder(specs.get(0).router().family(), specs));
        socket.discard(scratch);
        routers.clear();
        specs.forEach(spec -> routers.put(spec.router().vrid().value(), spec.router()));
    }

    NativeSocket socket() {
        return socket;
    }

    void deliver(IncomingMessage packet, Receiver receiver) {
        protocol.deliver(packet, this::ownerOf, receiver);
    }

    /** The router whose VRID it carries. A stranger's packet is counted once, at the router with the lowest. */
    private RouterKey ownerOf(Octets message) {
        RouterKey lowest = routers.values().iterator().next();
        return message.length() > VRID ? routers.getOrDefault(message.u8(VRID), lowest) : lowest;
    }

    @Override
    public void close() {
        socket.close();
    }
}
