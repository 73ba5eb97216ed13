package dev.holdfast.linux.process;

import static dev.holdfast.linux.libc.Linux.AF_UNIX;
import static dev.holdfast.linux.libc.Linux.SOCK_STREAM;

import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.SocketAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * One agent per virtual router and host. A lock is a name in the abstract socket space: the space is the network
 * namespace's own, as interfaces are, and the kernel frees the name when the process dies, however it dies.
 *
 * <p>Any local user can take a name first, and so keep an agent from starting; that is seen at once and named. Belongs
 * to one thread.
 */
public final class RouterLocks implements AutoCloseable {
    private static final String OPERATION = "lock virtual router";

    private final Map<RouterKey, NativeSocket> held = new HashMap<>();

    /**
     * Takes the lock, or keeps it.
     *
     * @return done, or EADDRINUSE when another agent on this host runs that virtual router
     */
    public Outcome acquire(RouterKey router) {
        if (held.containsKey(router)) {
            return Outcome.DONE;
        }
        try {
            held.put(router, bind(router));
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            String explanation =
                    refused.errno() == Errno.EADDRINUSE ? "another agent on this host runs it" : refused.explanation();
            return new ErrnoException(OPERATION, router.toString(), refused.errno(), explanation).outcome();
        }
    }

    private static NativeSocket bind(RouterKey router) throws ErrnoException {
        // Of the kind that must listen before anybody can connect, and never does: nothing can be sent to it.
        NativeSocket socket = NativeSocket.open(AF_UNIX, SOCK_STREAM, 0, router.toString());
        try {
            socket.bind(SocketAddress.unix("@holdfast/" + router));
            return socket;
        } catch (ErrnoException refused) {
            socket.close();
            throw refused;
        }
    }

    /** Gives the lock back; does nothing when it is not held. */
    public void release(RouterKey router) {
        NativeSocket socket = held.remove(router);
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    public void close() {
        held.values().forEach(NativeSocket::close);
        held.clear();
    }
}
