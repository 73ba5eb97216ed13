package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code holdfast demo}, the first thing that a new user sees. */
@LabTest
class DemoIT {
    private static final int LIMIT_SECONDS = 120;

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(Shell.run("ip", "netns", "list")).doesNotContain("holdfast-demo-");
    }

    @Test
    void showsATakeoverAndCleansUp() throws IOException, InterruptedException {
        Process demo = demo("--once");
        String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(demo.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(output)
                .containsSubsequence(
                        "node-a  MASTER, holds 192.0.2.100",
                        "/metrics",
                        "node-a  killed",
                        "node-b  MASTER, holds 192.0.2.100",
                        "client  had no answer from 192.0.2.100 for ",
                        "node-a  started again",
                        "node-a  MASTER, holds 192.0.2.100",
                        "Cleaned up.");
        assertThat(demo.exitValue()).isZero();
    }

    @Test
    void cleansUpWhenItIsInterrupted() throws IOException, InterruptedException {
        Process demo = demo();
        Clock.waitFor(LIMIT_SECONDS, () -> Shell.run("ip", "netns", "list").contains("holdfast-demo-"));

        demo.destroy();

        assertThat(demo.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static Process demo(String... options) throws IOException {
        List<String> command =
                new java.util.ArrayList<>(List.of(HoldfastProcess.launcher().toString(), "demo"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
