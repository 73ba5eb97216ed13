package dev.holdfast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool can read every expression of the dashboards. */
class DashboardExpressionsTest {
    @Test
    void promtoolReadsEveryExpression(@TempDir Path folder) throws IOException {
        List<Dashboard.Query> queries = Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .toList();
        List<Map<String, String>> rules = IntStream.range(0, queries.size())
                .mapToObj(i -> Map.of(
                        "record", "panel:query:" + i, "expr", queries.get(i).plain()))
                .toList();
        // JSON is YAML too, and quotes are its own affair.
        new ObjectMapper()
                .writeValue(
                        folder.resolve("rules.yml").toFile(),
                        Map.of("groups", List.of(Map.of("name", "dashboards", "rules", rules))));

        Tool.Result checked = Tool.PROMTOOL.run(folder, "check", "rules", "--lint=none", "rules.yml");

        assertThat(checked.status()).as(checked.output()).isZero();
        assertThat(checked.output()).contains(queries.size() + " rules found");
    }
}
