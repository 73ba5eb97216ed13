package dev.holdfast.agent.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.track.ResultSink.Looked;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultBatchTest {
    private static final long MILLI = 1_000_000L;
    private static final TrackerId A = new TrackerId(TrackerKind.CHECKER, "a");
    private static final TrackerId B = new TrackerId(TrackerKind.CHECKER, "b");
    private static final TrackerResult GOOD = TrackerResult.passed("");
    private static final TrackerResult BAD = TrackerResult.failed("refused");

    private final VirtualTimers timers = new VirtualTimers();
    private final List<List<Looked>> told = new ArrayList<>();
    private final ResultBatch batch = new ResultBatch(timers, told::add);
    private final Prober.Sink a = batch.of(A);
    private final Prober.Sink b = batch.of(B);

    private static Looked looked(TrackerId tracker, TrackerResult result) {
        return new Looked(tracker, result, 5);
    }

    private void bothAreGood() {
        a.accept(GOOD, 5);
        b.accept(GOOD, 5);
        told.clear();
    }

    @Test
    void whatIsFoundFirstGoesAtOnce() {
        a.accept(GOOD, 5);
        b.accept(BAD, 5);
        assertThat(told).containsExactly(List.of(looked(A, GOOD)), List.of(looked(B, BAD)));
    }

    @Test
    void whatIsAsWellAsBeforeWaitsForOthers() {
        bothAreGood();

        a.accept(GOOD, 5);
        timers.pass(15 * MILLI);
        b.accept(GOOD, 5);
        assertThat(told).isEmpty();

        timers.pass(5 * MILLI);
        assertThat(told).containsExactly(List.of(looked(A, GOOD), looked(B, GOOD)));
    }

    @Test
    void aChangeGoesAtOnceAfterWhatWaits() {
        bothAreGood();

        a.accept(GOOD, 5);
        b.accept(BAD, 5);
        assertThat(told).containsExactly(List.of(looked(A, GOOD), looked(B, BAD)));

        timers.pass(100 * MILLI);
        assertThat(told).hasSize(1);
    }

    @Test
    void noFailureEverWaits() {
        a.accept(BAD, 5);
        a.accept(BAD, 5);
        assertThat(told).hasSize(2);
    }

    @Test
    void anotherThingThatIsSaidWellIsAChange() {
        bothAreGood();
        a.accept(TrackerResult.passed("after the remedy"), 5);
        assertThat(told).hasSize(1);
    }

    @Test
    void whatWaitsIsSentWhenAsked() {
        bothAreGood();
        a.accept(GOOD, 5);
        batch.send();
        assertThat(told).containsExactly(List.of(looked(A, GOOD)));
    }
}
