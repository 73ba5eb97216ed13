package dev.holdfast.exporter.webhook.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Answer ACCEPTED = Answer.status(202, OptionalLong.empty(), "", 0);
    private static final Answer UNREACHED = Answer.none(FailureReason.CONNECT, "refused", 0);

    private final Pace pace = new Pace(() -> 0);

    private static Answer status(int status) {
        return Answer.status(status, OptionalLong.empty(), "", 0);
    }

    @Test
    void goesOnAtOnceAfterASuccess() {
        assertThat(pace.judge(0, ACCEPTED)).isEqualTo(Verdict.DELIVERED);
        assertThat(pace.pauseMillis(0)).isZero();
    }

    @Test
    void pausesGrowToAMinute() {
        List<Long> pauses = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 8; i++) {
            assertThat(pace.judge(now, UNREACHED)).isEqualTo(Verdict.RETRY);
            pauses.add(pace.pauseMillis(now));
            now += pace.pauseMillis(now);
        }

        assertThat(pauses).containsExactly(1_000L, 2_000L, 5_000L, 15_000L, 30_000L, 60_000L, 60_000L, 60_000L);
    }

    @Test
    void aSuccessMakesPausesShortAgain() {
        pace.judge(0, UNREACHED);
        pace.judge(1_000, UNREACHED);
        pace.judge(3_000, ACCEPTED);
        pace.judge(4_000, UNREACHED);

        assertThat(pace.pauseMillis(4_000)).isEqualTo(1_000);
    }

    @Test
    void chanceAddsAQuarterAtMost() {
        Pace unlucky = new Pace(() -> 1);

        unlucky.judge(0, UNREACHED);

        assertThat(unlucky.pauseMillis(0)).isEqualTo(1_250);
    }

    @Test
    void theReceiverMayAskForMoreAndGetsAnHourAtMost() {
        pace.judge(0, Answer.status(429, OptionalLong.of(30_000), "", 0));
        assertThat(pace.pauseMillis(0)).isEqualTo(30_000);

        pace.judge(30_000, Answer.status(503, OptionalLong.of(86_400_000), "", 0));
        assertThat(pace.pauseMillis(30_000)).isEqualTo(3_600_000);
    }

    @Test
    void whatTheReceiverWillNeverTakeIsGivenUpAtOnce() {
        assertThat(List.of(400, 401, 403, 404, 413, 422))
                .allSatisfy(code -> assertThat(pace.judge(0, status(code))).isEqualTo(Verdict.DEAD));
        assertThat(pace.pauseMillis(0)).isZero();
    }

    @Test
    void whatMayGoBetterLaterIsTriedAgain() {
        assertThat(List.of(301, 408, 425, 429, 500, 502, 503, 504))
                .allSatisfy(code -> assertThat(pace.judge(0, status(code))).isEqualTo(Verdict.RETRY));
    }

    @Test
    void goneEndsAllOfIt() {
        assertThat(pace.judge(0, status(410))).isEqualTo(Verdict.DISABLED);
        assertThat(pace.isDisabled()).isTrue();
    }

    /** One event that the receiver cannot digest must not hold up the others for ever. */
    @Test
    void aDayOfErrorsIsEnoughForOneEvent() {
        long day = 86_400_000;
        assertThat(pace.judge(0, status(500))).isEqualTo(Verdict.RETRY);
        assertThat(pace.judge(day, status(500))).isEqualTo(Verdict.RETRY);
        assertThat(pace.judge(day + 1, status(500))).isEqualTo(Verdict.DEAD);
        assertThat(pace.judge(day + 2, status(500))).isEqualTo(Verdict.RETRY);
    }

    @Test
    void aReceiverThatIsAwayLosesNothingHoweverLong() {
        for (long now = 0; now < 10 * 86_400_000L; now += 3_600_000) {
            assertThat(pace.judge(now, UNREACHED)).isEqualTo(Verdict.RETRY);
        }
    }
}
