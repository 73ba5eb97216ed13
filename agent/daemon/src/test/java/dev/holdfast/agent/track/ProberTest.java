package dev.holdfast.agent.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.port.Egress;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rhythm, time-outs and remedies in virtual time: a look every second, at most half a second long. */
class ProberTest {
    private static final long MILLI = 1_000_000L;
    private static final TrackerResult GOOD = TrackerResult.passed("");
    private static final TrackerResult BAD = TrackerResult.failed("refused");

    private final VirtualTimers timers = new VirtualTimers();
    private final List<TrackerResult> told = new ArrayList<>();
    private final Hand look = new Hand();
    private final Hand remedy = new Hand();
    private final Prober prober = prober(Optional.empty());
    private boolean suspended;

    /** Looks that end when the test says so. */
    private final class Hand implements Look {
        private final List<LookRun> runs = new ArrayList<>();
        private boolean isFree = true;

        @Override
        public LookRun begin() {
            LookRun run = new LookRun();
            if (isFree) {
                run.begun(timers.nanos());
            }
            runs.add(run);
            return run;
        }

        void end(int index, TrackerResult result) {
            runs.get(index).end(result);
            timers.pass(0);
        }

        int count() {
            return runs.size();
        }
    }

    private Prober prober(Optional<ProbeConfig.Remedy> healing) {
        TrackerConfig tracker = new TrackerConfig(new TrackerId(TrackerKind.CHECK, "it"), 1, 1, false, "");
        Probe probe = new Probe.FileThere(Path.of("/it"));
        ProbeConfig config = new ProbeConfig(tracker, probe, 1000 * MILLI, 500 * MILLI, healing);
        return new Prober(
                config,
                look,
                healing.map(some -> remedy),
                timers,
                () -> suspended,
                (result, tookNanos) -> told.add(result));
    }

    private Prober withRemedy() {
        ScriptCommand command = new ScriptCommand(List.of("/bin/heal"), Optional.empty());
        return prober(Optional.of(new ProbeConfig.Remedy(command, 5000 * MILLI, 200 * MILLI)));
    }

    @Test
    void theFirstLookIsAtOnceAndTheNextOneAnIntervalLaterHoweverLongItTook() {
        prober.start(0);
        assertThat(look.count()).isEqualTo(1);
        timers.pass(400 * MILLI);
        look.end(0, GOOD);
        assertThat(told).containsExactly(GOOD);

        timers.pass(599 * MILLI);
        assertThat(look.count()).isEqualTo(1);
        timers.pass(MILLI);
        assertThat(look.count()).isEqualTo(2);
    }

    @Test
    void suspendedItLetsBeatsPassAndKeepsTheRhythm() {
        suspended = true;
        prober.start(0);
        timers.pass(1000 * MILLI);
        assertThat(look.count()).isZero();

        suspended = false;
        timers.pass(999 * MILLI);
        assertThat(look.count()).isZero();
        timers.pass(MILLI);
        assertThat(look.count()).isEqualTo(1);
    }

    @Test
    void aLookWithoutAResultInTimeHasFailedAndIsEnded() {
        prober.start(0);
        timers.pass(499 * MILLI);
        assertThat(told).isEmpty();

        timers.pass(MILLI);

        assertThat(told).containsExactly(TrackerResult.timedOut("timed out after 500 ms"));
        assertThat(look.runs.get(0).isStopped()).isTrue();
        look.end(0, GOOD); // Too late to count.
        assertThat(told).hasSize(1);
    }

    @Test
    void aLookThatIsStillThereAtTheNextBeatIsNotJoinedByAnother() {
        prober.start(0);
        timers.pass(1500 * MILLI);
        assertThat(look.count()).isEqualTo(1);

        look.end(0, GOOD);
        assertThat(look.count()).isEqualTo(1); // Skipped, not put off.
        timers.pass(500 * MILLI);
        assertThat(look.count()).isEqualTo(2);
    }

    @Test
    void aLookThatHangsInTheKernelFailsAgainAtEveryBeat() {
        prober.start(0);
        timers.pass(2400 * MILLI);
        assertThat(told).hasSize(1); // At 0.5 s, and it has until 2.5 s to end.

        timers.pass(1000 * MILLI);

        assertThat(told).hasSize(2);
        assertThat(look.count()).isEqualTo(1);
    }

    @Test
    void aLookThatFoundNoThreadWasNotMade() {
        look.isFree = false;
        prober.start(0);

        timers.pass(500 * MILLI);

        assertThat(told).extracting(TrackerResult::kind).containsExactly(TrackerResult.Kind.NOT_MADE);
    }

    @Test
    void theTimeOfALookCountsFromWhenItBegan() {
        look.isFree = false;
        prober.start(0);
        timers.pass(300 * MILLI);
        look.runs.get(0).begun(timers.nanos());

        timers.pass(499 * MILLI);
        assertThat(told).isEmpty();
        timers.pass(MILLI);
        assertThat(told).containsExactly(TrackerResult.timedOut("timed out after 500 ms"));
    }

    @Test
    void beatsMissedWhileTheMachineStoodStillAreNotMadeUpFor() {
        prober.start(0);
        look.end(0, GOOD);
        timers.standStill(5300 * MILLI);

        timers.pass(0);
        assertThat(look.count()).isEqualTo(2);
        look.end(1, GOOD);
        timers.pass(699 * MILLI);
        assertThat(look.count()).isEqualTo(2);
        timers.pass(MILLI); // At 6 s of the old rhythm.
        assertThat(look.count()).isEqualTo(3);
    }

