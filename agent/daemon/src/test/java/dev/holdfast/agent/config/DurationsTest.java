package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "1,          1_000_000_000",
        "0.5,          500_000_000",
        "40.95,     40_950_000_000",
        "250ms,        250_000_000",
        "2s,         2_000_000_000",
        "2 s,        2_000_000_000",
        "5m,       300_000_000_000",
        "1h,     3_600_000_000_000",
        "0,                      0",
        "1.5ms,          1_500_000",
        "0.000000001,            1"
    })
    void readsSecondsUnlessAUnitIsWritten(String text, String nanos) {
        assertThat(Durations.parseNanos(text)).contains(Long.parseLong(nanos.replace("_", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1 sec", "1d", ".5", "1.", "1e3", "ms", "12345678", "1s 2s", "\u0661"})
    void refusesEverythingElse(String text) {
        assertThat(Durations.parseNanos(text)).isEmpty();
    }

    @Test
    void theLargestSpanFitsALong() {
        assertThat(Durations.parseNanos("2562047h")).contains(9_223_369_200_000_000_000L);
        assertThat(Durations.parseNanos("9999999h")).isEmpty();
    }

    @Test
    void printsSecondsWithoutIdleZeros() {
        assertThat(Durations.format(250_000_000L)).isEqualTo("0.25 s");
        assertThat(Durations.format(7_200_000_000_000L)).isEqualTo("7200 s");
    }
}
