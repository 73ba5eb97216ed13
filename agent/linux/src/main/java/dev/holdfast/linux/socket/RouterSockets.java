package dev.holdfast.linux.socket;

import static dev.holdfast.linux.libc.Linux.SOL_SOCKET;
import static dev.holdfast.linux.libc.Linux.SO_PRIORITY;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.linux.libc.BpfProgram;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.route.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sockets of one virtual router: those that hear its genuine adverts, and one that sends ours. A router with a macvlan
 * hears on the interface below, and on the macvlan what that keeps to itself.
 */
final class RouterSockets implements AutoCloseable {
    /** Room for many minutes of adverts while the loop is held up; each costs the kernel about 1 kB. */
    private static final int RECEIVE_BUFFER = 1024 * 1024;

    /** TC_PRIO_CONTROL: our own queueing disciplines send adverts first. */
    private static final int PRIORITY_CONTROL = 7;

    private final TransportSpec spec;
    private final RawProtocol protocol;
    private final List<NativeSocket> receivers;
    private final NetworkInterface out;
    private final NativeSocket sender;

    private RouterSockets(
            TransportSpec spec,
            RawProtocol protocol,
            List<NativeSocket> receivers,
            NetworkInterface out,
            NativeSocket sender) {
        this.spec = spec;
        this.protocol = protocol;
        this.receivers = receivers;
        this.out = out;
        this.sender = sender;
    }

    /**
     * Opens all.
     *
     * @param own the router's interface
     * @param macvlan its macvlan, if adverts have to do with it
     * @param scratch takes what came in before the filter was in place
     */
    static RouterSockets open(
            TransportSpec spec, NetworkInterface own, Optional<NetworkInterface> macvlan, IncomingMessage scratch)
            throws ErrnoException {
        RawProtocol protocol = RawProtocol.of(spec.router().family());
        List<NativeSocket> receivers = new ArrayList<>();
        try {
            receivers.add(openReceiver(spec, protocol, own, VrrpFilter.genuine(spec), scratch));
            NetworkInterface out = own;
            if (macvlan.isPresent() && spec.vmac().isPresent()) {
                Vmac vmac = spec.vmac().get();
                BpfProgram filter = VrrpFilter.genuineFrom(vmac.mac(), spec);
                receivers.add(openReceiver(spec, protocol, macvlan.get(), filter, scratch));
                out = vmac.sendsOnParent() ? own : macvlan.get();
            }
            return new RouterSockets(spec, protocol, List.copyOf(receivers), out, openSender(spec, protocol, out));
        } catch (ErrnoException refused) {
            receivers.forEach(NativeSocket::close);
            throw refused;
        }
    }

    private static NativeSocket openReceiver(
            TransportSpec spec, RawProtocol protocol, NetworkInterface dev, BpfProgram filter, IncomingMessage scratch)
            throws ErrnoException {
        int ipProtocol = spec.inHeader() ? RawProtocol.HEADER : RawProtocol.VRRP;
        NativeSocket receiver = protocol.openReceiver(
                dev.name(), ipProtocol, filter, spec.router().toString());
        try {
            // A raw socket hears from the moment it exists, before it has a filter.
            receiver.discard(scratch);
            receiver.setReceiveBuffer(RECEIVE_BUFFER);
            protocol.hearOnlyOwnGroups(receiver);
            if (spec.group().isPresent()) {
                protocol.join(receiver, spec.group().get(), dev.index());
            }
            return receiver;
        } catch (ErrnoException refused) {
            receiver.close();
            throw refused;
        }
    }

    private static NativeSocket openSender(TransportSpec spec, RawProtocol protocol, NetworkInterface out)
            throws ErrnoException {
        NativeSocket sender = protocol.openSender(
                out.name(), out.index(), spec.hopLimit(), spec.router().toString());
        try {
            if (!out.name().equals(spec.router().dev())) {
                protocol.sendFromElsewhere(sender);
            }
            sender.setOption(SOL_SOCKET, SO_PRIORITY, PRIORITY_CONTROL);
        } catch (ErrnoException refused) {
            // Asks for CAP_NET_ADMIN; without it the adverts leave in order, which is no reason not to send them.
            if (refused.errno() != Errno.EPERM) {
                sender.close();
                throw refused;
            }
        }
        return sender;
    }

    TransportSpec spec() {
        return spec;
    }

    RawProtocol protocol() {
        return protocol;
    }

    /** One, or two with a macvlan. */
    List<NativeSocket> receivers() {
        return receivers;
    }

    void send(OutgoingMessage message, IpAddress source, IpAddress destination, Octets packet) throws ErrnoException {
        protocol.address(message, source, destination, out.index());
        sender.send(message.content(packet));
    }

    @Override
    public void close() {
        receivers.forEach(NativeSocket::close);
        sender.close();
    }
}
