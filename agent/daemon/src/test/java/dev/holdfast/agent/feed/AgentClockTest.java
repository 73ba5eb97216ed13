package dev.holdfast.agent.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AgentClockTest {
    private static final long HOUR_MILLIS = 3_600_000;

    private final AtomicLong monotonicNanos = new AtomicLong(-5_000_000_000L);
    private final AtomicLong wallMillis = new AtomicLong(1_700_000_000_000L);
    private final AgentClock clock = new AgentClock(monotonicNanos::get, wallMillis::get);

    @Test
    void beginsAtZeroWhateverTheMachineSays() {
        assertThat(clock.nanos()).isZero();
    }

    @Test
    @Tag("C-053+")
    void aStepOfTheWallClockDoesNotMoveIt() {
        monotonicNanos.addAndGet(2_000_000_000L);

        wallMillis.addAndGet(-HOUR_MILLIS);
        assertThat(clock.nanos()).isEqualTo(2_000_000_000L);
        wallMillis.addAndGet(2 * HOUR_MILLIS);
        assertThat(clock.nanos()).isEqualTo(2_000_000_000L);
    }

    @Test
    @Tag("C-053-")
    void theTimesItIsWrittenAsFollowAStep() {
        monotonicNanos.addAndGet(2_000_000_000L);
        wallMillis.addAndGet(2_000 + HOUR_MILLIS);

        assertThat(clock.epochMillis(2_000_000_000L)).isEqualTo(1_700_000_002_000L + HOUR_MILLIS);
    }

    @Test
    void jitterBetweenTheClocksDoesNotChangeWrittenTimes() {
        monotonicNanos.addAndGet(2_000_000_000L);
        wallMillis.addAndGet(2_900);

        assertThat(clock.epochMillis(2_000_000_000L)).isEqualTo(1_700_000_002_000L);
    }
}
