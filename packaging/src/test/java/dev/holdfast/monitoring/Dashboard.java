package dev.holdfast.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A dashboard that users install.
 *
 * @param file its name in {@code grafana/dashboards}
 */
public record Dashboard(String file, JsonNode json) {
    static final Path GRAFANA = DataFiles.file("grafana");
    static final Path FOLDER = GRAFANA.resolve("dashboards");

    /** All of them, by name. */
    public static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Dashboard::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dashboard read(Path path) {
        try {
            return new Dashboard(path.getFileName().toString(), new ObjectMapper().readTree(path.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A query of a panel or an annotation, with the variables of Grafana still in it.
     *
     * @param isInstant whether it is asked for now, not over the time that is shown
     * @param legend what a series is called, with the names of labels in it
     */
    public record Query(String where, String expression, boolean isInstant, String legend) {
        private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)\\}\\}");

        /** The labels that the legend wants. */
        public List<String> wantedLabels() {
            return LABEL.matcher(legend).results().map(label -> label.group(1)).toList();
        }

        /** As Grafana sends it when everything is chosen. Windows are short enough for a test that lasts a minute. */
        public String plain() {
            return expression
                    .replace("$__rate_interval", "30s")
                    .replace("$__range", "5m")
                    .replace("$__from", "0")
                    .replaceAll("\\$\\w+", ".+");
        }

        @Override
        public String toString() {
            return where;
        }
    }

    /** Panels with queries; the headings of rows are left out. */
    List<JsonNode> panels() {
        return elements(json.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    List<JsonNode> annotations() {
        return elements(json.path("annotations").path("list")).toList();
    }

    List<JsonNode> variables() {
        return elements(json.path("templating").path("list")).toList();
    }

    JsonNode variable(String name) {
        return variables().stream()
                .filter(variable -> variable.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no variable " + name));
    }

    /** The queries of all panels and annotations. */
    public List<Query> queries() {
        return Stream.concat(
                        panels().stream().flatMap(this::queriesOf),
                        annotations().stream().map(this::queryOf))
                .toList();
    }

    private Stream<Query> queriesOf(JsonNode panel) {
        return elements(panel.path("targets"))
                .map(target -> new Query(
                        title() + ": " + panel.path("title").asText() + " "
                                + target.path("refId").asText(),
                        target.path("expr").asText(),
                        target.path("instant").asBoolean(),
                        target.path("legendFormat").asText()));
    }

    private Query queryOf(JsonNode annotation) {
        return new Query(
                title() + ": annotation " + annotation.path("name").asText(),
                annotation.path("expr").asText(),
                false,
                annotation.path("titleFormat").asText()
                        + annotation.path("textFormat").asText());
    }

    String title() {
        return json.path("title").asText();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return file;
    }
}