    @Test
    void afterAStopNothingIsToldAndNothingBegins() {
        prober.start(0);
        prober.stop();

        assertThat(look.runs.get(0).isStopped()).isTrue();
        look.end(0, BAD);
        timers.pass(10_000 * MILLI);
        assertThat(told).isEmpty();
        assertThat(look.count()).isEqualTo(1);
    }

    @Test
    void onlyTheLookAfterTheRemedyCounts() {
        withRemedy().start(0);
        look.end(0, BAD);
        assertThat(told).isEmpty();
        assertThat(remedy.count()).isEqualTo(1);
        timers.pass(3000 * MILLI);
        remedy.end(0, GOOD);

        timers.pass(199 * MILLI);
        assertThat(look.count()).isEqualTo(1);
        timers.pass(MILLI);
        assertThat(look.count()).isEqualTo(2);
        look.end(1, GOOD);

        assertThat(told).containsExactly(TrackerResult.passed("after the remedy"));
    }

    @Test
    void aRemedyIsTriedOnceUntilThereWasASuccess() {
        withRemedy().start(0);
        look.end(0, BAD);
        remedy.end(0, TrackerResult.failed("exit status 1"));
        timers.pass(200 * MILLI);
        look.end(1, BAD);
        assertThat(told).containsExactly(TrackerResult.failed("refused; the remedy failed: exit status 1"));

        timers.pass(800 * MILLI);
        look.end(2, BAD);
        assertThat(told).hasSize(2).last().isEqualTo(BAD);
        assertThat(remedy.count()).isEqualTo(1);

        timers.pass(1000 * MILLI);
        look.end(3, GOOD);
        timers.pass(1000 * MILLI);
        look.end(4, BAD);
        assertThat(remedy.count()).isEqualTo(2);
    }

    @Test
    void aRemedyThatDoesNotEndIsEndedAndTheSecondLookMadeAllTheSame() {
        withRemedy().start(0);
        look.end(0, BAD);

        timers.pass(5200 * MILLI);
        assertThat(remedy.runs.get(0).isStopped()).isTrue();
        assertThat(look.count()).isEqualTo(1); // It is not gone yet.
        remedy.end(0, BAD);
        timers.pass(100 * MILLI);
        assertThat(look.count()).isEqualTo(2);
        look.end(1, BAD);

        assertThat(told).containsExactly(TrackerResult.failed("refused; the remedy failed: timed out after 5000 ms"));
    }

    @Test
    void theSecondLookWaitsForTheEndOfTheFirst() {
        withRemedy().start(0);
        timers.pass(500 * MILLI); // Timed out, and not gone yet.
        remedy.end(0, GOOD);
        timers.pass(1000 * MILLI);
        assertThat(look.count()).isEqualTo(1);

        look.end(0, BAD);
        timers.pass(100 * MILLI);
        assertThat(look.count()).isEqualTo(2);
    }

    @Test
    void whatWorkedAndFailsIsLookedAtAgainSoonAsOftenAsItMayBe() {
        Prober patient = patient(2);
        patient.start(0);
        look.end(0, GOOD);
        timers.pass(1000 * MILLI);
        look.end(1, BAD);

        timers.pass(99 * MILLI);
        assertThat(look.count()).isEqualTo(2);
        timers.pass(MILLI);
        assertThat(look.count()).isEqualTo(3);
        look.end(2, BAD);
        timers.pass(100 * MILLI);
        assertThat(look.count()).isEqualTo(4);
        look.end(3, BAD);

        timers.pass(999 * MILLI); // It is known to be bad now: no hurry any more.
        assertThat(look.count()).isEqualTo(4);
        timers.pass(MILLI);
        assertThat(look.count()).isEqualTo(5);
        assertThat(told).hasSize(4);
    }

    @Test
    void theFirstFailureEverCountsAtOnceAndHurriesNobody() {
        Prober patient = patient(2);
        patient.start(0);
        look.end(0, BAD);

        timers.pass(999 * MILLI);

        assertThat(look.count()).isEqualTo(1);
    }

    @Test
    void theFirstLookIsPutOffWhenOthersAreToBeginToo() {
        prober.start(300 * MILLI);

        timers.pass(299 * MILLI);
        assertThat(look.count()).isZero();
        timers.pass(MILLI);
        assertThat(look.count()).isEqualTo(1);
        look.end(0, GOOD);
        timers.pass(1000 * MILLI);
        assertThat(look.count()).isEqualTo(2);
    }

    private Prober patient(int retries) {
        TrackerConfig tracker = new TrackerConfig(new TrackerId(TrackerKind.CHECK, "it"), 1, 1, false, "");
        ProbeConfig config = new ProbeConfig(
                tracker,
                new Probe.FileThere(Path.of("/it")),
                1000 * MILLI,
                500 * MILLI,
                Optional.empty(),
                new ProbeConfig.Patience(0, retries, 100 * MILLI),
                Egress.ANY);
        return new Prober(
                config, look, Optional.empty(), timers, () -> suspended, (result, tookNanos) -> told.add(result));
    }
}
