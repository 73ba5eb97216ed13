package dev.holdfast.core.arbitrate;

import static dev.holdfast.core.arbitrate.FakeDisk.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** S12 with a disk: two never hold, over many seeds; {@code -Dsim.disk=N} runs more. And settings with which they would. */
class DiskTroublesTest {
    private static final long SEEDS = Long.getLong("sim.disk", 100);

    /** A disk that just keeps within the time limit. */
    private static final long SLOW = 400 * MILLI;

    private static List<String> failures(long slowest, DiskConfig config) {
        return LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(seed -> new DiskTroubles(seed, slowest, config).run())
                .filter(failure -> !failure.isEmpty())
                .toList();
    }

    private static DiskConfig config(long millis, int kernelLease, DiskLoss onLoss) {
        return new DiskConfig("/dev/sdb", millis * MILLI, millis * MILLI, kernelLease, onLoss);
    }

    @Test
    void twoNeverHoldAndOneDoesWhateverHappens() {
        assertThat(failures(SLOW, config(500, 3, DiskLoss.KEEP))).isEmpty();
        assertThat(failures(SLOW, config(500, 3, DiskLoss.RELEASE))).isEmpty();
    }

    @Test
    void twoWouldHoldIfTheDiskWereSlowerThanTheTimeLimit() {
        assertThat(failures(SLOW, config(50, 3, DiskLoss.KEEP))).isNotEmpty();
    }

    @Test
    void twoWouldHoldIfTheKernelLeaseWereForgotten() {
        assertThat(failures(20 * MILLI, config(200, 0, DiskLoss.KEEP))).isNotEmpty();
    }
}
