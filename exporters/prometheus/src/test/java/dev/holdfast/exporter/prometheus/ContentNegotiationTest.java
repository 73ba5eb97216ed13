package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.Endpoint.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 12.5.1, for the two formats there are. */
class ContentNegotiationTest {
    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final Scrape scrape = new Scrape(new FakeFeed(Sample.agent(Sample.master())));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/plain",
                "text/html,application/xhtml+xml,*/*;q=0.8",
                "application/json",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
                "text/plain;version=0.0.4;q=0.9, application/openmetrics-text;q=0.1",
                "application/openmetrics-text;q=0",
                "application/openmetrics-text;q=0, */*;q=0.1",
                "application/openmetrics-text;q=zebra",
                "application/openmetrics-text;q=2",
                ";;;,,,q="
            })
    void plainTextForAllThatDoNotPreferTheOther(String accept) {
        Page page = scrape.page(accept);

        assertThat(page.contentType()).isEqualTo(PLAIN);
        assertThat(Scrape.text(page)).contains("\n# TYPE vrrp_state gauge\n").doesNotContain("# EOF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "Application/OpenMetrics-Text; Version=1.0.0; charset=utf-8",
                "application/openmetrics-text;version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                // Prometheus 3
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                        + "application/openmetrics-text;version=0.0.1;q=0.5,"
                        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                // The more precise range counts, not the one more wanted.
                "application/openmetrics-text;q=0.5,text/plain;q=0.3,*/*;q=0.9"
            })
    void openMetricsForThoseThatPreferIt(String accept) {
        Page page = scrape.page(accept);

        assertThat(page.contentType()).isEqualTo(OPENMETRICS);
        assertThat(Scrape.text(page)).contains("\n# TYPE vrrp_state stateset\n").endsWith("# EOF\n");
    }

    @Test
    void bothFormatsHaveTheSameSamples() {
        String plain = Scrape.text(scrape.page(""));
        String openMetrics = Scrape.text(scrape.page(Scrape.OPENMETRICS));

        assertThat(Scrape.samplesOf(openMetrics))
                .hasSameSizeAs(Scrape.samplesOf(plain))
                .filteredOn(line -> line.startsWith("vrrp_master{"))
                .isEqualTo(scrape.samples("vrrp_master"));
    }
}
