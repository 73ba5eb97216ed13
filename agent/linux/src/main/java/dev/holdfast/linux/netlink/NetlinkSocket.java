package dev.holdfast.linux.netlink;

import static dev.holdfast.linux.libc.Linux.AF_NETLINK;
import static dev.holdfast.linux.libc.Linux.NETLINK_ADD_MEMBERSHIP;
import static dev.holdfast.linux.libc.Linux.NETLINK_CAP_ACK;
import static dev.holdfast.linux.libc.Linux.NETLINK_EXT_ACK;
import static dev.holdfast.linux.libc.Linux.NETLINK_GENERIC;
import static dev.holdfast.linux.libc.Linux.NETLINK_GET_STRICT_CHK;
import static dev.holdfast.linux.libc.Linux.NETLINK_ROUTE;
import static dev.holdfast.linux.libc.Linux.SOCK_NONBLOCK;
import static dev.holdfast.linux.libc.Linux.SOCK_RAW;
import static dev.holdfast.linux.libc.Linux.SOL_NETLINK;

import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.libc.SocketAddress;
import java.util.List;
import java.util.Optional;

/** A netlink socket. Listens to the kernel alone: other processes may send to it, and are not heard. */
public final class NetlinkSocket implements AutoCloseable {
    /** The largest piece the kernel makes of a dump. */
    private static final int RECEIVE_ROOM = 32 * 1024;

    private static final int SEND_ROOM = NetlinkRequests.MAX_BATCH * NetlinkRequest.MAX_LENGTH;
    private static final int SENDER_PORT = 4;

    private final NativeSocket socket;
    private final IncomingMessage incoming = new IncomingMessage(RECEIVE_ROOM);
    private final OutgoingMessage outgoing = new OutgoingMessage(SEND_ROOM);

    private NetlinkSocket(NativeSocket socket) {
        this.socket = socket;
    }

    /** A socket for requests; {@link #receive} waits at most {@code timeoutMillis}. */
    public static NetlinkSocket forRequests(int timeoutMillis) throws ErrnoException {
        return forRequests(NETLINK_ROUTE, "netlink requests", timeoutMillis);
    }

    /** The same, to the families of generic netlink. */
    static NetlinkSocket forGenericRequests(int timeoutMillis) throws ErrnoException {
        return forRequests(NETLINK_GENERIC, "generic netlink requests", timeoutMillis);
    }

    private static NetlinkSocket forRequests(int protocol, String object, int timeoutMillis) throws ErrnoException {
        NativeSocket socket = NativeSocket.open(AF_NETLINK, SOCK_RAW, protocol, object);
        try {
            socket.setReceiveTimeout(timeoutMillis);
            socket.setOption(SOL_NETLINK, NETLINK_CAP_ACK, 1);
            socket.setOption(SOL_NETLINK, NETLINK_EXT_ACK, 1);
            socket.bind(SocketAddress.netlink(0));
            return new NetlinkSocket(socket);
        } catch (ErrnoException refused) {
            socket.close();
            throw refused;
        }
    }

    /** The same, with dumps that the kernel filters, where it can. */
    static NetlinkSocket forFilteredRequests(int timeoutMillis) throws ErrnoException {
        NetlinkSocket filtered = forRequests(timeoutMillis);
        try {
            filtered.socket.setOption(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
        } catch (ErrnoException unknown) {
            // A kernel before 4.20 tells everything; who asks must filter in any case.
            return filtered;
        }
        return filtered;
    }

    /**
     * A socket that hears events; {@link #receive} never waits.
     *
     * @param groups a bit per group, RTMGRP_…
     * @param bufferSize of the kernel's queue, in octets
     */
    public static NetlinkSocket forEvents(int groups, int bufferSize) throws ErrnoException {
        NativeSocket socket = NativeSocket.open(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK, NETLINK_ROUTE, "netlink events");
        try {
            socket.setReceiveBuffer(bufferSize);
            socket.bind(SocketAddress.netlink(groups));
            return new NetlinkSocket(socket);
        } catch (ErrnoException refused) {
            socket.close();
            throw refused;
        }
    }

    public int descriptor() {
        return socket.descriptor();
    }

    /** Hears one more group from now on, by its number RTNLGRP_…. */
    public void join(int group) throws ErrnoException {
        socket.setOption(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
    }

    void send(byte[] messages) throws ErrnoException {
        socket.send(outgoing.to(SocketAddress.netlink(0)).content(messages));
    }

    /**
     * The messages of the next datagram; empty when there is none.
     *
     * @throws ErrnoException with ENOBUFS when messages were lost
     */
    public Optional<List<NetlinkMessage>> receive() throws ErrnoException {
        if (!socket.receive(incoming)) {
            return Optional.empty();
        }
        if (incoming.senderInt(SENDER_PORT) != 0) {
            return Optional.of(List.of());
        }
        if (incoming.isCut()) {
            throw new ErrnoException("receive", "netlink", Errno.ENOBUFS);
        }
        return Optional.of(NetlinkMessage.split(incoming.bytes()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
