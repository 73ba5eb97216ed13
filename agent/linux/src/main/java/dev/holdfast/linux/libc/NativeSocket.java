package dev.holdfast.linux.libc;

import dev.holdfast.core.net.InterfaceName;
import java.lang.ref.Reference;

/**
 * A socket of any family. Children never inherit it (close-on-exec).
 *
 * <p>Not thread-safe. Every refusal of the kernel is an {@link ErrnoException} that names what the socket is for.
 */
public final class NativeSocket implements AutoCloseable {
    private static final int CLOSED = -1;

    /** More than a queue holds, so that a flood that refills it cannot keep us. */
    private static final int MAX_DISCARDED = 10_000;

    private final String object;
    private int descriptor;

    private NativeSocket(String object, int descriptor) {
        this.object = object;
        this.descriptor = descriptor;
    }

    /**
     * Opens a socket.
     *
     * @param type SOCK_…, with SOCK_NONBLOCK where wanted
     * @param object what it is for, as errors shall name it
     */
    public static NativeSocket open(int domain, int type, int protocol, String object) throws ErrnoException {
        int descriptor = Libc.socket(domain, type | Linux.SOCK_CLOEXEC, protocol);
        if (descriptor < 0) {
            throw new ErrnoException("open socket", object, -descriptor);
        }
        return new NativeSocket(object, descriptor);
    }

    /** The file descriptor, for the loop to watch. */
    public int descriptor() {
        return descriptor;
    }

    /** setsockopt with a number. */
    public void setOption(int level, int name, int value) throws ErrnoException {
        NativeBuffer number = NativeBuffer.allocate(Integer.BYTES);
        number.putInt(0, value);
        setOption(level, name, number);
    }

    /** setsockopt with a structure. */
    public void setOption(int level, int name, NativeBuffer value) throws ErrnoException {
        int result = Libc.setsockopt(descriptor, level, name, value);
        if (result < 0) {
            throw new ErrnoException("set socket option " + level + "/" + name, object, -result);
        }
    }

    /** Ties the socket to one interface, for sending and receiving. */
    public void bindToDevice(InterfaceName device) throws ErrnoException {
        NativeBuffer name = NativeBuffer.ofText(device.value());
        int result = Libc.setsockopt(descriptor, Linux.SOL_SOCKET, Linux.SO_BINDTODEVICE, name);
        if (result < 0) {
            throw new ErrnoException("bind socket to device", device.value(), -result);
        }
    }

    /** Lets only packets through that the program accepts; applies to what arrives from now on. */
    public void attach(BpfProgram program) throws ErrnoException {
        NativeBuffer instructions = program.encode();
        // sock_fprog: the number of instructions, padding, and where they are.
        NativeBuffer header = NativeBuffer.allocate(16);
        header.putShort(0, program.length());
        header.putLong(8, instructions.address());
        try {
            setOption(Linux.SOL_SOCKET, Linux.SO_ATTACH_FILTER, header);
        } catch (ErrnoException refused) {
            throw refused.about("attach socket filter", object);
        } finally {
            Reference.reachabilityFence(instructions);
        }
    }

    /** Asks for a receive buffer beyond the system's limit, and for what the limit allows when that is refused. */
    public void setReceiveBuffer(int octets) throws ErrnoException {
        try {
            setOption(Linux.SOL_SOCKET, Linux.SO_RCVBUFFORCE, octets);
        } catch (ErrnoException refused) {
            if (refused.errno() != Errno.EPERM) {
                throw refused;
            }
            setOption(Linux.SOL_SOCKET, Linux.SO_RCVBUF, octets);
        }
    }

    /** How long a blocking receive waits at most. */
    public void setReceiveTimeout(int millis) throws ErrnoException {
        NativeBuffer timeval = NativeBuffer.allocate(16);
        timeval.putLong(0, millis / 1000);
        timeval.putLong(8, millis % 1000 * 1000L);
        setOption(Linux.SOL_SOCKET, Linux.SO_RCVTIMEO, timeval);
    }

    /** Binds to an address structure of {@link SocketAddress}. */
    public void bind(byte... address) throws ErrnoException {
        int result = Libc.bind(descriptor, NativeBuffer.of(address));
        if (result < 0) {
            throw new ErrnoException("bind socket", object, -result);
        }
    }

    /** Sends a datagram without waiting. */
    public void send(OutgoingMessage message) throws ErrnoException {
        int result = Libc.sendmsg(descriptor, message.memory(), Linux.MSG_DONTWAIT | Linux.MSG_NOSIGNAL);
        if (result < 0) {
            throw new ErrnoException("send", object, -result);
        }
    }

    /**
     * Receives a datagram.
     *
     * @return false when there is none: at once on a non-blocking socket, after the time-out on another
     */
    public boolean receive(IncomingMessage message) throws ErrnoException {
        int result = Libc.recvmsg(descriptor, message.prepared(), 0);
        if (result == -Errno.EAGAIN) {
            return false;
        }
        if (result < 0) {
            throw new ErrnoException("receive", object, -result);
        }
        message.filled(result);
        return true;
    }

    /** Throws away what has been received so far. Non-blocking sockets only. */
    public void discard(IncomingMessage scratch) throws ErrnoException {
        boolean hasMore = true;
        for (int i = 0; hasMore && i < MAX_DISCARDED; i++) {
            hasMore = receive(scratch);
        }
    }

    /** Closes it; a second time does nothing. */
    @Override
    public void close() {
        if (descriptor != CLOSED) {
            Libc.close(descriptor);
            descriptor = CLOSED;
        }
    }
}
