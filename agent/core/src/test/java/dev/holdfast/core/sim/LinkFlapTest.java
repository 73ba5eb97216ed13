package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.LinkDelays;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * F4: the master's link bounces 20 times. Never do two hold the address, and a real outage is one switch there and one
 * back. Two nodes, priority 150 and 100, adverts each second: the peer waits for 3.61 s.
 */
class LinkFlapTest {
    private static final int FLAPS = 20;
    private static final long START = 20 * SECOND;

    /** The pair, its takeovers since {@link #START}, and for how long two held the address. */
    private static final class Pair implements Observer {
        private final Segment segment;
        private final List<String> takeovers = new ArrayList<>();
        private long bothSinceNanos = -1;
        private long bothNanos;

        Pair(LinkDelays delays) {
            Topology topology = Topology.plain(2, 2).withLinkDelays(delays);
            List<List<Setting>> settings = List.of(
                    List.of(new Setting(150, SECOND, true, 0, 1)), List.of(new Setting(100, SECOND, true, 0, 1)));
            segment = new Segment(0, topology, settings, new IntervalSpan(SECOND, SECOND), true);
            segment.observe(this);
            segment.nodes().forEach(SimNode::start);
        }

        /** The first node's link is down from then to then. */
        void lose(long from, long until) {
            SimNode a = segment.nodes().get(0);
            segment.time().at(from, () -> a.kernel().setRunning(false));
            segment.time().at(until, () -> a.kernel().setRunning(true));
        }

        Pair run(long until) {
            segment.run(until);
            return this;
        }

        @Override
        public void onEvent(SimNode node, AgentEvent event) {
            if (event instanceof StateChanged change
                    && change.to() == RouterState.MASTER
                    && segment.nowNanos() >= START) {
                takeovers.add(node.name());
            }
        }

        @Override
        public void onAddress(SimNode node, VirtualAddress address, boolean present) {
            boolean both =
                    segment.nodes().stream().allMatch(each -> each.kernel().holds(address) && each.isAlive());
            if (both && bothSinceNanos < 0) {
                bothSinceNanos = segment.nowNanos();
            } else if (!both && bothSinceNanos >= 0) {
                bothNanos += segment.nowNanos() - bothSinceNanos;
                bothSinceNanos = -1;
            }
        }

        long bothNanos() {
            return bothSinceNanos < 0 ? bothNanos : bothNanos + segment.nowNanos() - bothSinceNanos;
        }
    }

    @Test
    void bouncesShorterThanTheDelayAreNoSwitch() {
        Pair pair = new Pair(new LinkDelays(1500 * MILLI, 1500 * MILLI));
        for (int flap = 0; flap < FLAPS; flap++) {
            long at = START + flap * (4 * SECOND);
            pair.lose(at, at + 1400 * MILLI);
        }

        pair.run(START + 120 * SECOND);

        assertThat(pair.takeovers).isEmpty();
        assertThat(pair.bothNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 500, 1900})
    void aRealOutageIsOneSwitchThereAndOneBack(long delayMillis) {
        Pair pair = new Pair(new LinkDelays(delayMillis * MILLI, delayMillis * MILLI));
        for (int flap = 0; flap < FLAPS; flap++) {
            long at = START + flap * (20 * SECOND);
            pair.lose(at, at + 6 * SECOND);
        }

        pair.run(START + FLAPS * (20 * SECOND));

        assertThat(pair.takeovers).hasSize(2 * FLAPS);
        assertThat(pair.takeovers.subList(0, 2)).containsExactly("b", "a");
        assertThat(pair.bothNanos()).isZero();
    }

    /** However it bounces: down for at most 4 s, up for at most 3 s, 200 seeds. */
    @Test
    void neverDoTwoHoldTheAddress() {
        for (int seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LinkDelays delays = new LinkDelays(random.nextLong(2000) * MILLI, random.nextLong(4000) * MILLI);
            Pair pair = new Pair(delays);
            long at = START;
            for (int flap = 0; flap < FLAPS; flap++) {
                long back = at + 1 + random.nextLong((flap % 2 == 0 ? 2 : 4) * SECOND);
                pair.lose(at, back);
                at = back + 1 + random.nextLong((flap % 3 == 0 ? 3 : 1) * SECOND);
            }
            pair.run(at + 60 * SECOND);

            assertThat(pair.bothNanos()).as("seed %d, %s", seed, delays).isZero();
            assertThat(pair.takeovers.size()).as("switches of seed %d", seed).isLessThanOrEqualTo(2 * FLAPS);
        }
    }
}
