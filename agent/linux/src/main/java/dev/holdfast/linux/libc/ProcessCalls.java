package dev.holdfast.linux.libc;

/** Calls about processes, threads and what connects them, with errors as exceptions. Any thread. */
public final class ProcessCalls {
    private ProcessCalls() {}

    /** Moves the calling thread, and no other, into the network namespace that a file stands for. */
    public static void enterNetworkNamespace(String path) throws ErrnoException {
        int descriptor = Libc.open(NativeBuffer.ofText(path), Linux.O_RDONLY | Linux.O_CLOEXEC);
        if (descriptor < 0) {
            throw new ErrnoException("enter network namespace", path, -descriptor);
        }
        int result = Libc.setns(descriptor, Linux.CLONE_NEWNET);
        Libc.close(descriptor);
        if (result < 0) {
            throw new ErrnoException("enter network namespace", path, -result);
        }
    }

    /**
     * Sends {@code signal} to every process of a group.
     *
     * @param group above 1: 0 would be our own group, 1 everything
     */
    public static void signalGroup(int group, int signal) throws ErrnoException {
        if (group <= 1) {
            throw new IllegalArgumentException("not a process group of ours: " + group);
        }
        int result = Libc.kill(-group, signal);
        if (result < 0) {
            throw new ErrnoException("send signal " + signal, "to process group " + group, -result);
        }
    }

    /**
     * Makes a named pipe.
     *
     * @param mode permission bits; the umask takes from them
     */
    public static void makePipe(String path, int mode) throws ErrnoException {
        int result = Libc.mkfifo(NativeBuffer.ofText(path), mode);
        if (result < 0) {
            throw new ErrnoException("make named pipe", path, -result);
        }
    }

    /** Keeps all memory of the process out of swap, from the moment a page is first touched. */
    public static void lockMemory() throws ErrnoException {
        // Without ONFAULT everything the JVM merely reserved would be brought in: 265 MB instead of 52 MB.
        int result = Libc.mlockall(Linux.MCL_CURRENT | Linux.MCL_FUTURE | Linux.MCL_ONFAULT);
        if (result < 0) {
            throw new ErrnoException("lock memory", "of the process", -result);
        }
    }

    /**
     * Gives a thread of this process real-time priority. What it starts does not inherit it.
     *
     * @param threadId the kernel's number of the thread
     * @param priority 1 to 99
     */
    public static void scheduleRoundRobin(int threadId, int priority) throws ErrnoException {
        NativeBuffer parameters = NativeBuffer.allocate(Integer.BYTES);
        parameters.putInt(0, priority);
        int result = Libc.schedSetScheduler(threadId, Linux.SCHED_RR | Linux.SCHED_RESET_ON_FORK, parameters);
        if (result < 0) {
            throw new ErrnoException("set real-time priority " + priority, "of thread " + threadId, -result);
        }
    }
}
