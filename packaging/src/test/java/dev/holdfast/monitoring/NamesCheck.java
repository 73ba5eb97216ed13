package dev.holdfast.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whether what users install names only what an agent shows. Gathers complaints; empty means that all is right.
 *
 * <p>Expressions are taken apart; in every other file each word that looks like a metric of ours must be one, or one of its
 * labels, or a word of the configuration.
 */
public final class NamesCheck {
    /** What Prometheus itself adds to every series, and what shows whether it was scraped. */
    private static final Set<String> OF_THE_SCRAPER = Set.of("job", "instance", "alertname", "alertstate", "severity");

    private static final Set<String> SERIES_OF_THE_SCRAPER = Set.of("up", "ALERTS");

    /** Labels that a function makes out of values: {@code count_values("hash", …)}. */
    private static final Pattern MADE_LABEL =
            Pattern.compile("(?:count_values[^\"]*|label_(?:replace|join)\\([^\"]*)\"(\\w+)\"");

    /** But no name of a file. */
    private static final Pattern OUR_WORD =
            Pattern.compile("\\b(?:vrrp|lvs|keepalived)_[a-z0-9_]++(?!\\.(?:yaml|yml|json))");

    private static final Pattern TEMPLATE_LABEL = Pattern.compile("(?:\\$labels|\\.Labels)\\.(\\w+)");

    private final Exposition shown;
    private final Set<String> configuration;
    private final List<String> complaints = new ArrayList<>();

    /**
     * Checks against a page.
     *
     * @param configuration the reference of the configuration, whose words are not taken for metrics
     */
    public NamesCheck(Exposition shown, String configuration) {
        this.shown = shown;
        this.configuration = new TreeSet<>(words(configuration));
    }

    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The rules of {@code alerting/}: expressions and the labels that annotations use. */
    public NamesCheck alertRules() {
        for (AlertRule rule : AlertRule.all()) {
            expression(rule.name(), rule.expression());
            TEMPLATE_LABEL
                    .matcher(rule.description())
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !isLabel(label, rule.expression()))
                    .forEach(label -> complaints.add(rule.name() + ": no label " + label));
        }
        return this;
    }

    /** The dashboards of {@code grafana/}: queries and the labels that legends use. */
    public NamesCheck dashboards() {
        for (Dashboard dashboard : Dashboard.all()) {
            for (Dashboard.Query query : dashboard.queries()) {
                expression(query.where(), query.plain());
                query.wantedLabels().stream()
                        .filter(label -> !isLabel(label, query.expression()))
                        .forEach(label -> complaints.add(query.where() + ": no label " + label));
            }
        }
        return this;
    }

    /** An expression of a rule or a panel. */
    public NamesCheck expression(String where, String expression) {
        PromQl parsed = PromQl.parse(expression);
        for (PromQl.Selector selector : parsed.series()) {
            selector(where, selector);
        }
        parsed.labels().stream()
                .filter(label -> !isLabel(label, expression))
                .forEach(label -> complaints.add(where + ": no label " + label));
        return this;
    }

    /** Every file of a folder, word by word. */
    public NamesCheck wordsIn(String folder) {
        for (String file : DataFiles.in(folder)) {
            wordsOf(file, DataFiles.text(file));
        }
        return this;
    }

    NamesCheck wordsOf(String where, String text) {
        words(text).stream()
                .filter(word -> !isKnown(word))
                .forEach(word -> complaints.add(where + ": no metric or label " + word));
        return this;
    }

    private void selector(String where, PromQl.Selector selector) {
        if (SERIES_OF_THE_SCRAPER.contains(selector.metric())) {
            return;
        }
        if (!shown.series().containsKey(selector.metric())) {
            complaints.add(where + ": no metric " + selector.metric());
            return;
        }
        for (PromQl.Demand demand : selector.demands()) {
            Set<String> seen = shown.values(selector.metric(), demand.label());
            if (seen.isEmpty() && !OF_THE_SCRAPER.contains(demand.label())) {
                complaints.add(where + ": " + selector.metric() + " has no label " + demand.label());
            }
            if (!seen.isEmpty() && !seen.containsAll(demand.values())) {
                complaints.add(where + ": " + selector.metric() + " was seen with " + demand.label() + " " + seen
                        + ", asked for are " + demand.values());
            }
        }
    }

    private boolean isLabel(String label, String expression) {
        return shown.labels().contains(label)
                || OF_THE_SCRAPER.contains(label)
                || MADE_LABEL
                        .matcher(expression)
                        .results()
                        .anyMatch(made -> made.group(1).equals(label));
    }

    /** A word that ends in an underscore is the beginning of several: {@code vrrp_check_*}. */
    private boolean isKnown(String word) {
        Set<String> names = shown.series().keySet();
        boolean isPart = names.stream().anyMatch(name -> name.startsWith(word))
                && (word.endsWith("_") || names.contains(word + "_bucket") || names.contains(word));
        return isPart || shown.labels().contains(word) || configuration.contains(word);
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(
                OUR_WORD.matcher(text).results().map(word -> word.group()).toList());
    }
}
