package dev.holdfast.linux.process;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.ProcessCalls;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Real-time scheduling and locked memory for the whole process.
 *
 * <p>Priority for the loop alone does not help: it would wait for the collector's threads, and those for any other
 * process of the machine. So every thread gets it, and the one that elects and those of the virtual machine itself one
 * step more: at the same step it would wait for the turn of threads that answer a flood of requests. The compilers are
 * left out, for they can work for seconds and nothing waits for them. Threads and processes that are started later do not
 * inherit it.
 */
public final class RealTime {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final int MAX_PRIORITY = 99;

    private RealTime() {}

    /**
     * Sets everything that can be set. Call it once all threads that matter run; not on the agent loop, for it reads
     * files.
     *
     * @param priority of ordinary threads, 1 to 99
     * @return what was refused, such as EPERM for want of CAP_SYS_NICE; empty when all was done
     */
    public static List<Outcome> enable(int priority) {
        if (priority < 1 || priority > MAX_PRIORITY) {
            throw new IllegalArgumentException("a real-time priority must be 1.." + MAX_PRIORITY + ", was " + priority);
        }
        List<Outcome> refusals = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                schedule(task, priority, refusals);
            }
        } catch (IOException unreadable) {
            refusals.add(Outcome.failed("list threads", "of the process", String.valueOf(unreadable.getMessage())));
        }
        try {
            ProcessCalls.lockMemory();
        } catch (ErrnoException refused) {
            refusals.add(refused.outcome());
        }
        return List.copyOf(refusals);
    }

    private static void schedule(Path task, int priority, List<Outcome> refusals) {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            int wanted = priorityOf(name, priority);
            if (wanted > 0) {
                ProcessCalls.scheduleRoundRobin(Integer.parseInt(String.valueOf(task.getFileName())), wanted);
            }
        } catch (ErrnoException refused) {
            // A thread may end while we look at it.
            if (refused.errno() != Errno.ESRCH) {
                refusals.add(refused.outcome());
            }
        } catch (IOException ended) {
            // Its file is gone because the thread is: nothing is left to be done.
            return;
        }
    }

    /** The priority for a thread of this name, which the kernel cuts to 15 characters; 0 for leave it alone. */
    static int priorityOf(String name, int ordinary) {
        if (name.matches("C[12] Compiler.*|JVMCI.*|Sweeper thread.*")) {
            return 0;
        }
        boolean isFirst =
                name.matches("holdfast-loop|VM .*|GC .*|ParGC .*|G1 .*|Z[A-Z].*|Shenandoah.*|RuntimeWorker.*");
        return isFirst ? Math.min(ordinary + 1, MAX_PRIORITY) : ordinary;
    }
}
