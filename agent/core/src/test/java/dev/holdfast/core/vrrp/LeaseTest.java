package dev.holdfast.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTest {
    /** Worked by hand: three intervals up to 1 s, 2.6 intervals beyond, rounded down, and the least that makes sense. */
    @ParameterizedTest
    @CsvSource({
        "10, 1",
        "100, 1",
        "250, 1",
        "330, 1",
        "660, 1",
        "670, 2",
        "990, 2",
        "1000, 3",
        "1010, 3",
        "2000, 5",
        "3000, 7",
        "5000, 13",
        "10000, 26",
        "40950, 106",
        "255000, 663"
    })
    void aLeaseFollowsTheAdvertInterval(long intervalMillis, int leaseSeconds) {
        assertThat(Lease.automaticSeconds(intervalMillis * 1_000_000)).isEqualTo(leaseSeconds);
    }

    @ParameterizedTest
    @CsvSource({"1000", "2000", "3000", "5000", "10000", "40950", "255000"})
    void aLeaseIsOverBeforeABackupWithTheHighestPriorityTakesOver(long intervalMillis) {
        long leaseMillis = 1000L * Lease.automaticSeconds(intervalMillis * 1_000_000);

        assertThat(leaseMillis).isLessThanOrEqualTo(3 * intervalMillis);
        // And not before two adverts were missed, or a late renewal would cost the address.
        assertThat(leaseMillis).isGreaterThan(2 * intervalMillis);
    }
}
