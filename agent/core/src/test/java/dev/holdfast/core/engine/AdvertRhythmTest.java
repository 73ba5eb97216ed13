package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.spi.AdvertGaps;
import dev.holdfast.core.spi.RouterCounters;
import dev.holdfast.core.spi.RouterState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How regularly the master is heard: the gaps between its adverts, and the intervals without one. */
class AdvertRhythmTest {
    /** Priority 150, every second. */
    private static final String HIGHER = "2133960100018665c00002640000000000000000";

    private final OneNode node =
            new OneNode(new EngineConfig("lb02", List.of(OneNode.router().build()), List.of(), List.of()));

    private void hear(long now) {
        node.engine.onWake(now);
        node.engine.onDatagram(now, OneNode.advert(HIGHER));
        node.finish(now);
    }

    private RouterCounters counters() {
        return node.snapshot().counters();
    }

    @Test
    void aMasterOnTimeMissesNothing() {
        node.bringUp(0);

        hear(SECOND);
        hear(2 * SECOND);
        hear(3 * SECOND + 50_000_000);

        // Gaps of 1 s and 1.05 s: both above 0.1 s and at most 1.1 s.
        assertThat(counters().advertGaps()).isEqualTo(new AdvertGaps(List.of(0L, 2L, 0L, 0L, 0L), 2_050_000_000L));
        assertThat(counters().advertsMissed()).isZero();
    }

    @Test
    void intervalsWithoutAnAdvertAreCountedWhenTheNextOneComes() {
        node.bringUp(0);

        hear(SECOND);
        hear(4 * SECOND);

        assertThat(counters().advertGaps().counts()).containsExactly(0L, 0L, 0L, 1L, 0L);
        assertThat(counters().advertsMissed()).isEqualTo(2);
    }

    @Test
    void silenceThatEndsInATakeoverWasThreeAdvertsLong() {
        node.bringUp(0);
        hear(SECOND);

        node.turn(SECOND + DOWN);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(counters().advertsMissed()).isEqualTo(3);
        assertThat(counters().advertGaps()).isEqualTo(AdvertGaps.NONE);
    }

    @Test
    void timeInFaultIsNobodysSilence() {
        node.bringUp(0);
        hear(SECOND);
        node.engine.onLink(2 * SECOND, new Link(OneNode.ETH0, false, 1500));
        node.finish(2 * SECOND);
        node.engine.onLink(60 * SECOND, new Link(OneNode.ETH0, true, 1500));
        node.finish(60 * SECOND);

        hear(61 * SECOND);

        assertThat(counters().advertsMissed()).isZero();
        assertThat(counters().advertGaps()).isEqualTo(AdvertGaps.NONE);
    }
}
