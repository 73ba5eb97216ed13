package dev.holdfast.agent.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** One JSON object per line: {@code time}, {@code level}, {@code message}, and the facts of an event as fields. */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    private final JsonFactory json = new JsonFactory();
    private final ThrowableProxyConverter stackTrace = new ThrowableProxyConverter();

    @Override
    public void start() {
        stackTrace.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringWriter line = new StringWriter(256);
        try (JsonGenerator out = json.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("time", Times.iso(event.getTimeStamp()));
            out.writeStringField("level", event.getLevel().toString());
            out.writeStringField("message", event.getFormattedMessage());
            if (event.getKeyValuePairs() != null) {
                for (KeyValuePair pair : event.getKeyValuePairs()) {
                    out.writeFieldName(pair.key);
                    writeValue(out, pair.value);
                }
            }
            if (event.getThrowableProxy() != null) {
                out.writeStringField("stack_trace", stackTrace.convert(event));
            }
            out.writeStringField("logger", event.getLoggerName());
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // A StringWriter does not fail.
        }
        return line.append('\n').toString();
    }

    private static void writeValue(JsonGenerator out, Object value) throws IOException {
        if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                out.writeString(String.valueOf(element));
            }
            out.writeEndArray();
        } else if (value instanceof Number || value instanceof Boolean) {
            out.writeRawValue(value.toString());
        } else {
            out.writeString(String.valueOf(value));
        }
    }
}
