package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PushQueueTest {
    private static final long SECOND = 1_000_000_000L;

    private final PushQueue queue = new PushQueue();

    private static Pushed value(int number) {
        return new Pushed(number, "value " + number);
    }

    private void add(int count) {
        IntStream.range(0, count).mapToObj(PushQueueTest::value).forEach(queue::add);
    }

    @Test
    void whatIsSentStaysUntilItIsAnswered() {
        add(2);

        List<Pushed> sent = queue.due(0);
        queue.add(value(2));

        assertThat(sent).containsExactly(value(0), value(1));
        assertThat(queue.size()).isEqualTo(3);
        queue.done(sent);
        assertThat(queue.due(0)).containsExactly(value(2));
    }

    @Test
    void aHundredAreSentAtOnce() {
        add(150);

        assertThat(queue.due(0)).hasSize(100).startsWith(value(0)).endsWith(value(99));
    }

    @Test
    void theOldestMakeRoom() {
        add(1002);

        assertThat(queue.size()).isEqualTo(1000);
        assertThat(queue.dropped()).isEqualTo(2);
        assertThat(queue.oldestEpochMillis()).hasValue(2);
    }

    @Test
    void answersForValuesThatMadeRoomTakeNothingElseAway() {
        add(1000);
        List<Pushed> sent = queue.due(0);
        queue.add(value(1000));

        queue.done(sent);

        assertThat(queue.oldestEpochMillis()).hasValue(100);
    }

    @Test
    void pausesGrowToAMinuteAndEndWithAnAnswer() {
        add(1);
        long now = 0;

        for (long seconds : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            queue.failed(now);
            assertThat(queue.due(now + seconds * SECOND - 1)).isEmpty();
            assertThat(queue.pauseNanos(now)).isEqualTo(seconds * SECOND);
            now += seconds * SECOND;
            assertThat(queue.due(now)).hasSize(1);
        }
        queue.done(queue.due(now));
        queue.add(value(1));
        assertThat(queue.due(now)).hasSize(1);
        queue.failed(now);
        assertThat(queue.due(now + SECOND)).hasSize(1);
    }
}
