package dev.holdfast.linux.socket;

import static dev.holdfast.linux.libc.Linux.AF_INET;
import static dev.holdfast.linux.libc.Linux.AF_INET6;
import static dev.holdfast.linux.libc.Linux.SOCK_RAW;
import static dev.holdfast.linux.libc.Linux.SOL_SOCKET;
import static dev.holdfast.linux.libc.Linux.SO_MARK;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.Egress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.wire.InternetChecksum;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeBuffer;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.libc.SocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One echo request and its reply (RFC 792, RFC 4443 section 4), over a raw socket of its own.
 *
 * <p>The agent has CAP_NET_RAW in any case. Datagram sockets for ICMP are open to nobody by default, and {@code ping}
 * needs rights of its own that it does not get from an agent that may not give any.
 */
public final class Echo {
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int SOL_RAW = 255;
    private static final int FILTER = 1;

    private static final int REQUEST = 8;
    private static final int REPLY = 0;
    private static final int REQUEST6 = 128;
    private static final int REPLY6 = 129;

    /** Type, code, checksum, identifier and number. */
    private static final int HEADER = 8;

    /** What only the reply to this very request has. */
    private static final int TOKEN = 16;

    private static final int IP_HEADER_MOST = 60;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final IpAddress target;
    private final Egress egress;
    private final boolean isV4;
    private final byte[] token = new byte[TOKEN];

    private Echo(IpAddress target, Egress egress) {
        this.target = target;
        this.egress = egress;
        this.isV4 = target.family() == IpFamily.IPV4;
        RANDOM.nextBytes(token);
    }

    /**
     * Asks, and waits for the answer. Any thread that may block for the time-out.
     *
     * @param egress how the request leaves; echoes have no ports
     * @return done when the answer came; else what the kernel refused, or ETIMEDOUT
     */
    public static Outcome ping(IpAddress target, Egress egress, long timeoutNanos) {
        try {
            return new Echo(target, egress).run(System.nanoTime() + timeoutNanos)
                    ? Outcome.DONE
                    : Outcome.failed("ping", target.toString(), "ETIMEDOUT");
        } catch (ErrnoException refused) {
            return refused.about("ping", target.toString()).outcome();
        }
    }

    private boolean run(long deadlineNanos) throws ErrnoException {
        try (NativeSocket socket =
                NativeSocket.open(isV4 ? AF_INET : AF_INET6, SOCK_RAW, isV4 ? ICMP : ICMPV6, target.toString())) {
            hearOnlyReplies(socket);
            leave(socket);
            socket.send(new OutgoingMessage(HEADER + TOKEN)
                    .to(isV4 ? SocketAddress.inet(target) : SocketAddress.inet6(target, 0))
                    .content(request()));
            return await(socket, deadlineNanos);
        }
    }

    private void leave(NativeSocket socket) throws ErrnoException {
        if (egress.mark() != 0) {
            socket.setOption(SOL_SOCKET, SO_MARK, egress.mark());
        }
        if (egress.dev().isPresent()) {
            socket.bindToDevice(egress.dev().get());
        }
        if (egress.source().isPresent()) {
            IpAddress source = egress.source().get();
            socket.bind(isV4 ? SocketAddress.inet(source) : SocketAddress.inet6(source, 0));
        }
    }

    /** Raw sockets hear everything that arrives for anybody on this host; the bits are types to leave out. */
    private void hearOnlyReplies(NativeSocket socket) throws ErrnoException {
        if (isV4) {
            socket.setOption(SOL_RAW, FILTER, ~(1 << REPLY));
        } else {
            int words = 8;
            NativeBuffer blocked = NativeBuffer.allocate(words * Integer.BYTES);
            for (int i = 0; i < words; i++) {
                blocked.putInt(i * Integer.BYTES, i == REPLY6 / Integer.SIZE ? ~(1 << REPLY6 % Integer.SIZE) : ~0);
            }
            socket.setOption(ICMPV6, FILTER, blocked);
        }
    }

    /** The identifier and the number stay 0: the token says more. The kernel makes the checksum of ICMPv6. */
    private byte[] request() {
        ByteBuffer message = ByteBuffer.allocate(HEADER + TOKEN)
                .put(0, (byte) (isV4 ? REQUEST : REQUEST6))
                .put(HEADER, token);
        if (isV4) {
            message.putShort(2, (short) InternetChecksum.of(Octets.of(message.array())));
        }
        return message.array();
    }

    private boolean await(NativeSocket socket, long deadlineNanos) throws ErrnoException {
        IncomingMessage message = new IncomingMessage(IP_HEADER_MOST + HEADER + TOKEN);
        long leftMillis = left(deadlineNanos);
        while (leftMillis > 0) {
            socket.setReceiveTimeout((int) Math.min(Integer.MAX_VALUE, leftMillis));
            if (socket.receive(message) && isReply(message.bytes())) {
                return true;
            }
            leftMillis = left(deadlineNanos);
        }
        return false;
    }

    private static long left(long deadlineNanos) {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    private boolean isReply(byte... packet) {
        int at = isV4 && packet.length > 0 ? (packet[0] & 0x0f) * 4 : 0;
        return packet.length >= at + HEADER + TOKEN
                && (packet[at] & 0xff) == (isV4 ? REPLY : REPLY6)
                && Arrays.equals(packet, at + HEADER, at + HEADER + TOKEN, token, 0, TOKEN);
    }
}
