package dev.holdfast.agent.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands lines to the thread that writes them and never waits for it. When nobody reads the log any more (a full disk, a
 * stuck pipe) lines are dropped and counted, and the count is the first thing said when there is room again.
 */
final class LossyAppender extends AsyncAppender {
    /** Lines that wait; some seconds of the worst that is logged. */
    static final int CAPACITY = 1024;

    /** How long the end of the process waits for the last lines. */
    private static final int FLUSH_MILLIS = 500;

    private final AtomicLong dropped = new AtomicLong();

    LossyAppender(LoggerContext context) {
        setContext(context);
        setName("lossy");
        setQueueSize(CAPACITY);
        setNeverBlock(true);
        setDiscardingThreshold(0); // Every level counts the same: the newest is dropped, not the unimportant.
        setMaxFlushTime(FLUSH_MILLIS);
    }

    @Override
    protected void append(ILoggingEvent event) {
        // Two places are left, so that the line about the loss always fits together with the one that follows it.
        if (getRemainingCapacity() <= 2) {
            dropped.incrementAndGet();
            return;
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            super.append(confession(lost));
        }
        super.append(event);
    }

    private ILoggingEvent confession(long lost) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext((LoggerContext) getContext());
        event.setLoggerName(LossyAppender.class.getName());
        event.setLevel(Level.WARN);
        event.setTimeStamp(System.currentTimeMillis());
        event.setMessage("log: " + lost + " lines were dropped because nobody read them");
        return event;
    }
}
