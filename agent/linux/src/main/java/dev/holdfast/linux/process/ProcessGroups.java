package dev.holdfast.linux.process;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.ProcessCalls;

/** Signals to a script and all that it started. Any thread. */
public final class ProcessGroups {
    public static final int SIGTERM = 15;
    public static final int SIGKILL = 9;

    private ProcessGroups() {}

    /**
     * Sends a signal to every process of the group that {@code pid} leads; a group without processes counts as done.
     *
     * @param pid of the leader, above 1
     */
    public static Outcome signal(long pid, int signal) {
        try {
            ProcessCalls.signalGroup(Math.toIntExact(pid), signal);
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            return refused.errno() == Errno.ESRCH ? Outcome.DONE : refused.outcome();
        }
    }
}
