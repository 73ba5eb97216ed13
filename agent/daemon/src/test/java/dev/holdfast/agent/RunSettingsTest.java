package dev.holdfast.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.log.LogFormat;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class RunSettingsTest {
    @Test
    void theUsualCommandIsUnderstoodWithoutPicocli() {
        assertThat(RunSettings.ofPlain(new String[] {"run", "--config", "/etc/holdfast/holdfast.yaml"}))
                .contains(new RunSettings(
                        Path.of("/etc/holdfast/holdfast.yaml"), LogFormat.TEXT, Level.INFO, Optional.empty()));
    }

    @Test
    void everythingElseIsLeftToPicocli() {
        assertThat(RunSettings.ofPlain(new String[] {})).isEmpty();
        assertThat(RunSettings.ofPlain(new String[] {"run", "--help"})).isEmpty();
        assertThat(RunSettings.ofPlain(new String[] {"check", "--config", "x"})).isEmpty();
        assertThat(RunSettings.ofPlain(new String[] {"run", "--config", "x", "--log-format", "json"}))
                .isEmpty();
    }
}
