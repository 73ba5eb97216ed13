package dev.holdfast.exporter.webhook;

import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.Exporter;
import dev.holdfast.core.spi.ExporterSettings;
import java.util.List;
import java.util.Optional;

/** Sends events by HTTP. Costs nothing, not even a thread, while no webhook is configured. */
public final class WebhookExporter implements Exporter, AgentListener {
    private Optional<AgentFeed> feed = Optional.empty();
    private volatile Optional<Service> service = Optional.empty();

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public List<Endpoint> start(AgentFeed agent) {
        feed = Optional.of(agent);
        agent.subscribe(this);
        return List.of();
    }

    /** Called on the agent loop. */
    @Override
    public void onEvent(AgentEvent event) {
        service.ifPresent(running -> running.onEvent(event));
    }

    /** The state directory of the first settings with a webhook is kept until the agent is restarted. */
    @Override
    public void configure(ExporterSettings settings) {
        if (service.isEmpty() && !settings.webhooks().isEmpty()) {
            service = Optional.of(new Service(feed.orElseThrow(), settings.stateDirectory()));
            service.ifPresent(fresh -> fresh.start(settings.webhooks()));
        } else {
            service.ifPresent(running -> running.configure(settings.webhooks()));
        }
    }

    @Override
    public List<DeliveryStatus> deliveries() {
        return service.map(Service::deliveries).orElse(List.of());
    }

    @Override
    public Optional<Trial> trial(String node, ExporterSettings settings, String endpoint) {
        return settings.webhooks().stream()
                .filter(webhook -> webhook.name().equals(endpoint))
                .findFirst()
                .map(webhook -> Sample.send(node, webhook));
    }

    @Override
    public void close() {
        service.ifPresent(Service::close);
    }
}
