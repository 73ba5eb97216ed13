package dev.holdfast.linux.socket;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.AdvertisementTransport.Receiver;
import dev.holdfast.core.port.DescriptorWatcher;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.route.Interfaces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The heartbeat links of all virtual routers. */
final class PacketHeartbeats {
    private final Interfaces interfaces;
    private final DescriptorWatcher loop;
    private final OutgoingMessage outgoing;
    private final Map<Place, HeartbeatSocket> sockets = new LinkedHashMap<>();

    /** @param room the longest packet */
    PacketHeartbeats(Interfaces interfaces, DescriptorWatcher loop, int room) {
        this.interfaces = interfaces;
        this.loop = loop;
        this.outgoing = new OutgoingMessage(room);
    }

    private record Place(RouterKey router, InterfaceName link) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place that && router.equals(that.router) && link.equals(that.link);
        }

        @Override
        public int hashCode() {
            return 31 * router.hashCode() + link.hashCode();
        }

        @Override
        public String toString() {
            return router + " on " + link;
        }
    }

    Outcome open(TransportSpec spec, InterfaceName link) {
        Place place = new Place(spec.router(), link);
        close(place);
        try {
            interfaces.forget(link);
            HeartbeatSocket socket = HeartbeatSocket.open(spec, interfaces.find(link));
            sockets.put(place, socket);
            loop.watch(socket.socket().descriptor());
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            return refused.about("open heartbeat", place.toString()).outcome();
        }
    }

    void close(RouterKey router, InterfaceName link) {
        close(new Place(router, link));
    }

    private void close(Place place) {
        HeartbeatSocket socket = sockets.remove(place);
        if (socket != null) {
            loop.forget(socket.socket().descriptor());
            socket.close();
        }
    }

    Outcome send(RouterKey router, InterfaceName link, Octets packet) {
        String operation = "send heartbeat";
        Place place = new Place(router, link);
        HeartbeatSocket socket = sockets.get(place);
        if (socket == null) {
            return Outcome.failed(operation, place.toString(), "EBADF (its socket is not open)");
        }
        if (!outgoing.hasRoomFor(packet.length())) {
            return Outcome.failed(operation, place.toString(), "EMSGSIZE");
        }
        try {
            socket.send(outgoing, packet);
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            return refused.about(operation, place.toString()).outcome();
        }
    }

    /** Reads each socket in turn; what they hold together is little, for a filter keeps out what is not ours. */
    int drain(int limit, IncomingMessage incoming, Receiver receiver) {
        int read = 0;
        for (HeartbeatSocket socket : List.copyOf(sockets.values())) {
            read += RawVrrpTransport.read(
                    socket.socket(), limit - read, incoming, packet -> socket.deliver(packet, receiver));
        }
        return read;
    }

    void close() {
        List.copyOf(sockets.keySet()).forEach(this::close);
    }
}
