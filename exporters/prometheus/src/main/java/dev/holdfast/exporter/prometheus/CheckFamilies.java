package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.CheckResult;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.CheckSnapshot.Verdict;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** Writes what scripts, checks, processes and files say. */
final class CheckFamilies {
    private final CheckTallies tallies;
    private final Families out;

    CheckFamilies(CheckTallies tallies, Families out) {
        this.tallies = tallies;
        this.out = out;
    }

    void add(List<CheckSnapshot> checks) {
        checks.forEach(this::add);
    }

    private void add(CheckSnapshot check) {
        Labels labels = Labels.of("kind", check.kind(), "check", check.name());
        if (check.verdict() != Verdict.NUMBER) {
            out.gauge(Metric.CHECK_UP, labels, check.verdict() == Verdict.GOOD);
        }
        CheckTallies.Tally tally = tallies.of(check);
        out.counter(Metric.CHECK_RUNS, labels, tally.runs());
        for (CheckResult result : CheckResult.values()) {
            if (result != CheckResult.PASSED) {
                out.counter(Metric.CHECK_FAILURES, labels.add("reason", result.word()), tally.count(result));
            }
        }
        // Exemplars are of events, and a look is none.
        out.histogram(Metric.CHECK_DURATION, tally.duration().dataPoint(labels, nanos -> 0));
    }
}
