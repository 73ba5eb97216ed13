package dev.holdfast.monitoring;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page in Prometheus' text format shows.
 *
 * @param series each metric's labels with the values that were seen
 */
public record Exposition(Map<String, Map<String, Set<String>>> series) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? [^ ]+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:\\\\.|[^\"\\\\])*)\"");

    /** Reads a page; comments are passed over. */
    public static Exposition parse(String text) {
        Map<String, Map<String, Set<String>>> series = new TreeMap<>();
        text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> read(sample, series));
        return new Exposition(series);
    }

    private static void read(Matcher sample, Map<String, Map<String, Set<String>>> series) {
        Map<String, Set<String>> labels = series.computeIfAbsent(sample.group(1), name -> new HashMap<>());
        if (sample.group(2) != null) {
            LABEL.matcher(sample.group(2))
                    .results()
                    .forEach(label -> labels.computeIfAbsent(label.group(1), name -> new TreeSet<>())
                            .add(label.group(2)));
        }
    }

    Set<String> labels() {
        return series.values().stream()
                .flatMap(labels -> labels.keySet().stream())
                .collect(Collectors.toSet());
    }

    /** The values of a label of a metric; none when it has no such label. */
    Set<String> values(String metric, String label) {
        return series.getOrDefault(metric, Map.of()).getOrDefault(label, Set.of());
    }
}
