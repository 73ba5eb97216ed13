package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.AgentStatus;
import dev.holdfast.core.spi.GroupSnapshot;
import dev.holdfast.core.spi.ScriptResult;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;

/** Writes what the agent shows of itself. */
final class AgentFamilies {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final AgentFeed feed;
    private final Families out;

    AgentFamilies(AgentFeed feed, Families out) {
        this.feed = feed;
        this.out = out;
    }

    void add(AgentSnapshot snapshot, AgentStatus status, String javaVersion) {
        out.info(
                Metric.AGENT_INFO,
                Labels.of("version", status.version(), "revision", status.revision(), "java_version", javaVersion));
        seconds(Metric.AGENT_START, status.startedEpochMillis() / MILLIS_PER_SECOND);
        out.gauge(Metric.CONFIG_RELOAD_SUCCESSFUL, Labels.EMPTY, status.lastReloadSuccessful());
        seconds(Metric.CONFIG_RELOAD_TIMESTAMP, status.lastReloadSuccessEpochMillis() / MILLIS_PER_SECOND);
        for (GroupSnapshot group : snapshot.groups()) {
            out.state(Metric.SYNC_GROUP_STATE, Labels.of("sync_group", group.name()), group.state());
        }
        snapshot.interfaces()
                .forEach((name, up) -> out.gauge(Metric.INTERFACE_UP, Labels.of("interface", name.value()), up));
    }

    void add(AgentTally tally) {
        out.histogram(Metric.TIMER_LAG, tally.timerLag().dataPoint(Labels.EMPTY, feed::epochMillis));
        seconds(Metric.TIMER_LAG_MAX, tally.timerLagMaxNanos() / NANOS_PER_SECOND);
        out.histogram(Metric.NOTIFY_DURATION, tally.scriptDuration().dataPoint(Labels.EMPTY, feed::epochMillis));
        tally.scripts().forEach(this::addScripts);
    }

    void addClocks(long wallMillis, long lastScrapeNanos) {
        seconds(Metric.AGENT_TIME, wallMillis / MILLIS_PER_SECOND);
        seconds(Metric.SCRAPE_DURATION, lastScrapeNanos / NANOS_PER_SECOND);
    }

    private void addScripts(String kind, Map<ScriptResult, Long> ends) {
        Labels labels = Labels.of("kind", kind);
        long runs = 0;
        for (Map.Entry<ScriptResult, Long> end : ends.entrySet()) {
            runs += end.getValue();
            if (end.getKey() != ScriptResult.SUCCEEDED) {
                out.counter(
                        Metric.NOTIFY_FAILURES,
                        labels.add("result", end.getKey().word()),
                        end.getValue());
            }
        }
        out.counter(Metric.NOTIFY_RUNS, labels, runs);
    }

    private void seconds(Metric metric, double value) {
        out.gauge(metric, Labels.EMPTY, value);
    }
}
