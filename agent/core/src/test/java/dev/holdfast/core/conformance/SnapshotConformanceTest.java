package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is shown of the timers is what the election reckons with. */
class SnapshotConformanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DOWN = 3_609_375_000L;

    @Test
    @Tag("C-060+")
    void theSnapshotDoesNotShowTheIntervalOfALowerAdvert() {
        Node node = Node.started(Router.v3());

        node.hearAt(SECOND, Peer.v3(99).every(500));

        assertThat(node.snapshot().masterIntervalNanos()).isEqualTo(SECOND);
        assertThat(node.snapshot().masterDownNanos()).isEqualTo(DOWN);
    }

    @Test
    @Tag("C-061+")
    void theSnapshotDoesNotShowTheIntervalOfAResignation() {
        Node node = Node.started(Router.v3());
        node.hearAt(SECOND, Peer.v3(200).every(300));

        node.hearAt(2 * SECOND, Peer.v3(0).every(50));

        assertThat(node.snapshot().masterIntervalNanos()).isEqualTo(3 * SECOND);
    }

    @Test
    void theSnapshotShowsOurOwnIntervalAfterAFault() {
        Node node = Node.started(Router.v3());
        node.hearAt(SECOND, Peer.v3(200).every(300));

        node.linkAt(2 * SECOND, false);
        node.linkAt(3 * SECOND, true);

        assertThat(node.snapshot().masterIntervalNanos()).isEqualTo(SECOND);
        assertThat(node.snapshot().masterDownNanos()).isEqualTo(DOWN);
    }
}
