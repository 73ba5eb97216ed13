package dev.holdfast.agent.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Sets logback up in code: reading an XML file would cost more than the rest of the logging at start.
 *
 * <p>Lines go to standard output; our own from INFO on, those of libraries from WARN on.
 */
public final class Logging {
    private static final String OURS = "dev.holdfast";

    private static volatile LogFormat format = LogFormat.TEXT;
    private static volatile Level level = Level.INFO;
    private static volatile boolean installed;

    private Logging() {}

    /**
     * Chooses how lines look and which are written.
     *
     * @param wantedLevel {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}
     */
    public static synchronized void use(LogFormat wantedFormat, String wantedLevel) {
        format = wantedFormat;
        level = Level.toLevel(wantedLevel, Level.INFO);
        boolean again = installed;
        // Whoever asks for the context first has it configured, by now as wanted; doing that twice would cost start-up
        // time.
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (again) {
            install(context);
        }
    }

    /** Writes what waits, for half a second at most. After that nothing is logged any more. */
    public static void flush() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    static void install(LoggerContext context) {
        installed = true;
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender(context));
        context.getLogger(OURS).setLevel(level);
    }

    private static LossyAppender appender(LoggerContext context) {
        LayoutBase<ILoggingEvent> layout = switch (format) {
            case TEXT -> new TextLayout();
            case JSON -> new JsonLayout();
        };
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setEncoder(encoder);
        console.start();
        LossyAppender lossy = new LossyAppender(context);
        lossy.addAppender(console);
        lossy.start();
        return lossy;
    }
}
