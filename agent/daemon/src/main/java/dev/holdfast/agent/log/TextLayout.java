package dev.holdfast.agent.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;

/** {@code 2026-11-21T05:12:03.123Z INFO  VI_1 BACKUP -> MASTER …}, without the cost of parsing a pattern at start. */
final class TextLayout extends LayoutBase<ILoggingEvent> {
    private static final int LEVEL_WIDTH = 5;

    private final ThrowableProxyConverter stackTrace = new ThrowableProxyConverter();

    @Override
    public void start() {
        stackTrace.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        line.append(Times.iso(event.getTimeStamp())).append(' ').append(event.getLevel());
        line.append(" ".repeat(LEVEL_WIDTH - event.getLevel().toString().length() + 1));
        if (event.getLevel().toInt() < Level.INFO_INT) {
            line.append(event.getLoggerName()).append(' ');
        }
        line.append(event.getFormattedMessage()).append('\n');
        return line.append(stackTrace.convert(event)).toString();
    }
}
