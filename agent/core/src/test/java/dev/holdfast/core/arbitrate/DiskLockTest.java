package dev.holdfast.core.arbitrate;

import static dev.holdfast.core.arbitrate.FakeDisk.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.disk.DiskMark;
import dev.holdfast.core.disk.DiskMark.Kind;
import dev.holdfast.core.spi.ArbitrationVerdict;
import org.junit.jupiter.api.Test;

/** Two nodes, priorities 150 and 100, one second: silence takes over after 3,609 ms. A disk that answers within 20 ms. */
class DiskLockTest {
    private static final long SECOND = 1000 * MILLI;

    private DiskWorld world = world(DiskLoss.KEEP);

    private static DiskWorld world(DiskLoss onLoss) {
        return new DiskWorld(1, new DiskConfig("/dev/sdb", 500 * MILLI, 500 * MILLI, 3, onLoss), 150, 100);
    }

    /** Both have settled, and the better one holds. */
    private void settle() {
        world.node(0).start();
        world.run(5 * SECOND);
        world.node(1).start();
        world.run(10 * SECOND);
        assertThat(world.holders()).containsExactly(0);
        world.takeHeldByNoneNanos();
    }

    @Test
    void theBoundsFollowFromTheIntervalAndTheTimeLimit() {
        // An interval until it reads, a read, a write, and 100 ms.
        assertThat(world.config().answerNanos()).isEqualTo(1600 * MILLI);
        // Refreshed after 1 s at most, which may take 0.5 s; then the kernel lease, and its lag.
        assertThat(world.config().staleNanos()).isEqualTo(4800 * MILLI);
    }

    @Test
    void nothingIsLockedWhileAdvertsAreHeard() {
        settle();

        assertThat(world.disk().mark(0).kind()).isEqualTo(Kind.QUIET);
        assertThat(world.disk().mark(0).holds()).isTrue();
        assertThat(world.disk().mark(1)).isEqualTo(DiskMark.BLANK);
    }

    @Test
    void aHolderThatIsAskedLocksAndTheOtherStaysBackup() {
        settle();

        world.partition(1);
        world.run(60 * SECOND);

        assertThat(world.holders()).containsExactly(0);
        assertThat(world.overlaps()).isEmpty();
        assertThat(world.disk().mark(0).kind()).isEqualTo(Kind.HOLD);
        assertThat(world.node(1).opinion()).isEqualTo(Opinion.refused("lb01 lives: it has the lock"));
    }

    @Test
    void lockAndQuestionAreWipedWhenAdvertsAreHeardAgain() {
        settle();
        world.partition(1);
        world.run(20 * SECOND);

        world.heal();
        world.run(3 * SECOND);

        assertThat(world.disk().mark(0).kind()).isEqualTo(Kind.QUIET);
        assertThat(world.disk().mark(1).kind()).isEqualTo(Kind.QUIET);
        assertThat(world.holders()).containsExactly(0);
    }

    @Test
    void aDeadHolderCostsNoMoreThanItsSilence() {
        settle();

        world.node(0).crash();
        world.run(10 * SECOND);

        assertThat(world.holders()).containsExactly(1);
        assertThat(world.overlaps()).isEmpty();
        // Its kernel lease ends 3 to 3.2 s after its last advert, silence 3,609 ms after it.
        assertThat(world.takeHeldByNoneNanos()).isLessThan(700 * MILLI);
    }

    @Test
    void aHolderThatDiesWithTheLockIsFollowedWhenItHasStoodStill() {
        settle();
        world.partition(1);
        world.run(20 * SECOND);
        world.takeHeldByNoneNanos();

        world.node(0).crash();
        world.run(10 * SECOND);

        assertThat(world.holders()).containsExactly(1);
        assertThat(world.overlaps()).isEmpty();
        // 4.8 s after its last writing was seen; the kernel kept the address for 2 to 3.2 s.
        assertThat(world.takeHeldByNoneNanos()).isBetween(1500 * MILLI, 3500 * MILLI);
    }

    @Test
    void aHolderThatResignsIsFollowedAtOnceAcrossAPartition() {
        settle();
        world.partition(1);
        world.run(20 * SECOND);

        world.node(0).stop();
        world.run(SECOND);

        assertThat(world.holders()).containsExactly(1);
        assertThat(world.overlaps()).isEmpty();
    }

