package dev.holdfast.agent.boot;

import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.Exporter;
import dev.holdfast.core.spi.ExporterSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exporters that are there; one that is broken is left out, for an election does not depend on it. */
final class Exporters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exporters.class);

    private final List<Exporter> started = new CopyOnWriteArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();

    /** Starts what is found on the class path; called once. */
    void start(AgentFeed feed, ExporterSettings settings) {
        Iterator<Exporter> found = ServiceLoader.load(Exporter.class).iterator();
        while (startNext(found, feed)) {
            LOG.trace("looking for more exporters");
        }
        configure(settings);
    }

    private boolean startNext(Iterator<Exporter> found, AgentFeed feed) {
        try {
            if (!found.hasNext()) {
                return false;
            }
            Exporter exporter = found.next();
            endpoints.addAll(exporter.start(feed));
            started.add(exporter);
        } catch (RuntimeException | ServiceConfigurationError | LinkageError broken) {
            LOG.error("an exporter could not be started and is left out", broken);
        }
        return true;
    }

    /** Hands on new settings. Called by the start and by reloads, one at a time, never on the agent loop. */
    void configure(ExporterSettings settings) {
        for (Exporter exporter : started) {
            try {
                exporter.configure(settings);
            } catch (RuntimeException | LinkageError broken) {
                LOG.error("exporter {} could not take its settings", exporter.name(), broken);
            }
        }
    }

    /** How all of them deliver. Any thread. */
    List<DeliveryStatus> deliveries() {
        return started.stream().flatMap(Exporters::deliveriesOf).toList();
    }

    private static Stream<DeliveryStatus> deliveriesOf(Exporter exporter) {
        try {
            return exporter.deliveries().stream();
        } catch (RuntimeException | LinkageError broken) {
            LOG.warn("exporter {} could not tell of its deliveries", exporter.name(), broken);
            return Stream.empty();
        }
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    @Override
    public void close() {
        for (Exporter exporter : started) {
            try {
                exporter.close();
            } catch (RuntimeException broken) {
                LOG.warn("exporter {} could not be ended", exporter.name(), broken);
            }
        }
    }
}
