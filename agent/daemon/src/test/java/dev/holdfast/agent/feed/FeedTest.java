package dev.holdfast.agent.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.CheckResult;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FeedTest {
    private final AtomicLong monotonic = new AtomicLong(-5_000_000_000L);
    private final AtomicLong wall = new AtomicLong(1_800_000_000_000L);
    private final AgentClock clock = new AgentClock(monotonic::get, wall::get);
    private final AgentSnapshot first = new AgentSnapshot(0, "lb01", 1, List.of(), List.of(), Map.of());
    private final Feed feed = new Feed(clock, new StatusBoard("1.0", "abc", 7), first);

    @Test
    void aListenerThatThrowsIsCountedAndTheOthersHearAllTheSame() {
        List<AgentEvent> heard = new ArrayList<>();
        feed.subscribe(new AgentListener() {
            @Override
            public void onEvent(AgentEvent event) {
                throw new IllegalStateException("made up by the test");
            }
        });
        feed.subscribe(new AgentListener() {
            @Override
            public void onEvent(AgentEvent event) {
                heard.add(event);
            }
        });
        AgentEvent event = new AgentEvent.Stalled(1, "VI_1", 2);

        feed.publish(event);

        assertThat(heard).containsExactly(event);
        assertThat(feed.listenerFailures()).isEqualTo(1);
    }

    @Test
    void everyLookOfACheckIsTold() {
        List<String> heard = new ArrayList<>();
        feed.subscribe(new AgentListener() {
            @Override
            public void onCheck(String kind, String name, CheckResult result, long tookNanos) {
                heard.add(kind + " " + name + " " + result.word() + " " + tookNanos);
            }
        });
        TrackerId web = new TrackerId(TrackerKind.CHECK, "web");

        feed.looked(web, TrackerResult.passed(""), 1);
        feed.looked(web, TrackerResult.number(7), 2);
        feed.looked(web, TrackerResult.failed(""), 3);
        feed.looked(web, TrackerResult.timedOut(""), 4);
        feed.looked(web, TrackerResult.notMade(""), 0);

        assertThat(heard)
                .containsExactly(
                        "check web passed 1",
                        "check web passed 2",
                        "check web failed 3",
                        "check web timed_out 4",
                        "check web not_made 0");
    }

    @Test
    void theClockBeginsAtZeroWhateverTheMonotonicClockSays() {
        assertThat(clock.nanos()).isZero();
        monotonic.addAndGet(3);
        assertThat(clock.nanos()).isEqualTo(3);
    }

    @Test
    void anInstantIsAlwaysTheSameWallTimeUnlessTheClockWasSet() {
        assertThat(feed.epochMillis(2_000_000_000L)).isEqualTo(1_800_000_002_000L);

        monotonic.addAndGet(10_000_000_000L);
        wall.addAndGet(10_400);
        assertThat(feed.epochMillis(2_000_000_000L)).isEqualTo(1_800_000_002_000L);

        wall.addAndGet(3_600_000);
        assertThat(feed.epochMillis(2_000_000_000L)).isEqualTo(1_800_003_602_400L);
    }

    @Test
    void aFailedReloadKeepsTheTimeOfTheLastGoodOne() {
        StatusBoard board = new StatusBoard("1.0", "abc", 7);
        board.ready(true);
        board.reloadSucceeded(50);
        board.reloadFailed("line 3");

        assertThat(board.current().ready()).isTrue();
        assertThat(board.current().lastReloadSuccessful()).isFalse();
        assertThat(board.current().lastReloadSuccessEpochMillis()).isEqualTo(50);
        assertThat(board.current().lastReloadMessage()).isEqualTo("line 3");
    }
}
