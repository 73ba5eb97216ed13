package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page with the names of keepalived-exporter, whose names, labels and numbers are written here once more by hand. */
class KeepalivedPageTest {
    private static final String VI_1 = "{iname=\"VI_1\",intf=\"eth0\",vrid=\"51\"} ";

    private final FakeFeed feed = new FakeFeed(Sample.watched(Sample.master()));
    private final Endpoint endpoint = new PrometheusExporter().start(feed).get(1);

    private String text() {
        return Scrape.text(endpoint.renderer().render(Endpoint.Request.PLAIN));
    }

    private List<String> samples(String metric) {
        return Scrape.samplesOf(text()).stream()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .toList();
    }

    @Test
    void hasThePathOfADifferentJob() {
        assertThat(endpoint.path()).isEqualTo("/metrics/keepalived");
        assertThat(samples("keepalived_up")).containsExactly("keepalived_up 1.0");
    }

    @Test
    void stateIsANumberForEachAddress() {
        assertThat(samples("keepalived_vrrp_state"))
                .containsExactly(
                        "keepalived_vrrp_state{iname=\"VI_1\",intf=\"eth0\",ip_address=\"192.0.2.100/24\",vrid=\"51\"} 2.0",
                        "keepalived_vrrp_state{iname=\"VI_1\",intf=\"eth0\",ip_address=\"192.0.2.101/24\",vrid=\"51\"} 2.0");
    }

    @ParameterizedTest
    @CsvSource({"INIT,0", "BACKUP,1", "MASTER,2", "FAULT,3", "STOPPED,0"})
    void numbersOfStatesAreThoseOfKeepalived(RouterState state, int number) {
        feed.show(inState(state));

        assertThat(samples("keepalived_vrrp_state")).singleElement().asString().endsWith(" " + number + ".0");
    }

    @Test
    void addressesBesideTheAdvertsHaveANameOfTheirOwn() {
        feed.show(Sample.agent(Sample.withExcluded()));

        assertThat(samples("keepalived_vrrp_state")).hasSize(1);
        assertThat(samples("keepalived_vrrp_excluded_state"))
                .hasSize(2)
                .allMatch(line -> line.contains("iname=\"VI_4\"") && line.endsWith(" 2.0"));
    }

    @Test
    void countersHaveTheExportersNames() {
        assertThat(samples("keepalived_advertisements_sent_total"))
                .containsExactly("keepalived_advertisements_sent_total" + VI_1 + "58.0");
        assertThat(samples("keepalived_advertisements_received_total"))
                .containsExactly("keepalived_advertisements_received_total" + VI_1 + "7.0");
        assertThat(samples("keepalived_priority_zero_sent_total"))
                .containsExactly("keepalived_priority_zero_sent_total" + VI_1 + "1.0");
        assertThat(samples("keepalived_priority_zero_received_total"))
                .containsExactly("keepalived_priority_zero_received_total" + VI_1 + "6.0");
        assertThat(samples("keepalived_authentication_failure_total"))
                .containsExactly("keepalived_authentication_failure_total" + VI_1 + "2.0");
        for (String zero : List.of(
                "packet_length_errors",
                "advertisements_interval_errors",
                "ip_ttl_errors",
                "invalid_type_received",
                "address_list_errors",
                "authentication_invalid",
                "authentication_mismatch")) {
            String name = "keepalived_" + zero + "_total";
            assertThat(samples(name)).containsExactly(name + VI_1 + "0.0");
        }
    }

    @Test
    void mastershipIsCountedWhenItBeginsAndWhenItEnds() {
        feed.publish(Sample.changed(1, "VI_1", RouterState.MASTER, TransitionReason.TIMEOUT, 0, 0));
        feed.publish(
                Sample.changed(2, "VI_1", RouterState.MASTER, RouterState.FAULT, TransitionReason.INTERFACE, 0, 0));
        feed.publish(Sample.changed(3, "VI_1", RouterState.MASTER, TransitionReason.RECOVERED, 0, 0));

        assertThat(samples("keepalived_become_master_total"))
                .containsExactly("keepalived_become_master_total" + VI_1 + "2.0");
        assertThat(samples("keepalived_release_master_total"))
                .containsExactly("keepalived_release_master_total" + VI_1 + "1.0");
    }

    @Test
    void theDelayKeepsItsNameAndIsNoCounter() {
        assertThat(text()).contains("# TYPE keepalived_gratuitous_arp_delay_total untyped\n");
        assertThat(samples("keepalived_gratuitous_arp_delay_total"))
                .containsExactly("keepalived_gratuitous_arp_delay_total" + VI_1 + "5.0");
    }

    @Test
    void scriptsAreGoodOrBad() {
        assertThat(samples("keepalived_script_status"))
                .containsExactly("keepalived_script_status{name=\"chk_nginx\"} 0.0");
    }

    @Test
    void plainTextWhateverIsAskedFor() {
        assertThat(endpoint.renderer()
                        .render(new Endpoint.Request(Scrape.OPENMETRICS, Map.of()))
                        .contentType())
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    private static AgentSnapshot inState(RouterState state) {
        return Sample.agent(Sample.router(
                        "VI_1", new RouterKey(Sample.ETH0, IpFamily.IPV4, new Vrid(51)), state, Sample.NOTHING_COUNTED)
                .held(false, "192.0.2.100/24")
                .build());
    }
}
