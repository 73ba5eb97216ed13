package dev.holdfast.agent.notify;

import dev.holdfast.core.spi.ScriptResult;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of a script, from its start to its end. Belongs to the thread that waits for it. */
final class RunningScript {
    /** Between the polite and the final signal; two seconds after its time nothing of a script is to be left. */
    static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    /** How often output is fetched at first; at a pipe's 64 KiB this is far more than a notify script says. */
    private static final long POLL_MILLIS = 20;

    /** How often at last: what runs for ever is not to be asked fifty times a second. */
    private static final long LONGEST_POLL_MILLIS = 500;

    private static final int POLLS_PER_AGE = 64;

    /** After the end of a process its pipe changes hands inside the JDK; reading it may fail for that moment. */
    private static final int LAST_READ_TRIES = 5;

    /** Exit statuses of setpriv and setsid that mean that the next program did not start. */
    private static final List<Integer> EXEC_FAILED = List.of(126, 127);

    private static final List<String> HELPERS = List.of("setpriv:", "setsid:");

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final long id;
    private final Process process;
    private final long startNanos = System.nanoTime();
    private final OutputTail output = new OutputTail();
    private final GroupSignaller signaller;
    private volatile boolean stopped;

    private RunningScript(long id, Process process, GroupSignaller signaller) {
        this.id = id;
        this.process = process;
        this.signaller = signaller;
    }

    /** @throws IOException when no process could be made */
    static RunningScript start(long id, List<String> words, Map<String, String> environment, GroupSignaller signaller)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        builder.environment().putAll(environment);
        return new RunningScript(id, builder.start(), signaller);
    }

    /** Waits for the end, and brings it about when the time is up. */
    ScriptEnd await(long limitNanos) throws InterruptedException {
        boolean inTime = waitFor(limitNanos, true);
        if (!inTime) {
            signaller.signal(process.pid(), GroupSignaller.SIGTERM);
            waitFor(GRACE_NANOS, false);
            // Also when the script itself went: its children may not have.
            signaller.signal(process.pid(), GroupSignaller.SIGKILL);
            process.waitFor();
        }
        long tookNanos = System.nanoTime() - startNanos;
        readTheRest();
        return inTime ? ended(tookNanos) : timedOut(tookNanos);
    }

    /** Has its time be up now. Any thread. */
    void stop() {
        stopped = true;
    }

    /** Ends the whole group at once; {@link #await} then returns. Any thread. */
    void kill() {
        signaller.signal(process.pid(), GroupSignaller.SIGKILL);
    }

    private boolean waitFor(long limitNanos, boolean untilStopped) throws InterruptedException {
        long begin = System.nanoTime();
        long left = limitNanos;
        while (left > 0 && !(untilStopped && stopped)) {
            long pollNanos = Math.min(left, pollNanos(limitNanos - left));
            if (process.waitFor(pollNanos, TimeUnit.NANOSECONDS)) {
                return true;
            }
            tryRead();
            left = limitNanos - (System.nanoTime() - begin);
        }
        return !process.isAlive();
    }

    private static long pollNanos(long ageNanos) {
        long wanted = Math.max(ageNanos / POLLS_PER_AGE, TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        return Math.min(wanted, TimeUnit.MILLISECONDS.toNanos(LONGEST_POLL_MILLIS));
    }

    private boolean tryRead() {
        try {
            output.drain(process.getInputStream());
            return true;
        } catch (IOException changingHands) {
            return false;
        }
    }

    private void readTheRest() throws InterruptedException {
        for (int i = 0; i < LAST_READ_TRIES && !tryRead(); i++) {
            Thread.sleep(POLL_MILLIS);
        }
        try (InputStream done = process.getInputStream()) {
            output.drain(done);
        } catch (IOException closed) {
            return; // Nothing more can be had, and what was said is kept.
        }
    }

    private ScriptEnd ended(long tookNanos) {
        int status = process.exitValue();
        String detail = output.detail();
        if (EXEC_FAILED.contains(status) && HELPERS.stream().anyMatch(detail::startsWith)) {
            return new ScriptEnd(id, ScriptResult.NOT_STARTED, -1, tookNanos, detail);
        }
        return new ScriptEnd(id, status == 0 ? ScriptResult.SUCCEEDED : ScriptResult.FAILED, status, tookNanos, detail);
    }

    private ScriptEnd timedOut(long tookNanos) {
        return new ScriptEnd(id, ScriptResult.TIMED_OUT, -1, tookNanos, output.detail());
    }
}
