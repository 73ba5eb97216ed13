package dev.holdfast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards are what their sources say, and Grafana is told where they are. */
class DashboardBuildTest {
    /** What npm says when it cannot reach its registry. */
    private static final Pattern OFFLINE =
            Pattern.compile("ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ENOTCACHED");

    private final Path folder;

    DashboardBuildTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theSourcesMakeTheDashboardsThatAreShipped() throws IOException {
        copySources();

        npm("ci", "--ignore-scripts");
        npm("run", "build", "--", "made");

        assertThat(names(folder.resolve("made"))).isEqualTo(names(Dashboard.FOLDER));
        for (String name : names(Dashboard.FOLDER)) {
            assertThat(Files.readString(Dashboard.FOLDER.resolve(name)))
                    .as("grafana/dashboards/" + name + ", against what npm run build makes")
                    .isEqualTo(Files.readString(folder.resolve("made").resolve(name)));
        }
    }

    @Test
    void theLockFileNamesNoRegistry() throws IOException {
        assertThat(Files.readString(Dashboard.GRAFANA.resolve("package-lock.json")))
                .contains("@grafana/schema")
                .doesNotContain("\"resolved\"", "://");
    }

    @Test
    void grafanaIsToldTheFolderOfTheDistribution() {
        JsonNode providers =
                DataFiles.yaml("grafana/provisioning/dashboards/holdfast.yaml").path("providers");
        JsonNode sources =
                DataFiles.yaml("grafana/provisioning/datasources/holdfast.yaml").path("datasources");

        assertThat(providers.findValuesAsText("path")).containsExactly("/opt/holdfast/grafana/dashboards");
        assertThat(providers.findValuesAsText("type")).containsExactly("file");
        assertThat(sources.findValuesAsText("type")).containsExactly("prometheus");
    }

    private void copySources() throws IOException {
        try (Stream<Path> files = Files.walk(Dashboard.GRAFANA.resolve("src"))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, folder.resolve(Dashboard.GRAFANA.relativize(file).toString()));
            }
        }
        for (String name : List.of(".npmrc", "package.json", "package-lock.json", "tsconfig.json")) {
            Files.copy(Dashboard.GRAFANA.resolve(name), folder.resolve(name));
        }
    }

    private void npm(String... arguments) {
        Tool.Result done = Tool.NPM.run(folder, arguments);
        if (done.status() != 0 && OFFLINE.matcher(done.output()).find()) {
            skip("npm has no registry: " + done.output());
        }
        assertThat(done.status()).as(done.output()).isZero();
    }

    private static void skip(String reason) {
        if ("required".equals(System.getProperty("lab"))) {
            fail(reason);
        }
        abort(reason);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
