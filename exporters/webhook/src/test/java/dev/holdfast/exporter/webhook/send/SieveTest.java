package dev.holdfast.exporter.webhook.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.Severity;
import dev.holdfast.core.spi.WebhookSettings.Filter;
import dev.holdfast.exporter.webhook.event.Envelope;
import dev.holdfast.exporter.webhook.event.Samples;
import dev.holdfast.exporter.webhook.event.TestNotice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SieveTest {
    private static final Envelope OF_THE_AGENT =
            TestNotice.plain("evt_9", "lb01", 0).numbered(1, Map.of());

    private static String passed(Filter filter) {
        Sieve sieve = new Sieve(filter);
        String named = Samples.all().entrySet().stream()
                .filter(sample -> sieve.test(sample.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" "));
        return named + (sieve.test(OF_THE_AGENT) ? " agent" : "");
    }

    @Test
    void everythingPassesUnlessSaidOtherwise() {
        assertThat(passed(Filter.ALL)).isEqualTo("master fault cleared agent");
    }

    @Test
    void typesMayHaveStars() {
        assertThat(passed(new Filter(List.of("vrrp.fault_*"), List.of(), Severity.INFO)))
                .isEqualTo("fault cleared");
        assertThat(passed(new Filter(List.of("vrrp.master_acquired", "*test"), List.of(), Severity.INFO)))
                .isEqualTo("master agent");
    }

    /** A dot is a dot: as a regular expression this would match. */
    @Test
    void nothingElseInATypeHasAMeaning() {
        assertThat(passed(new Filter(List.of("vrrp.fault.entered", "vrrpxfault_entered"), List.of(), Severity.INFO)))
                .isEmpty();
    }

    @Test
    void whatIsAboutNoInstanceConcernsAll() {
        assertThat(passed(new Filter(List.of(), List.of("VI_2"), Severity.INFO)))
                .isEqualTo(" agent");
        assertThat(passed(new Filter(List.of(), List.of("VI_2", "VI_1"), Severity.INFO)))
                .isEqualTo("master fault cleared agent");
    }

    @Test
    void severityIsALeast() {
        assertThat(passed(new Filter(List.of(), List.of(), Severity.WARNING))).isEqualTo("fault");
        assertThat(passed(new Filter(List.of(), List.of(), Severity.CRITICAL))).isEmpty();
    }
}
