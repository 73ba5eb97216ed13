package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * keepalived's {@code preempt_delay}. VRRPv3, priority 100, 1 s: silence of 3.609375 s makes a master. The delay is 5 s, the
 * lower master advertises every second from 1 s on, so the delay ends at 6 s.
 */
class PreemptDelayConformanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DELAY = 5 * SECOND;
    private static final long SKEW = 609_375_000L;
    private static final long DOWN = 3_609_375_000L;

    private final Node node = Node.started(Router.v3().preemptDelay(DELAY));

    private void hearEverySecond(int priority, int first, int last) {
        for (int second = first; second <= last; second++) {
            node.hearAt(second * SECOND, Peer.v3(priority));
        }
    }

    @Test
    @Tag("C-112+")
    void aLowerMasterIsRespectedForTheDelayAndThenUntilTheRestOfTheSilence() {
        hearEverySecond(50, 1, 8);

        // The last advert that counts is the one at 5 s; those from 6 s on are not heard.
        node.runTo(5 * SECOND + DOWN - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        node.runTo(5 * SECOND + DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.PREEMPTION);
    }

    @Test
    @Tag("C-112-")
    void withoutADelayALowerMasterIsNotHeard() {
        Node eager = Node.started(Router.v3());

        for (int second = 1; second <= 3; second++) {
            eager.hearAt(second * SECOND, Peer.v3(50));
        }
        eager.runTo(DOWN);

        assertThat(eager.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    @Tag("C-112-")
    void withoutAMasterThereIsNothingToDelay() {
        node.runTo(DOWN);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.TIMEOUT);
    }

    @Test
    @Tag("C-112-")
    void aLowerMasterThatFallsSilentDuringTheDelayIsReplacedAtOnce() {
        hearEverySecond(50, 1, 2);

        node.runTo(2 * SECOND + DOWN);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.TIMEOUT);
    }

    @Test
    @Tag("C-112+")
    void anEqualOrHigherMasterCancelsTheDelayWhichThenBeginsAnew() {
        hearEverySecond(50, 1, 3);
        node.hearAt(4 * SECOND, Peer.v3(100));
        hearEverySecond(50, 5, 11);

        // Begun again at 5 s, so it ends at 10 s; the advert at 9 s is the last that counts.
        node.runTo(9 * SECOND + DOWN - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        node.runTo(9 * SECOND + DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    @Tag("C-112+")
    void aResignationCancelsTheDelay() {
        hearEverySecond(50, 1, 2);

        node.hearAt(3 * SECOND, Peer.v3(0));
        node.runTo(3 * SECOND + SKEW);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.PRIORITY_ZERO);
    }

    @Test
    void aLowerMasterThatIsRespectedTeachesItsInterval() {
        node.hearAt(SECOND, Peer.v3(50).every(200));

        assertThat(node.snapshot().masterIntervalNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    @Tag("C-112-")
    void theOwnerKnowsNoDelay() {
        Node owner = Node.started(Router.v3().priority(255).preemptDelay(DELAY));

        assertThat(owner.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void aShorterDelayCountsFromTheNextAdvertOn() {
        hearEverySecond(50, 1, 3);

        node.configAt(3 * SECOND + 1, Router.v3().preemptDelay(2 * SECOND));
        hearEverySecond(50, 4, 6);
        node.runTo(3 * SECOND + DOWN);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }
}
