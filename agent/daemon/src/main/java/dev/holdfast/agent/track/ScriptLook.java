package dev.holdfast.agent.track;

import dev.holdfast.agent.notify.ScriptEnd;
import dev.holdfast.agent.notify.ScriptLauncher;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.Map;

/** Runs a program; its exit status is the result. */
final class ScriptLook implements Look {
    /** From this exit status on, a shell and the JVM mean the signal that ended the program. */
    private static final int SIGNALLED = 128;

    private static final int MOST_SIGNAL = 64;

    /** The exit status that says 0, for a program that weighs; 0 says good, and 1 bad. */
    private static final int LEAST_NUMBER = 2;

    /** Between the lines of an output on one line. */
    private static final String LINES = " | ";

    private final ScriptLauncher launcher;
    private final Workers workers;
    private final ScriptRun run;
    private final boolean weighs;

    ScriptLook(ScriptLauncher launcher, Workers workers, TrackerId tracker, Probe.Script probe, long timeoutNanos) {
        this.launcher = launcher;
        this.workers = workers;
        this.weighs = probe.weighs();
        ScriptCommand command = probe.command();
        // Ids are for those who must tell runs apart; here one run is waited for at a time.
        this.run = new ScriptRun(
                0, tracker.name(), "track_script", command.arguments(), command.user(), Map.of(), timeoutNanos);
    }

    @Override
    public LookRun begin() {
        LookRun look = new LookRun();
        workers.look(look, () -> judge(launcher.run(run, look::onStop)));
        return look;
    }

    private TrackerResult judge(ScriptEnd end) {
        boolean isNumber = weighs && end.result() == ScriptResult.FAILED && end.exitStatus() >= LEAST_NUMBER;
        return isNumber ? TrackerResult.number(end.exitStatus() - LEAST_NUMBER) : result(end, run.timeoutNanos());
    }

    static TrackerResult result(ScriptEnd end, long timeoutNanos) {
        return switch (end.result()) {
            case SUCCEEDED -> TrackerResult.passed(lastLine(end.detail()));
            case FAILED -> TrackerResult.failed(status(end.exitStatus()) + said(lastLine(end.detail())));
            case TIMED_OUT -> TimedLook.timedOut(timeoutNanos);
            case NOT_STARTED, DROPPED ->
                end.lackedResources()
                        ? TrackerResult.notMade(end.detail())
                        : TrackerResult.failed("not started: " + end.detail());
        };
    }

    private static String status(int status) {
        boolean isSignal = status > SIGNALLED && status <= SIGNALLED + MOST_SIGNAL;
        return "exit status " + status + (isSignal ? " (signal " + (status - SIGNALLED) + ")" : "");
    }

    private static String lastLine(String output) {
        int at = output.lastIndexOf(LINES);
        return at < 0 ? output : output.substring(at + LINES.length());
    }

    private static String said(String line) {
        return line.isEmpty() ? "" : ": " + line;
    }
}
