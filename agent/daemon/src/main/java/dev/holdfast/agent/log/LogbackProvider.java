package dev.holdfast.agent.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Gives SLF4J a logback that is set up in code. Logback's own provider first looks through every jar for a configuration
 * and keeps a diary of it, which costs more of the start than all else of the logging.
 *
 * <p>SLF4J is told of this class by a property, {@link #PROPERTY}, and calls it once.
 */
public final class LogbackProvider implements SLF4JServiceProvider {
    /** What must hold the name of this class before the first logger is asked for. */
    public static final String PROPERTY = "slf4j.provider";

    /** Whatever SLF4J 2.0 asks of a provider, this one has. */
    private static final String API = "2.0.99";

    private final LoggerContext context = new LoggerContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final LogbackMDCAdapter diagnostics = new LogbackMDCAdapter();

    @Override
    public void initialize() {
        context.setMDCAdapter(diagnostics);
        Logging.install(context);
        context.start();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return diagnostics;
    }

    @Override
    public String getRequestedApiVersion() {
        return API;
    }
}
