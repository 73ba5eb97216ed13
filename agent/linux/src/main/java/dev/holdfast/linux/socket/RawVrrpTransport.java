package dev.holdfast.linux.socket;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.AdvertisementTransport;
import dev.holdfast.core.port.DescriptorWatcher;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.route.Interfaces;
import dev.holdfast.linux.route.NetworkInterface;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * VRRP over raw sockets: a pair per virtual router, and beside them one diagnostic socket per interface and family. Over
 * heartbeat links, by packet sockets.
 *
 * <p>Sockets are bound to the interface's number. When the interface was deleted and created again they must be opened
 * anew.
 */
public final class RawVrrpTransport implements AdvertisementTransport {
    /** Twice the longest legal message, 255 IPv6 addresses; what is longer is cut, and judged by its length. */
    private static final int MAX_PACKET = 8 * 1024;

    /** Per diagnostic socket and drain: enough to count, too few to hold up the genuine adverts. */
    private static final int MAX_DIAGNOSTICS = 16;

    private final Interfaces interfaces;
    private final DescriptorWatcher loop;
    private final IncomingMessage incoming = new IncomingMessage(MAX_PACKET);
    private final OutgoingMessage outgoing4 = new OutgoingMessage(MAX_PACKET);
    private final OutgoingMessage outgoing6 = new OutgoingMessage(MAX_PACKET);
    private final Map<RouterKey, RouterSockets> routers = new LinkedHashMap<>();
    private final Map<Segment, DiagnosticSocket> diagnostics = new HashMap<>();
    private final PacketHeartbeats heartbeats;
    private int firstInTurn;

    public RawVrrpTransport(Interfaces interfaces, DescriptorWatcher loop) {
        this.interfaces = interfaces;
        this.loop = loop;
        this.heartbeats = new PacketHeartbeats(interfaces, loop, MAX_PACKET);
    }

    @Override
    public Outcome open(TransportSpec spec) {
        close(spec.router());
        try {
            NetworkInterface own = fresh(spec.router().dev());
            Optional<NetworkInterface> macvlan = Optional.empty();
            if (spec.vmac().isPresent()) {
                macvlan = Optional.of(fresh(spec.vmac().get().dev()));
            }
            RouterSockets sockets = RouterSockets.open(spec, own, macvlan, incoming);
            routers.put(spec.router(), sockets);
            sockets.receivers().forEach(receiver -> loop.watch(receiver.descriptor()));
            diagnose(Segment.of(spec.router()));
            rehearse(spec);
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            close(spec.router());
            return refused.about("open VRRP sockets", spec.router().toString()).outcome();
        }
    }

    private NetworkInterface fresh(InterfaceName name) throws ErrnoException {
        interfaces.forget(name);
        return interfaces.find(name);
    }

    /**
     * Goes once the whole way of an advert with a packet of no length, which the kernel refuses (EINVAL) and never sends.
     * A backup speaks for the first time when it takes over; loading classes then would cost milliseconds.
     */
    private void rehearse(TransportSpec spec) {
        RouterKey router = spec.router();
        IpAddress unspecified = new IpAddress(router.family(), 0, 0);
        send(router, unspecified, spec.group().orElseGet(() -> spec.peers().get(0)), Octets.EMPTY);
    }

    @Override
    public void close(RouterKey router) {
        RouterSockets sockets = routers.remove(router);
        if (sockets == null) {
            return;
        }
        sockets.receivers().forEach(receiver -> loop.forget(receiver.descriptor()));
        sockets.close();
        try {
            diagnose(Segment.of(router));
        } catch (ErrnoException refused) {
            // The old filter stays: a closed router's adverts are then not counted as a stranger's. No harm is done.
            return;
        }
    }

    /** Makes the diagnostic socket fit the routers that are open. */
    private void diagnose(Segment segment) throws ErrnoException {
        List<TransportSpec> specs = routers.values().stream()
                .map(RouterSockets::spec)
                .filter(spec -> Segment.of(spec.router()).equals(segment))
                .toList();
        DiagnosticSocket socket = diagnostics.get(segment);
        if (specs.isEmpty()) {
            Optional.ofNullable(diagnostics.remove(segment)).ifPresent(DiagnosticSocket::close);
            return;
        }
        if (socket == null) {
            socket = DiagnosticSocket.open(segment);
            diagnostics.put(segment, socket);
        }
        socket.listenBeside(specs, incoming);
    }

    @Override
    public Outcome send(RouterKey router, IpAddress source, IpAddress destination, Octets packet) {
        String operation = "send advertisement";
        String object = router + " to " + destination;
        RouterSockets sockets = routers.get(router);
        if (sockets == null) {
            return Outcome.failed(operation, object, "EBADF (its sockets are not open)");
        }
        OutgoingMessage outgoing = switch (router.family()) {
            case IPV4 -> outgoing4;
            case IPV6 -> outgoing6;
        };
        if (!outgoing.hasRoomFor(packet.length())) {
            return Outcome.failed(operation, object, "EMSGSIZE");
        }
        try {
            sockets.send(outgoing, source, destination, packet);
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            return refused.about(operation, object).outcome();
        }
    }

    @Override
    public Outcome openHeartbeat(TransportSpec spec, InterfaceName link) {
        return heartbeats.open(spec, link);
    }

    @Override
    public void closeHeartbeat(RouterKey router, InterfaceName link) {
        heartbeats.close(router, link);
    }

    @Override
    public Outcome sendHeartbeat(RouterKey router, InterfaceName link, Octets packet) {
        return heartbeats.send(router, link, packet);
    }

    /**
     * Delivers genuine adverts, counted against {@code limit} and in the result, then a few of the others, which are
     * neither: junk must not keep the loop here.
     */
    @Override
    public int drain(int limit, Receiver receiver) {
        List<RouterSockets> inTurn = new ArrayList<>(routers.values());
        // Half is kept for the interfaces, and a flood there keeps nothing from the links beside them.
        int read = heartbeats.drain(limit / 2, incoming, receiver);
        for (int i = 0; i < inTurn.size(); i++) {
            RouterSockets sockets = inTurn.get((firstInTurn + i) % inTurn.size());
            RouterKey router = sockets.spec().router();
            for (NativeSocket socket : sockets.receivers()) {
                read += read(
                        socket,
                        limit - read,
                        incoming,
                        packet -> sockets.protocol().deliver(packet, message -> router, receiver));
            }
        }
        // Another router begins next time, so that none can use up the limit of the rest.
        firstInTurn = inTurn.isEmpty() ? 0 : (firstInTurn + 1) % inTurn.size();
        for (DiagnosticSocket diagnostic : List.copyOf(diagnostics.values())) {
            read(diagnostic.socket(), MAX_DIAGNOSTICS, incoming, packet -> diagnostic.deliver(packet, receiver));
        }
        return read;
    }

    /** Reads what one socket has, up to a limit. */
    static int read(NativeSocket socket, int limit, IncomingMessage incoming, Consumer<IncomingMessage> consumer) {
        int read = 0;
        try {
            while (read < limit && socket.receive(incoming)) {
                read++;
                consumer.accept(incoming);
            }
        } catch (ErrnoException refused) {
            // ENETDOWN and its kin, reported once by the socket and properly by the link monitor.
            return read;
        }
        return read;
    }

    @Override
    public void close() {
        List.copyOf(routers.keySet()).forEach(this::close);
        heartbeats.close();
    }
}
