package dev.holdfast.linux.socket;

import static dev.holdfast.linux.libc.Linux.SOL_SOCKET;
import static dev.holdfast.linux.libc.Linux.SO_PRIORITY;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;

/** The pair of sockets of one virtual router: one that hears its genuine adverts, one that sends ours. */
final class RouterSockets implements AutoCloseable {
    /** Room for many minutes of adverts while the loop is held up; each costs the kernel about 1 kB. */
    private static final int RECEIVE_BUFFER = 1024 * 1024;

    /** TC_PRIO_CONTROL: our own queueing disciplines send adverts first. */
    private static final int PRIORITY_CONTROL = 7;

    private final TransportSpec spec;
    private final RawProtocol protocol;
    private final int interfaceIndex;
    private final NativeSocket receiver;
    private final NativeSocket sender;

    private RouterSockets(
            TransportSpec spec, RawProtocol protocol, int interfaceIndex, NativeSocket receiver, NativeSocket sender) {
        this.spec = spec;
        this.protocol = protocol;
        this.interfaceIndex = interfaceIndex;
        this.receiver = receiver;
        this.sender = sender;
    }

    /** Opens both; {@code scratch} takes what came in before the filter was in place. */
    static RouterSockets open(TransportSpec spec, int interfaceIndex, IncomingMessage scratch) throws ErrnoException {
        RawProtocol protocol = RawProtocol.of(spec.router().family());
        NativeSocket receiver = openReceiver(spec, protocol, interfaceIndex, scratch);
        try {
            return new RouterSockets(
                    spec, protocol, interfaceIndex, receiver, openSender(spec, protocol, interfaceIndex));
        } catch (ErrnoException refused) {
            receiver.close();
            throw refused;
        }
    }

    private static NativeSocket openReceiver(
            TransportSpec spec, RawProtocol protocol, int interfaceIndex, IncomingMessage scratch)
            throws ErrnoException {
        String object = spec.router().toString();
        NativeSocket receiver = protocol.openReceiver(spec.router().dev(), VrrpFilter.genuine(spec), object);
        try {
            // A raw socket hears from the moment it exists, before it has a filter.
            receiver.discard(scratch);
            receiver.setReceiveBuffer(RECEIVE_BUFFER);
            protocol.hearOnlyOwnGroups(receiver);
            if (spec.group().isPresent()) {
                protocol.join(receiver, spec.group().get(), interfaceIndex);
            }
            return receiver;
        } catch (ErrnoException refused) {
            receiver.close();
            throw refused;
        }
    }

    private static NativeSocket openSender(TransportSpec spec, RawProtocol protocol, int interfaceIndex)
            throws ErrnoException {
        NativeSocket sender = protocol.openSender(
                spec.router().dev(),
                interfaceIndex,
                spec.hopLimit(),
                spec.router().toString());
        try {
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

    NativeSocket receiver() {
        return receiver;
    }

    void send(OutgoingMessage message, IpAddress source, IpAddress destination, Octets packet) throws ErrnoException {
        protocol.address(message, source, destination, interfaceIndex);
        sender.send(message.content(packet));
    }

    @Override
    public void close() {
        receiver.close();
        sender.close();
    }
}
