package dev.holdfast.linux.socket;

import static dev.holdfast.linux.libc.Linux.AF_PACKET;
import static dev.holdfast.linux.libc.Linux.SOCK_NONBLOCK;
import static dev.holdfast.linux.libc.Linux.SOCK_RAW;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.NeighbourWatch;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.wire.ArpPacket;
import dev.holdfast.core.wire.ClaimReader;
import dev.holdfast.core.wire.NeighbourSolicitation;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.libc.SocketAddress;
import dev.holdfast.linux.route.Interfaces;
import dev.holdfast.linux.route.NetworkInterface;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A packet socket per interface and family for what others say of addresses, and one that asks on any interface.
 *
 * <p>Sockets are bound to the interface's number; when the interface was deleted and created again they must be opened anew,
 * by a watch for nothing and another one. Interfaces on which nobody resolves addresses (loopback, NOARP) are passed over.
 */
public final class PacketNeighbourWatch implements NeighbourWatch, AutoCloseable {
    /** Longer than neighbour discovery is in practice; what is cut is not believed. */
    private static final int MAX_FRAME = 512;

    /** Per socket and drain: enough to know, too few to hold up the adverts. */
    private static final int MAX_FRAMES = 32;

    private static final int ETHERTYPE = 12;
    private static final int TARGET_LENGTH = 6;

    private final NativeSocket sender;
    private final Interfaces interfaces;
    private final IncomingMessage incoming = new IncomingMessage(MAX_FRAME);
    private final OutgoingMessage outgoing = new OutgoingMessage(MAX_FRAME);
    private final Map<InterfaceName, Map<IpFamily, ClaimSocket>> sockets = new LinkedHashMap<>();

    private PacketNeighbourWatch(NativeSocket sender, Interfaces interfaces) {
        this.sender = sender;
        this.interfaces = interfaces;
    }

    /** Opens the socket that asks; needs CAP_NET_RAW. */
    public static PacketNeighbourWatch open(Interfaces interfaces) throws ErrnoException {
        // Protocol 0 hears nothing.
        NativeSocket sender = NativeSocket.open(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, 0, "questions to neighbours");
        return new PacketNeighbourWatch(sender, interfaces);
    }

    @Override
    public Outcome watch(InterfaceName dev, Set<IpAddress> addresses) {
        try {
            for (IpFamily family : IpFamily.values()) {
                watch(
                        dev,
                        family,
                        addresses.stream()
                                .filter(address -> address.family() == family)
                                .collect(Collectors.toUnmodifiableSet()));
            }
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            interfaces.forget(dev);
            return refused.about("watch neighbours", dev.value()).outcome();
        }
    }

    private void watch(InterfaceName dev, IpFamily family, Set<IpAddress> addresses) throws ErrnoException {
        Map<IpFamily, ClaimSocket> here = sockets.computeIfAbsent(dev, unknown -> new EnumMap<>(IpFamily.class));
        if (addresses.isEmpty()) {
            Optional.ofNullable(here.remove(family)).ifPresent(ClaimSocket::close);
            return;
        }
        ClaimSocket open = here.get(family);
        if (open != null) {
            open.hear(addresses);
            return;
        }
        NetworkInterface found = interfaces.find(dev);
        if (found.resolvesNeighbours()) {
            here.put(family, ClaimSocket.open(found, family, addresses));
        }
    }

    @Override
    public Outcome ask(InterfaceName dev, IpAddress address, IpAddress source) {
        String object = address + " on " + dev;
        try {
            NetworkInterface found = interfaces.find(dev);
            if (!found.resolvesNeighbours()) {
                return Outcome.failed("ask for", object, "EOPNOTSUPP");
            }
            send(found, address, source);
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            // Its number may be out of date; the next question asks again.
            interfaces.forget(dev);
            return refused.about("ask for", object).outcome();
        }
    }

    private void send(NetworkInterface dev, IpAddress address, IpAddress source) throws ErrnoException {
        MacAddress mac = dev.mac()
                .orElseThrow(() -> new ErrnoException(
                        "ask for", address.toString(), Errno.EPROTONOSUPPORT, "the interface is not Ethernet"));
        Octets frame = switch (address.family()) {
            case IPV4 -> ArpPacket.question(address, source, mac);
            case IPV6 -> NeighbourSolicitation.frame(address, source, mac);
        };
        MacAddress target = MacAddress.of(frame.slice(0, TARGET_LENGTH).toByteArray());
        sender.send(outgoing.to(SocketAddress.link(dev.index(), frame.u16(ETHERTYPE), target))
                .content(frame));
    }

    @Override
    public void drain(int limit, Receiver receiver) {
        int left = limit;
        for (Map.Entry<InterfaceName, Map<IpFamily, ClaimSocket>> here : sockets.entrySet()) {
            for (ClaimSocket socket : List.copyOf(here.getValue().values())) {
                left -= read(here.getKey(), socket, Math.min(left, MAX_FRAMES), receiver);
            }
        }
    }

    private int read(InterfaceName dev, ClaimSocket socket, int limit, Receiver receiver) {
        int read = 0;
        try {
            while (read < limit && socket.receive(incoming)) {
                read++;
                ClaimReader.read(incoming.content())
                        .filter(claim -> isForeign(socket, claim))
                        .ifPresent(claim -> receiver.onClaim(dev, claim));
            }
        } catch (ErrnoException refused) {
            // ENETDOWN and its kin, reported once by the socket and properly by the link monitor.
            return read;
        }
        return read;
    }

    /** A switch may throw our own frames back, and two of our interfaces may be on one link. */
    private boolean isForeign(ClaimSocket socket, AddressClaim claim) {
        return socket.hears(claim.address()) && !interfaces.isOwn(claim.mac());
    }

    @Override
    public void close() {
        sockets.values().forEach(here -> here.values().forEach(ClaimSocket::close));
        sockets.clear();
        sender.close();
    }
}
