package dev.holdfast.linux.socket;

import static dev.holdfast.linux.libc.Linux.AF_PACKET;
import static dev.holdfast.linux.libc.Linux.SOCK_NONBLOCK;
import static dev.holdfast.linux.libc.Linux.SOCK_RAW;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.NeighbourAnnouncer;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.wire.ArpPacket;
import dev.holdfast.core.wire.NeighbourAdvertisement;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.libc.SocketAddress;
import dev.holdfast.linux.route.Interfaces;
import dev.holdfast.linux.route.NetworkInterface;
import java.util.List;
import java.util.Optional;

/**
 * Gratuitous ARP and unsolicited neighbour advertisements as whole Ethernet frames through one packet socket, which
 * sends out of any interface and receives nothing.
 *
 * <p>Interfaces on which nobody resolves addresses (loopback, NOARP) are passed over.
 */
public final class PacketNeighbourAnnouncer implements NeighbourAnnouncer, AutoCloseable {
    private static final int MAX_FRAME = 128;
    private static final int ETHERTYPE = 12;
    private static final int TARGET_LENGTH = 6;

    private final NativeSocket socket;
    private final Interfaces interfaces;
    private final OutgoingMessage outgoing = new OutgoingMessage(MAX_FRAME);

    private PacketNeighbourAnnouncer(NativeSocket socket, Interfaces interfaces) {
        this.socket = socket;
        this.interfaces = interfaces;
    }

    /** Opens the socket; asks for CAP_NET_RAW. */
    public static PacketNeighbourAnnouncer open(Interfaces interfaces) throws ErrnoException {
        // Protocol 0 hears nothing.
        NativeSocket socket = NativeSocket.open(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, 0, "ARP and neighbour discovery");
        return new PacketNeighbourAnnouncer(socket, interfaces);
    }

    /** Goes once through an announcement, for an interface that cannot exist: the kernel refuses, nothing is sent. */
    public void rehearse(VirtualAddress address) {
        NetworkInterface nowhere =
                new NetworkInterface(Interfaces.NOWHERE, address.dev(), 0, 0, Optional.of(MacAddress.BROADCAST), false);
        try {
            send(address, nowhere);
        } catch (ErrnoException refused) {
            // As it must be.
            return;
        }
    }

    @Override
    public Outcome announce(List<VirtualAddress> addresses) {
        Outcome outcome = Outcome.DONE;
        for (VirtualAddress address : addresses) {
            Outcome one = announce(address);
            outcome = outcome.isDone() ? one : outcome;
        }
        return outcome;
    }

    private Outcome announce(VirtualAddress address) {
        try {
            NetworkInterface dev = interfaces.find(address.dev());
            if (dev.resolvesNeighbours()) {
                send(address, dev);
            }
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            // Its number may be out of date; the next announcement asks again.
            interfaces.forget(address.dev());
            return refused.about("announce", address.toString()).outcome();
        }
    }

    private void send(VirtualAddress address, NetworkInterface dev) throws ErrnoException {
        MacAddress sender = dev.mac()
                .orElseThrow(() -> new ErrnoException(
                        "announce", address.toString(), Errno.EPROTONOSUPPORT, "the interface is not Ethernet"));
        Octets frame = frame(address.address(), sender, dev.forwardsIpv6());
        MacAddress target = MacAddress.of(frame.slice(0, TARGET_LENGTH).toByteArray());
        socket.send(outgoing.to(SocketAddress.link(dev.index(), frame.u16(ETHERTYPE), target))
                .content(frame));
    }

    private static Octets frame(IpAddress vip, MacAddress sender, boolean forwards) {
        return switch (vip.family()) {
            case IPV4 -> ArpPacket.announcement(vip, sender);
            // From the address itself, as keepalived sends it.
            case IPV6 -> NeighbourAdvertisement.frame(vip, vip, sender, forwards);
        };
    }

    @Override
    public void close() {
        socket.close();
    }
}
