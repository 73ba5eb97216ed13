package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus' own tool finds nothing to complain about. */
class PromtoolTest {
    private static final long TIME_LIMIT_SECONDS = 30;

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/metrics/keepalived"})
    void promtoolAcceptsThePage(String path, @TempDir Path directory) throws IOException, InterruptedException {
        Path promtool = findPromtool();
        FakeFeed feed =
                new FakeFeed(Sample.watched(Sample.master(), Sample.backup(), Sample.faulty(), Sample.withExcluded()));
        var page = new PrometheusExporter()
                .start(feed).stream()
                        .filter(endpoint -> endpoint.path().equals(path))
                        .findFirst()
                        .orElseThrow()
                        .renderer();
        feed.publish(
                Sample.changed(1, "VI_1", RouterState.MASTER, TransitionReason.TIMEOUT, 1_000_000, 3_600_000_000L));
        feed.lag(1_000_000);
        Path text = Files.write(
                directory.resolve("page"),
                page.render(Endpoint.Request.PLAIN).body().toByteArray());
        Path complaints = directory.resolve("complaints");

        Process process = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .redirectOutput(complaints.toFile())
                .start();
        boolean ended = process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();

        assertThat(ended).as("promtool ended in time").isTrue();
        assertThat(Files.readString(complaints)).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    private static Path findPromtool() {
        Optional<Path> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty() && "required".equals(System.getProperty("lab"))) {
            fail("promtool is not installed, and -Dlab=required allows no skipping (Debian: apt install prometheus)");
        }
        return found.orElseGet(() -> abort("promtool is not installed (Debian: apt install prometheus)"));
    }
}
