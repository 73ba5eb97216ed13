package dev.holdfast.agent.boot;

import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.Exporter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exporters that are there; one that is broken is left out, for an election does not depend on it. */
final class Exporters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exporters.class);

    private final List<Exporter> started = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();

    private Exporters() {}

    /** Starts what is found on the class path. */
    static Exporters start(AgentFeed feed) {
        Exporters exporters = new Exporters();
        Iterator<Exporter> found = ServiceLoader.load(Exporter.class).iterator();
        while (exporters.startNext(found, feed)) {
            LOG.trace("looking for more exporters");
        }
        return exporters;
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
