package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentEvent.ScriptFinished;
import dev.holdfast.core.spi.ScriptResult;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What the agent measures of itself: how late its loop is, how its scripts fare. One writer, the agent loop; any readers;
 * no locks.
 */
final class AgentTally {
    /** The kinds of notify scripts of every agent, all shown with 0 from the start. Others appear when they are used. */
    private static final List<String> KINDS =
            List.of("notify_master", "notify_backup", "notify_fault", "notify_stop", "notify");

    private static final Set<ScriptResult> NEVER_RAN = EnumSet.of(ScriptResult.NOT_STARTED, ScriptResult.DROPPED);

    private final LongSupplier nanoTime;

    /** 15 ms is what an advert may be late at most under load. */
    private final DurationHistogram timerLag =
            new DurationHistogram(0.001, 0.002, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 1);

    private final RecentMaximum timerLagMax;

    /** From a shell that starts to the time limit of a script. */
    private final DurationHistogram scriptDuration = new DurationHistogram(0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30);

    private final Map<String, Map<ScriptResult, AtomicLong>> scripts = new ConcurrentHashMap<>();

    AgentTally(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.timerLagMax = new RecentMaximum(nanoTime.getAsLong());
        KINDS.forEach(kind -> scripts.put(kind, cells()));
    }

    void onTimerLag(long nanos) {
        timerLag.record(nanos);
        timerLagMax.record(nanoTime.getAsLong(), nanos);
    }

    void onScriptFinished(ScriptFinished event) {
        Map<ScriptResult, AtomicLong> ends = scripts.computeIfAbsent(event.kind(), kind -> cells());
        ends.getOrDefault(event.result(), new AtomicLong()).incrementAndGet();
        if (!NEVER_RAN.contains(event.result()) && event.kind().startsWith("notify")) {
            scriptDuration.record(event.tookNanos());
        }
    }

    DurationHistogram timerLag() {
        return timerLag;
    }

    long timerLagMaxNanos() {
        return timerLagMax.at(nanoTime.getAsLong());
    }

    DurationHistogram scriptDuration() {
        return scriptDuration;
    }

    /** How often scripts of each kind ended in each way, every way present. */
    Map<String, Map<ScriptResult, Long>> scripts() {
        Map<String, Map<ScriptResult, Long>> read = new TreeMap<>();
        scripts.forEach((kind, ends) -> {
            Map<ScriptResult, Long> counts = new EnumMap<>(ScriptResult.class);
            ends.forEach((result, count) -> counts.put(result, count.get()));
            read.put(kind, counts);
        });
        return read;
    }

    private static Map<ScriptResult, AtomicLong> cells() {
        Map<ScriptResult, AtomicLong> cells = new EnumMap<>(ScriptResult.class);
        for (ScriptResult result : ScriptResult.values()) {
            cells.put(result, new AtomicLong());
        }
        return cells;
    }
}
