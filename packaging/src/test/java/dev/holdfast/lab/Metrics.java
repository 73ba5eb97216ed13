package dev.holdfast.lab;

import java.util.stream.Collectors;

/** What a live agent shows on /metrics. */
final class Metrics {
    private Metrics() {}

    static String scrape(LabNode node) {
        return node.httpGet("/metrics");
    }

    /** The samples whose name contains a text, one per line; the test fails when there are none. */
    static String samples(LabNode node, String text) {
        String scrape = scrape(node);
        String found = scrape.lines()
                .filter(line -> !line.startsWith("#") && line.contains(text))
                .sorted()
                .collect(Collectors.joining("\n"));
        if (found.isEmpty()) {
            throw new AssertionError("no sample named " + text + " in:\n" + scrape);
        }
        return found;
    }

    static String transitions(LabNode node) {
        return samples(node, "vrrp_transitions_total");
    }
}
