package dev.holdfast.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.StatusBoard;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.RouterState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of a turn, with the real engine, made-up ports and virtual time. */
class TurnTest {
    /** VRRPv2, priority 100: 3 s and a skew of 156/256 s. */
    private static final long DOWN_NANOS = 3_609_375_000L;

    private static final long SECOND = 1_000_000_000L;

    private final FakePlatform platform = new FakePlatform();
    private final Engine engine = new Engine(Routers.one());
    private final Inbox inbox = new Inbox();
    private final Feed feed = new Feed(new AgentClock(), new StatusBoard("", "", 0), engine.snapshot(0));
    private long nowNanos;

    private Turn turn(int roundLimit) {
        return new Turn(engine, platform, Errands.NONE, inbox, feed, () -> nowNanos, () -> 0, roundLimit);
    }

    @Test
    void readsLinksThenDatagramsThenInputsAndActsLast() {
        inbox.post((decisions, now) -> platform.calls.add("input"));

        turn(Turn.ROUND_LIMIT).run();

        assertThat(platform.calls).containsExactly("links", "routes", "datagrams", "input", "open");
    }

    @Test
    void aTakeoverInstallsBeforeItSends() {
        Turn turn = turn(Turn.ROUND_LIMIT);
        turn.run();
        platform.calls.clear();

        nowNanos = DOWN_NANOS;
        turn.run();

        assertThat(platform.calls.subList(0, 5)).containsExactly("links", "routes", "datagrams", "install", "send");
        assertThat(feed.snapshot().routers().get(0).state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void anAdvertThatWaitedIsHeardBeforeTheDeadlineIsLookedAt() {
        Turn turn = turn(Turn.ROUND_LIMIT);
        turn.run();
        platform.arrived.add(Routers.strongerPeer());

        nowNanos = DOWN_NANOS;
        turn.run();

        assertThat(platform.calls).doesNotContain("install");
        // An advert before the takeover it asks its neighbours.
        assertThat(turn.nextDeadlineNanos()).isEqualTo(DOWN_NANOS + DOWN_NANOS - SECOND);
    }

    @Test
    void whoeverHearsOfATransitionAlsoSeesIt() {
        List<RouterState> seen = new ArrayList<>();
        feed.subscribe(new AgentListener() {
            @Override
            public void onEvent(AgentEvent event) {
                seen.add(feed.snapshot().routers().get(0).state());
            }
        });
        Turn turn = turn(Turn.ROUND_LIMIT);
        turn.run();
        nowNanos = DOWN_NANOS;
        turn.run();

        assertThat(seen).containsExactly(RouterState.BACKUP, RouterState.MASTER);
    }

    @Test
    void onlyATurnThatADeadlineCausedTellsHowLateItIs() {
        List<Long> lags = new ArrayList<>();
        feed.subscribe(new AgentListener() {
            @Override
            public void onTimerLag(long nanos) {
                lags.add(nanos);
            }
        });
        Turn turn = turn(Turn.ROUND_LIMIT);
        turn.run();
        nowNanos = SECOND;
        turn.run();
        nowNanos = DOWN_NANOS - SECOND;
        turn.run();
        nowNanos = DOWN_NANOS + 120_000;
        turn.run();

        assertThat(lags).containsExactly(0L, 120_000L);
    }

    @Test
    void aTurnWithoutNewsPublishesNothing() {
        Turn turn = turn(Turn.ROUND_LIMIT);
        turn.run();
        AgentSnapshot before = feed.snapshot();

        nowNanos = SECOND;
        turn.run();

        assertThat(feed.snapshot()).isSameAs(before);
    }

    @Test
    void aFloodIsReadInPortionsWithTurnsInBetween() {
        for (int i = 0; i < 257; i++) {
            platform.arrived.add(Routers.strongerPeer());
        }
        Turn turn = turn(Turn.ROUND_LIMIT);

        assertThat(turn.run()).isTrue();
        assertThat(platform.arrived).hasSize(1);
        assertThat(turn.run()).isFalse();
    }

    @Test
    void actionsThatFollowFromActionsWithoutEndAreABrokenInvariant() {
        // The start takes two rounds: the sockets, then the news. With room for one it looks endless.
        Turn turn = turn(1);

        assertThatThrownBy(turn::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("actions follow from actions without end");
    }

    @Test
    void aFullInboxRefusesAndCounts() {
        for (int i = 0; i < 1024; i++) {
            assertThat(inbox.post((decisions, now) -> {})).isTrue();
        }

        assertThat(inbox.post((decisions, now) -> {})).isFalse();
        assertThat(inbox.refused()).isEqualTo(1);
        assertThat(inbox.drain(engine, 0)).isEqualTo(1024);
    }
}
