package dev.holdfast.agent.mail;

import dev.holdfast.core.spi.ScriptResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mails that wait, one under way at a time, in order. What fails is tried again, ever more slowly, unless the server
 * said that it never will; beyond a number the oldest give way. Runs on the mail loop.
 */
final class Outgoing {
    /** What more than this many would tell, nobody reads. */
    static final int CAPACITY = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);
    private static final int MOST_CAUSES = 10;
    private static final int MOST_DOUBLINGS = 16;

    private final Vertx vertx;
    private final Function<Mail, Future<Void>> transport;
    private final Patience patience;
    private final Report report;
    private final Deque<Mail> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * How long to try.
     *
     * @param attempts how often at most, at least 1
     * @param firstMillis the pause after the first failure; each next one is twice as long
     * @param longestMillis the longest pause
     */
    record Patience(int attempts, long firstMillis, long longestMillis) {
        /** A quarter of an hour, altogether. */
        static final Patience STANDARD = new Patience(20, 1_000, 60_000);

        long pauseMillis(int failures) {
            return Math.min(firstMillis << Math.min(failures - 1, MOST_DOUBLINGS), longestMillis);
        }
    }

    /** Told how each mail ended. */
    interface Report {
        void ended(Mail mail, ScriptResult result, long tookNanos, String detail);
    }

    Outgoing(Vertx vertx, Function<Mail, Future<Void>> transport, Patience patience, Report report) {
        this.vertx = vertx;
        this.transport = transport;
        this.patience = patience;
        this.report = report;
    }

    void add(Mail mail) {
        waiting.add(mail);
        if (waiting.size() > CAPACITY) {
            report.ended(waiting.remove(), ScriptResult.DROPPED, 0, "more than " + CAPACITY + " mails wait");
        }
        next();
    }

    private void next() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            attempt(waiting.element(), 1, System.nanoTime());
        }
    }

    private void attempt(Mail mail, int number, long beginNanos) {
        if (!waiting.contains(mail)) { // It has given way to newer ones.
            end(mail, ScriptResult.DROPPED, 0, "");
            return;
        }
        transport.apply(mail).onComplete(done -> {
            long tookNanos = System.nanoTime() - beginNanos;
            if (done.succeeded()) {
                end(mail, ScriptResult.SUCCEEDED, tookNanos, "");
            } else if (number >= patience.attempts() || isFinal(done.cause())) {
                end(mail, ScriptResult.FAILED, tookNanos, words(done.cause()));
            } else {
                long pause = patience.pauseMillis(number);
                LOG.warn("{} mail not sent yet, tried again in {} ms: {}", mail.about(), pause, words(done.cause()));
                vertx.setTimer(pause, late -> attempt(mail, number + 1, beginNanos));
            }
        });
    }

    private void end(Mail mail, ScriptResult result, long tookNanos, String detail) {
        busy = false;
        if (waiting.remove(mail)) {
            report.ended(mail, result, tookNanos, detail);
        }
        next();
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    /** What still waits, or is under way, is given up. */
    void drop(String why) {
        while (!waiting.isEmpty()) {
            report.ended(waiting.remove(), ScriptResult.DROPPED, 0, why);
        }
    }

    private static boolean isFinal(Throwable cause) {
        return cause instanceof SMTPException refused && refused.isPermanent();
    }

    /** What is at the bottom of it: what lies above says only that it failed. */
    private static String words(Throwable cause) {
        Throwable root = cause;
        for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
