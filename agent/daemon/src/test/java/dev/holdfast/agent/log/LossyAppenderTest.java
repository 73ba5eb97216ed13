package dev.holdfast.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LossyAppenderTest {
    @Test
    void aStuckOutputDelaysNobodyAndTheLossIsTold() throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        StuckAppender stuck = new StuckAppender();
        stuck.start();
        LossyAppender lossy = new LossyAppender(context);
        lossy.addAppender(stuck);
        lossy.start();
        Logger log = context.getLogger("test");
        log.addAppender(lossy);

        long begin = System.nanoTime();
        for (int i = 0; i < 3000; i++) {
            log.info("line {}", i);
        }
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(2));

        stuck.released.countDown();
        while (lossy.getNumberOfElementsInQueue() > 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        log.info("after");
        lossy.stop();

        List<String> written = stuck.written;
        assertThat(written.get(written.size() - 1)).isEqualTo("after");
        assertThat(written.get(written.size() - 2)).matches("log: \\d+ lines were dropped because nobody read them");
        // What the writing thread has taken in hand, and as much again that waits.
        assertThat(written).hasSizeLessThanOrEqualTo(2 * LossyAppender.CAPACITY + 2);
    }

    private static final class StuckAppender extends AppenderBase<ILoggingEvent> {
        private final CountDownLatch released = new CountDownLatch(1);
        private final List<String> written = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            try {
                released.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            written.add(event.getFormattedMessage());
        }
    }
}
