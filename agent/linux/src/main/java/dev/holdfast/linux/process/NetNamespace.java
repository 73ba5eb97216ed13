package dev.holdfast.linux.process;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.ProcessCalls;

/** Network namespaces as {@code ip netns} names them. */
public final class NetNamespace {
    private static final String DIRECTORY = "/run/netns/";

    private NetNamespace() {}

    /**
     * Moves the calling thread, and no other, into a namespace. Sockets that it opens from now on belong there, whoever
     * uses them. Needs CAP_SYS_ADMIN.
     *
     * @return done, or why not, such as ENOENT
     */
    public static Outcome enter(String name) {
        if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
            return Outcome.failed("enter network namespace", name, "EINVAL (not a name)");
        }
        try {
            ProcessCalls.enterNetworkNamespace(DIRECTORY + name);
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            return refused.about("enter network namespace", name).outcome();
        }
    }
}