    @Test
    void aBetterNodeIsHandedTheAddressThoughTheHolderCannotHearIt() {
        world.node(1).start();
        world.run(10 * SECOND);
        world.deafen(1, 0);

        world.node(0).start();
        world.run(10 * SECOND);

        assertThat(world.holders()).containsExactly(0);
        assertThat(world.overlaps()).isEmpty();
    }

    @Test
    void aNodeThatIsCutOffFromTheDiskTakesNothing() {
        settle();
        world.disk().setCut(1, true);
        world.run(10 * SECOND);

        world.partition(1);
        world.run(20 * SECOND);

        assertThat(world.holders()).containsExactly(0);
        assertThat(world.node(1).opinion()).isEqualTo(Opinion.refused("EIO").blind());
    }

    @Test
    void aHolderWithoutTheDiskKeepsAndLetsGoOnceItSeesThatItWasFollowed() {
        settle();
        world.disk().setCut(0, true);
        world.partition(1);
        world.run(20 * SECOND);
        assertThat(world.holders()).containsExactly(0, 1);

        world.disk().setCut(0, false);
        world.run(SECOND);

        assertThat(world.holders()).containsExactly(1);
    }

    @Test
    void aHolderWithoutTheDiskLetsGoBeforeAnotherMayTakeIfItIsToldTo() {
        world = world(DiskLoss.RELEASE);
        settle();

        world.disk().setHanging(0, true);
        world.partition(1);
        world.run(20 * SECOND);

        assertThat(world.holders()).containsExactly(1);
        assertThat(world.overlaps()).isEmpty();
    }

    @Test
    void aHolderThatCannotWriteSeesThatItWasFollowed() {
        settle();
        world.disk().setFull(0, true);
        world.partition(1);
        world.run(20 * SECOND);

        assertThat(world.holders()).containsExactly(1);
    }

    @Test
    void aHolderThatReadsTheQuestionAndCannotAnswerLetsGoInTimeIfItIsToldTo() {
        world = world(DiskLoss.RELEASE);
        settle();

        world.disk().setFull(0, true);
        world.partition(1);
        world.run(20 * SECOND);

        assertThat(world.holders()).containsExactly(1);
        assertThat(world.overlaps()).isEmpty();
    }

    @Test
    void withoutTheDiskItIsVrrpIfItIsToldToBe() {
        world = world(DiskLoss.IGNORE);
        settle();
        world.disk().setCut(0, true);
        world.disk().setCut(1, true);
        world.run(10 * SECOND);

        world.node(0).crash();
        world.run(5 * SECOND);

        assertThat(world.holders()).containsExactly(1);
        assertThat(world.node(1).opinion().reachable()).isFalse();
    }

    @Test
    void whoTookOverWithoutTheDiskIsEnteredWhenItIsBack() {
        withoutTheDiskItIsVrrpIfItIsToldToBe();

        world.disk().setCut(1, false);
        world.run(5 * SECOND);

        assertThat(world.disk().mark(1).holds()).isTrue();
        assertThat(world.disk().mark(1).generation()).isEqualTo(2);
        assertThat(world.node(1).opinion().verdict()).isEqualTo(ArbitrationVerdict.GRANTED);
    }

    @Test
    void whatADeadNodeLeftBehindIsWipedWhenItStartsAgain() {
        settle();
        world.node(0).crash();
        world.run(10 * SECOND);
        world.partition(1);

        world.node(0).start();
        world.run(SECOND);

        assertThat(world.disk().mark(0).holds()).isFalse();
        assertThat(world.holders()).containsExactly(1);
    }

    @Test
    void ofThreeThatAskOneTakes() {
        world = new DiskWorld(3, new DiskConfig("/dev/sdb", 500 * MILLI, 500 * MILLI, 3, DiskLoss.KEEP), 150, 100, 100);
        world.nodes().forEach(DiskNode::start);
        world.run(20 * SECOND);
        world.partition(0b010);
        world.run(5 * SECOND);

        world.node(0).crash();
        world.run(15 * SECOND);

        assertThat(world.holders()).hasSize(1);
        assertThat(world.overlaps()).isEmpty();
    }
}
