package dev.holdfast.exporter.webhook;

import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.exporter.webhook.event.IncidentFile;
import dev.holdfast.exporter.webhook.event.Incidents;
import dev.holdfast.exporter.webhook.queue.DeadLetters;
import dev.holdfast.exporter.webhook.queue.DeliveryQueue;
import dev.holdfast.exporter.webhook.send.Network;
import dev.holdfast.exporter.webhook.send.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receivers of the configuration in force, and what they have in common. Usable from any thread. */
final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    /** For what can be delivered before the agent ends; the rest waits on disk. */
    private static final long DRAIN_SECONDS = 2;

    private final Network network;
    private final Optional<Path> directory;
    private final Dispatcher dispatcher;
    private volatile List<Receiver> receivers = List.of();

    Service(AgentFeed feed, String stateDirectory) {
        this.network = new Network(feed::enterNetNamespace);
        this.directory = prepared(Path.of(stateDirectory, "webhook"));
        Optional<IncidentFile> incidents =
                directory.map(path -> new IncidentFile(path.resolve("incidents.json"), Service::warn));
        this.dispatcher = new Dispatcher(
                feed,
                incidents.map(IncidentFile::read).orElseGet(Incidents::new),
                () -> receivers,
                open -> incidents.ifPresent(file -> file.write(open)));
    }

    /** An agent that cannot write goes on, and says so: what waits is lost with it. */
    private static Optional<Path> prepared(Path path) {
        try {
            return Optional.of(Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        } catch (IOException refused) {
            warn("what waits will not survive a restart: " + refused);
            return Optional.empty();
        }
    }

    private static void warn(String what) {
        LOG.warn("webhooks: {}", what);
    }

    void start(List<WebhookSettings> settings) {
        configure(settings);
        dispatcher.start();
    }

    void onEvent(AgentEvent event) {
        dispatcher.onEvent(event);
    }

    /** By difference: a receiver whose settings are the same is not touched, one that changed keeps what waits for it. */
    synchronized void configure(List<WebhookSettings> wanted) {
        List<Receiver> before = receivers;
        List<Receiver> now = new ArrayList<>();
        List<Receiver> fresh = new ArrayList<>();
        for (WebhookSettings settings : wanted) {
            Optional<Receiver> known = before.stream()
                    .filter(receiver -> receiver.settings().name().equals(settings.name()))
                    .findFirst();
            if (known.isPresent() && known.get().settings().equals(settings)) {
                now.add(known.get());
            } else {
                known.ifPresent(Receiver::close);
                Receiver made = receiver(settings, known.map(Receiver::queue));
                now.add(made);
                fresh.add(made);
            }
        }
        receivers = List.copyOf(now);
        fresh.forEach(Receiver::start);
        before.stream().filter(old -> !isNamed(old, wanted)).forEach(old -> {
            old.close();
            old.queue().close();
        });
    }

    private static boolean isNamed(Receiver receiver, List<WebhookSettings> wanted) {
        return wanted.stream()
                .anyMatch(settings -> settings.name().equals(receiver.settings().name()));
    }

    private Receiver receiver(WebhookSettings settings, Optional<DeliveryQueue> kept) {
        DeliveryQueue queue = kept.orElseGet(() -> queue(settings));
        queue.resize(settings.queueLength());
        DeadLetters dead =
                new DeadLetters(directory.map(path -> path.resolve(settings.name() + ".dead")), Service::warn);
        return new Receiver(settings, queue, dead, network);
    }

    private DeliveryQueue queue(WebhookSettings settings) {
        DeliveryQueue queue = new DeliveryQueue(settings.queueLength(), Service::warn);
        directory.ifPresent(path -> queue.keepIn(path.resolve(settings.name() + ".jsonl")));
        return queue;
    }

    List<DeliveryStatus> deliveries() {
        return receivers.stream().map(Receiver::status).toList();
    }

    synchronized void close() {
        dispatcher.close();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        try {
            for (Receiver receiver : receivers) {
                receiver.drain(until);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        receivers.forEach(Receiver::close);
        receivers.forEach(receiver -> receiver.queue().close());
        network.close();
    }
}
