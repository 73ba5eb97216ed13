package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.Exporter;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PrometheusExporterTest {
    private final FakeFeed feed = new FakeFeed(Sample.agent(Sample.master()));

    @Test
    void isFoundByItsService() {
        assertThat(ServiceLoader.load(Exporter.class))
                .singleElement()
                .satisfies(exporter -> assertThat(exporter.name()).isEqualTo("prometheus"));
    }

    @Test
    void servesAPageWithTheRoutersAndTheProcess() {
        String text = Scrape.text(start().renderer().render(Endpoint.Request.PLAIN));

        assertThat(text)
                .contains("\nvrrp_master{")
                .contains("\nvrrp_agent_info{java_version=\"" + Runtime.version() + "\"")
                .contains("\njvm_memory_used_bytes{area=\"heap\"")
                .contains("\njvm_gc_collection_seconds_count{gc=")
                .contains("\njvm_threads_live_threads ")
                .contains("\nprocess_cpu_seconds_total ")
                .contains("\nprocess_open_fds ")
                .contains("\nprocess_max_fds ")
                .contains("\nprocess_resident_memory_bytes ")
                .contains("\nprocess_start_time_seconds ");
    }

    @Test
    void countsFromItsStartOn() {
        Endpoint endpoint = start();

        feed.publish(Sample.changed(1, "VI_1", RouterState.MASTER, TransitionReason.TIMEOUT, 0, 0));

        assertThat(Scrape.text(endpoint.renderer().render(Endpoint.Request.PLAIN)))
                .contains(
                        "reason=\"timeout\",segment=\"192.0.2.0/24\",to=\"master\",vrid=\"51\",vrrp_instance=\"VI_1\"} 1.0\n");
    }

    @Test
    void valuesOfTheProcessOutliveACollection() {
        Endpoint endpoint = start();
        endpoint.renderer().render(Endpoint.Request.PLAIN);

        System.gc();

        // Meters hold what they measure weakly, and say NaN once it is gone.
        assertThat(Scrape.samplesOf(Scrape.text(endpoint.renderer().render(Endpoint.Request.PLAIN))))
                .filteredOn(line -> line.startsWith("process_") || line.startsWith("jvm_"))
                .hasSizeGreaterThan(10)
                .hasSizeLessThan(60)
                .noneMatch(line -> line.endsWith(" NaN"));
    }

    @Test
    void everyFamilyOfThePageHasHelp() {
        String text = Scrape.text(start().renderer().render(Endpoint.Request.PLAIN));

        assertThat(text.lines().filter(line -> line.startsWith("# HELP ")))
                .hasSizeGreaterThan(50)
                .allMatch(line -> line.split(" ", 4).length == 4 && !line.split(" ", 4)[3].isBlank());
        assertThat(text.lines().filter(line -> line.startsWith("# HELP ")))
                .hasSameSizeAs(
                        text.lines().filter(line -> line.startsWith("# TYPE ")).toList());
    }

    @Test
    void nameThatIsTakenIsRefusedAtOnce() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Gauge.builder().name("vrrp_agent_time_seconds").help("Taken.").register(registry);
        SnapshotCollector collector = new SnapshotCollector(feed, new EventCounter(() -> 0), "17", () -> 0, () -> 0);

        assertThatThrownBy(() -> registry.register(collector))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vrrp_agent_time_seconds");
    }

    @Test
    void meterWhoseNameIsTakenFailsEveryPage() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Gauge.builder()
                .name("process_open_fds")
                .help("Taken.")
                .labelNames("other")
                .register(registry);
        MetricsPage page =
                new MetricsPage(registry, TextFormats::accepted, new ProcessMeters(registry)::bindOnce, () -> 0);

        assertThatThrownBy(() -> page.render(Endpoint.Request.PLAIN))
                .hasMessage("two metrics have the name process_open_fds");
        assertThatThrownBy(() -> page.render(Endpoint.Request.PLAIN))
                .hasMessage("two metrics have the name process_open_fds");
    }

    @Test
    void meterWhoseNameIsTakenByAnotherTypeFailsThePage() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Histogram.builder().name("process_open_fds").help("Taken.").register(registry);
        MetricsPage page =
                new MetricsPage(registry, TextFormats::accepted, new ProcessMeters(registry)::bindOnce, () -> 0);

        assertThatThrownBy(() -> page.render(Endpoint.Request.PLAIN)).hasMessageContaining("process_open_fds");
    }

    private Endpoint start() {
        List<Endpoint> endpoints = new PrometheusExporter().start(feed);
        assertThat(endpoints).extracting(Endpoint::path).containsExactly("/metrics", "/metrics/keepalived");
        return endpoints.get(0);
    }
}
