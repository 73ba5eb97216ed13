package dev.holdfast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards are what their sources say, and Grafana is told where they are. */
class DashboardBuildTest {
    private static final long LIMIT_SECONDS = 300;

    /** What npm says when it cannot reach its registry. */
    private static final Pattern OFFLINE =
            Pattern.compile("ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ENOTCACHED");

    private final Path folder;

    DashboardBuildTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theSourcesMakeTheDashboardsThatAreShipped() throws IOException, InterruptedException {
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
    void grafanaIsToldTheFolderOfTheDistribution() throws IOException {
        JsonNode providers = provisioning("dashboards/holdfast.yaml").path("providers");
        JsonNode sources = provisioning("datasources/holdfast.yaml").path("datasources");

        assertThat(providers.findValuesAsText("path")).containsExactly("/opt/holdfast/grafana/dashboards");
        assertThat(providers.findValuesAsText("type")).containsExactly("file");
        assertThat(sources.findValuesAsText("type")).containsExactly("prometheus");
    }

    private static JsonNode provisioning(String name) throws IOException {
        return new YAMLMapper()
                .readTree(
                        Dashboard.GRAFANA.resolve("provisioning").resolve(name).toFile());
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

    private void npm(String... arguments) throws IOException, InterruptedException {
        Optional<String> npm = Stream.of("/usr/bin/npm", "/usr/local/bin/npm")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        if (npm.isEmpty()) {
            skip("npm is not installed (Debian: apt install nodejs npm)");
        }
        List<String> command = new ArrayList<>(npm.stream().toList());
        command.addAll(List.of(arguments));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String output = Files.readString(said, StandardCharsets.UTF_8);
        if (ended && process.exitValue() != 0 && OFFLINE.matcher(output).find()) {
            skip("npm has no registry: " + output);
        }
        assertThat(ended && process.exitValue() == 0)
                .as(command + ": " + output)
                .isTrue();
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
