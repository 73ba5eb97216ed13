package dev.holdfast.exporter.zabbix;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.AgentStatus;
import dev.holdfast.core.spi.DeliveryStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A feed that shows the sample. The agent's clock began at 1 800 000 000 s of wall time. */
final class FakeFeed implements AgentFeed {
    private final List<AgentListener> listeners = new ArrayList<>();
    private final AtomicInteger threads = new AtomicInteger();

    void publish(AgentEvent event) {
        listeners.forEach(listener -> listener.onEvent(event));
    }

    /** Threads that entered the network namespace. */
    int threads() {
        return threads.get();
    }

    @Override
    public AgentSnapshot snapshot() {
        return new AgentSnapshot(0, "lb01", 1, List.of(), List.of(), Map.of());
    }

    @Override
    public AgentStatus status() {
        return new AgentStatus("1.2.3", "abc1234", 0, true, true, 0, "");
    }

    @Override
    public void subscribe(AgentListener listener) {
        listeners.add(listener);
    }

    @Override
    public List<DeliveryStatus> deliveries() {
        return List.of();
    }

    @Override
    public Octets statusDocument() {
        return Sample.document();
    }

    @Override
    public void enterNetNamespace() {
        threads.incrementAndGet();
    }

    @Override
    public long epochMillis(long agentNanos) {
        return 1_800_000_000_000L + agentNanos / 1_000_000;
    }
}
