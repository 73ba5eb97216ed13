package dev.holdfast.agent.notify;

/** Sends a signal to a whole process group. */
@FunctionalInterface
public interface GroupSignaller {
    int SIGTERM = 15;
    int SIGKILL = 9;

    /** Signals every process of the group; a group that no longer exists is none of the caller's concern. */
    void signal(long group, int signal);
}
