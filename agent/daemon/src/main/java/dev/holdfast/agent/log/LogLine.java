package dev.holdfast.agent.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line for people and the same facts for machines: text is {@code instance headline key=value …}, JSON gets the
 * headline in the message and every fact as a field. Filled in by whoever makes it; nobody changes it afterwards.
 */
public final class LogLine {
    private static final String EVENT = "event";
    private static final String INSTANCE = "instance";

    private final Level level;
    private final String router;
    private final String headline;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();

    /** @param router the instance; empty for what concerns the whole agent */
    LogLine(Level level, String event, String router, String headline) {
        this.level = level;
        this.router = router;
        this.headline = headline;
        facts.put(EVENT, event);
        if (!router.isEmpty()) {
            facts.put(INSTANCE, router);
        }
    }

    /** A fact that the text shows as {@code key=value}. */
    LogLine with(String key, Object value) {
        return with(key, value, key + "=" + shown(value));
    }

    /** A fact that the text shows in its own words. */
    LogLine with(String key, Object value, String text) {
        facts.put(key, value);
        words.add(text);
        return this;
    }

    /** A fact that the headline has told already. */
    LogLine field(String key, Object value) {
        facts.put(key, value);
        return this;
    }

    /** A fact that is left out when there is nothing to tell. */
    LogLine withText(String key, String value) {
        return value.isEmpty() ? this : with(key, value);
    }

    /** How much it matters. */
    public Level level() {
        return level;
    }

    /** The instance; empty for what concerns the whole agent. */
    public String instance() {
        return router;
    }

    /** The kind of event, as a word. */
    public String event() {
        return String.valueOf(facts.get(EVENT));
    }

    /** What is known beside the kind and the instance, in the order of the text; values are numbers, texts or lists. */
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>(facts);
        details.remove(EVENT);
        details.remove(INSTANCE);
        return details;
    }

    private static String shown(Object value) {
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        String text = String.valueOf(value);
        return text.indexOf(' ') < 0 ? text : '"' + text + '"';
    }

    void writeTo(Logger log) {
        LoggingEventBuilder builder = log.atLevel(level);
        for (Map.Entry<String, Object> fact : facts.entrySet()) {
            builder = builder.addKeyValue(fact.getKey(), fact.getValue());
        }
        builder.log(text());
    }

    /** The line as people read it. */
    public String text() {
        StringBuilder text = new StringBuilder(router.isEmpty() ? headline : router + " " + headline);
        words.forEach(word -> text.append(' ').append(word));
        return text.toString();
    }
}
