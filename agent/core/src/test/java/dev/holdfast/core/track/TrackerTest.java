package dev.holdfast.core.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rise and fall. P is a look that passed, F one that failed, T one that had no answer in time, N one that could not be made. */
class TrackerTest {
    private static final TrackerId ID = new TrackerId(TrackerKind.SCRIPT, "chk");

    private static String readings(int rise, int fall, boolean startsBad, String results) {
        Tracker tracker = new Tracker(new TrackerConfig(ID, rise, fall, startsBad, "true"));
        StringBuilder seen = new StringBuilder(letter(tracker));
        for (int i = 0; i < results.length(); i++) {
            tracker.onResult(
                    switch (results.charAt(i)) {
                        case 'P' -> TrackerResult.passed("");
                        case 'F' -> TrackerResult.failed("exit 1");
                        case 'T' -> TrackerResult.timedOut("500 ms");
                        default -> TrackerResult.notMade("EAGAIN");
                    },
                    0);
            seen.append(letter(tracker));
        }
        return seen.toString();
    }

    private static String letter(Tracker tracker) {
        return tracker.reading().kind().name().substring(0, 1);
    }

    @Test
    void oneFirstResultOfEitherKindIsEnough() {
        assertThat(readings(3, 3, false, "P")).isEqualTo("UG");
        assertThat(readings(3, 3, false, "F")).isEqualTo("UB");
    }

    @Test
    void afterThatItTakesAsManyInARowAsConfigured() {
        assertThat(readings(2, 3, false, "PFFPFFF")).isEqualTo("UGGGGGGB");
        assertThat(readings(2, 3, false, "FPFPP")).isEqualTo("UBBBBG");
    }

    @Test
    void whatStartsBadNeedsOneSuccess() {
        assertThat(readings(3, 1, true, "FP")).isEqualTo("BBB");
        assertThat(readings(3, 1, true, "P")).isEqualTo("BG");
    }

    @Test
    void looksThatCouldNotBeMadeTeachNothingUntilThereAreThree() {
        assertThat(readings(1, 1, false, "PNNPNNN")).isEqualTo("UGGGGGGB");
    }

    @Test
    void lookWithoutAnAnswerInTimeHasFailed() {
        assertThat(readings(1, 2, false, "PFT")).isEqualTo("UGGB");
        assertThat(TrackerResult.timedOut("").isFailure()).isTrue();
        assertThat(TrackerResult.notMade("").isFailure()).isFalse();
    }

    @Test
    void howLongTheLastLookTookIsKept() {
        Tracker tracker = new Tracker(new TrackerConfig(ID, 1, 1, false, "true"));

        tracker.onResult(TrackerResult.passed(""), 5_000_000);

        assertThat(tracker.tookNanos()).isEqualTo(5_000_000);
    }

    @Test
    void aNumberIsTheReadingAtOnce() {
        Tracker tracker = new Tracker(new TrackerConfig(ID, 3, 3, false, "/run/load"));

        assertThat(tracker.onResult(TrackerResult.number(-40), 0)).isTrue();
        assertThat(tracker.onResult(TrackerResult.number(-40), 0)).isFalse();
        assertThat(tracker.reading()).isEqualTo(Reading.number(-40));
    }
}
