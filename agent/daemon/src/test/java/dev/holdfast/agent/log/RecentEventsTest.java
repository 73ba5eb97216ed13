package dev.holdfast.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class RecentEventsTest {
    private final RecentEvents recent = new RecentEvents();

    private void tell(int times) {
        for (int i = 0; i < times; i++) {
            recent.add(i, new LogLine(Level.INFO, "stalled", "VI_1", "late"));
        }
    }

    private List<Long> idsAfter(long id) {
        return recent.after(id).stream().map(RecentEvents.Told::id).toList();
    }

    @Test
    void numbersRiseFromOne() {
        assertThat(idsAfter(0)).isEmpty();

        tell(3);

        assertThat(idsAfter(0)).containsExactly(1L, 2L, 3L);
        assertThat(idsAfter(2)).containsExactly(3L);
        assertThat(idsAfter(3)).isEmpty();
        assertThat(idsAfter(99)).isEmpty();
    }

    @Test
    void theOldestGiveWay() {
        tell(RecentEvents.CAPACITY + 10);

        assertThat(idsAfter(0)).hasSize(256).startsWith(11L).endsWith(266L);
    }

    @Test
    void debuggingLinesAreLeftOut() {
        recent.add(1, new LogLine(Level.DEBUG, "lower_master_heard", "VI_1", "heard"));
        tell(1);

        assertThat(idsAfter(0)).containsExactly(1L);
    }

    /** A reader sees rising numbers without a hole, however fast the writer is: what is missing is at the beginning. */
    @Test
    void aReaderBesideTheWriterSeesNoHole() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            tell(200_000);
            done.set(true);
        });
        writer.start();
        while (!done.get()) {
            List<Long> ids = idsAfter(0);
            if (!ids.isEmpty()) {
                assertThat(ids)
                        .containsExactlyElementsOf(LongStream.rangeClosed(ids.get(0), ids.get(ids.size() - 1))
                                .boxed()
                                .toList());
            }
        }
        writer.join();
    }
}
