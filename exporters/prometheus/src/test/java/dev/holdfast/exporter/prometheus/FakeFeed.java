package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.AgentStatus;
import dev.holdfast.core.spi.CheckResult;
import dev.holdfast.core.spi.DeliveryStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A feed that shows what a test gives it. The agent's clock began at 1 800 000 000 s of wall time. */
final class FakeFeed implements AgentFeed {
    private static final long START_EPOCH_MILLIS = 1_800_000_000_000L;

    private final List<AgentListener> listeners = new ArrayList<>();
    private AgentSnapshot snapshot;
    private long skewMillis;

    FakeFeed(AgentSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    void show(AgentSnapshot newer) {
        snapshot = newer;
    }

    /** From now on, the wall clock is off by this much. */
    void skew(long millis) {
        skewMillis = millis;
    }

    void publish(AgentEvent event) {
        listeners.forEach(listener -> listener.onEvent(event));
    }

    void lag(long nanos) {
        listeners.forEach(listener -> listener.onTimerLag(nanos));
    }

    void look(String kind, String name, CheckResult result, long tookNanos) {
        listeners.forEach(listener -> listener.onCheck(kind, name, result, tookNanos));
    }

    @Override
    public AgentSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public AgentStatus status() {
        return new AgentStatus("1.2.3", "abc1234", START_EPOCH_MILLIS, true, true, START_EPOCH_MILLIS + 250, "");
    }

    @Override
    public void subscribe(AgentListener listener) {
        listeners.add(listener);
    }

    @Override
    public List<DeliveryStatus> deliveries() {
        DeliveryStatus webhook = new DeliveryStatus(
                "webhook",
                "oncall",
                DeliveryStatus.State.RETRYING,
                5,
                Map.of("timeout", 2L),
                1,
                4,
                3,
                OptionalLong.of(START_EPOCH_MILLIS + 500),
                new DeliveryStatus.Durations(List.of(4L, 1L, 0L, 1L, 2L), 21_500_000_000L),
                "no whole answer in time");
        DeliveryStatus pushed = zabbix("zabbix", "192.0.2.5:10051", 7, Map.of("refused", 2L, "unreachable", 3L), 6, 1);
        DeliveryStatus answered = zabbix("zabbix_passive", "192.0.2.11:10050", 40, Map.of("malformed", 2L), 0, 0);
        DeliveryStatus stranger = zabbix("pigeon", "roof", 1, Map.of("hawk", 1L), 1, 1);
        return List.of(webhook, pushed, answered, stranger);
    }

    private static DeliveryStatus zabbix(
            String kind, String endpoint, long delivered, Map<String, Long> failures, long superseded, int waiting) {
        return new DeliveryStatus(
                kind,
                endpoint,
                DeliveryStatus.State.WORKING,
                delivered,
                failures,
                0,
                superseded,
                waiting,
                OptionalLong.empty(),
                DeliveryStatus.Durations.NONE,
                "");
    }

    @Override
    public Octets statusDocument() {
        return Octets.EMPTY;
    }

    @Override
    public void enterNetNamespace() {}

    @Override
    public long epochMillis(long agentNanos) {
        return START_EPOCH_MILLIS + skewMillis + agentNanos / 1_000_000;
    }
}
