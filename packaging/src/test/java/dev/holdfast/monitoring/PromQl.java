package dev.holdfast.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of PromQL names: series with their matchers, and labels. Not whether it makes sense; promtool says that.
 *
 * @param series every selector
 * @param labels the labels of {@code by}, {@code on} and their like
 */
record PromQl(List<Selector> series, Set<String> labels) {
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|\\[[^\\]]*\\]|[a-zA-Z_:][a-zA-Z0-9_:]*|[{}(),]|[^\\s]");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "atan2", "start", "end");

    PromQl {
        series = List.copyOf(series);
        labels = Set.copyOf(labels);
    }

    /** A metric, and what is demanded of its labels. */
    record Selector(String metric, List<Demand> demands) {
        Selector {
            demands = List.copyOf(demands);
        }
    }

    /** A label with the values that it may have; none when the matcher is no list of values. */
    record Demand(String label, List<String> values) {
        Demand {
            values = List.copyOf(values);
        }
    }

    static PromQl parse(String expression) {
        return new Reader(expression).read();
    }

    private static final class Reader {
        private final List<String> tokens;
        private final List<Selector> series = new ArrayList<>();
        private final Set<String> labels = new TreeSet<>();
        private int at;

        Reader(String expression) {
            tokens = TOKEN.matcher(expression)
                    .results()
                    .map(result -> result.group())
                    .toList();
        }

        PromQl read() {
            while (at < tokens.size()) {
                String token = tokens.get(at++);
                if (GROUPING.contains(token)) {
                    readLabels();
                } else if (isName(token) && !WORDS.contains(token) && !isFunction()) {
                    series.add(new Selector(token, peek("{") ? readDemands() : List.of()));
                }
            }
            return new PromQl(series, labels);
        }

        private boolean isFunction() {
            return peek("(") || peek("by") || peek("without");
        }

        private void readLabels() {
            if (!peek("(")) {
                return;
            }
            for (at++; !peek(")"); at++) {
                if (isName(tokens.get(at))) {
                    labels.add(tokens.get(at));
                }
            }
            at++;
        }

        private List<Demand> readDemands() {
            List<Demand> demands = new ArrayList<>();
            for (at++; !peek("}"); at++) {
                if (isName(tokens.get(at))) {
                    demands.add(readDemand());
                }
            }
            at++;
            return demands;
        }

        private Demand readDemand() {
            String label = tokens.get(at++);
            StringBuilder operator = new StringBuilder();
            while (!isText(tokens.get(at))) {
                operator.append(tokens.get(at++));
            }
            String quoted = tokens.get(at);
            String text = quoted.substring(1, quoted.length() - 1);
            boolean isList =
                    operator.toString().equals("=") || (operator.toString().equals("=~") && text.matches("[\\w|]+"));
            return new Demand(label, isList ? List.of(text.split("\\|", -1)) : List.of());
        }

        private boolean peek(String wanted) {
            return at < tokens.size() && tokens.get(at).equals(wanted);
        }

        private static boolean isName(String token) {
            Matcher name = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*").matcher(token);
            return name.matches();
        }

        private static boolean isText(String token) {
            return token.startsWith("\"") || token.startsWith("'");
        }
    }
}
