package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeerSeriesTest {
    private static final String VI_5 =
            "{family=\"ipv4\",peer=\"lb02\",%ssegment=\"192.0.2.0/24\",vrid=\"55\",vrrp_instance=\"VI_5\"} ";

    @Test
    void whoAsksNobodyHasNoSeriesOfPeers() {
        assertThat(new Scrape(new FakeFeed(Sample.agent(Sample.master()))).samples())
                .noneMatch(line -> line.startsWith("vrrp_peer_") || line.startsWith("vrrp_config_mismatch"));
    }

    @Test
    void whatPeersSayIsShown() {
        Scrape scrape = new Scrape(new FakeFeed(Sample.watched(Sample.split())));

        assertThat(scrape.samples().stream()
                        .filter(line -> line.startsWith("vrrp_peer_check") || line.startsWith("vrrp_peer_last")))
                .containsExactlyInAnyOrder(
                        "vrrp_peer_check_up{peer=\"lb02\"} 1.0",
                        "vrrp_peer_check_up{peer=\"lb03\"} 0.0",
                        "vrrp_peer_last_answer_timestamp_seconds{peer=\"lb02\"} 1.800000059E9",
                        "vrrp_peer_last_answer_timestamp_seconds{peer=\"lb03\"} 0.0",
                        "vrrp_peer_check_failures_total{peer=\"lb03\",reason=\"connect\"} 7.0");
        assertThat(scrape.samples().stream()
                        .filter(line -> line.matches("vrrp_(peer_(reported|config)|config_mismatch).*")))
                .containsExactlyInAnyOrder(
                        "vrrp_peer_reported_master" + VI_5.formatted("") + "1.0",
                        "vrrp_peer_config_match" + VI_5.formatted("") + "0.0",
                        "vrrp_config_mismatch" + VI_5.formatted("reason=\"auth\",") + "1.0");
    }
}
