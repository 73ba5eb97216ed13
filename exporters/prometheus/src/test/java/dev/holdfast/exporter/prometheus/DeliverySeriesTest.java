package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliverySeriesTest {
    @Test
    void whatAWebhookTellsIsShown() {
        Scrape scrape = new Scrape(new FakeFeed(Sample.agent()));

        assertThat(scrape.samples().stream().filter(line -> line.startsWith("vrrp_webhook_")))
                .containsExactlyInAnyOrder(
                        "vrrp_webhook_deliveries_total{endpoint=\"oncall\"} 5.0",
                        "vrrp_webhook_failures_total{endpoint=\"oncall\",reason=\"timeout\"} 2.0",
                        "vrrp_webhook_dead_letters_total{endpoint=\"oncall\"} 1.0",
                        "vrrp_webhook_superseded_total{endpoint=\"oncall\"} 4.0",
                        "vrrp_webhook_queue_length{endpoint=\"oncall\"} 3.0",
                        "vrrp_webhook_oldest_pending_timestamp_seconds{endpoint=\"oncall\"} 1.8000000005E9",
                        "vrrp_webhook_duration_seconds_bucket{endpoint=\"oncall\",le=\"0.05\"} 4",
                        "vrrp_webhook_duration_seconds_bucket{endpoint=\"oncall\",le=\"0.25\"} 5",
                        "vrrp_webhook_duration_seconds_bucket{endpoint=\"oncall\",le=\"1.0\"} 5",
                        "vrrp_webhook_duration_seconds_bucket{endpoint=\"oncall\",le=\"5.0\"} 6",
                        "vrrp_webhook_duration_seconds_bucket{endpoint=\"oncall\",le=\"+Inf\"} 8",
                        "vrrp_webhook_duration_seconds_count{endpoint=\"oncall\"} 8",
                        "vrrp_webhook_duration_seconds_sum{endpoint=\"oncall\"} 21.5");
    }

    @Test
    void howZabbixIsAnsweredAndToldIsShown() {
        Scrape scrape = new Scrape(new FakeFeed(Sample.agent()));

        assertThat(scrape.samples().stream().filter(line -> line.startsWith("vrrp_zabbix_")))
                .containsExactlyInAnyOrder(
                        "vrrp_zabbix_requests_total{result=\"answered\"} 40.0",
                        "vrrp_zabbix_requests_total{result=\"malformed\"} 2.0",
                        "vrrp_zabbix_pushed_total{endpoint=\"192.0.2.5:10051\"} 7.0",
                        "vrrp_zabbix_push_failures_total{endpoint=\"192.0.2.5:10051\",reason=\"refused\"} 2.0",
                        "vrrp_zabbix_push_failures_total{endpoint=\"192.0.2.5:10051\",reason=\"unreachable\"} 3.0",
                        "vrrp_zabbix_push_failures_total{endpoint=\"192.0.2.5:10051\",reason=\"dropped\"} 6.0",
                        "vrrp_zabbix_push_queue_length{endpoint=\"192.0.2.5:10051\"} 1.0");
    }

    @Test
    void whatAnUnknownExporterTellsIsLeftOut() {
        assertThat(new Scrape(new FakeFeed(Sample.agent())).text()).doesNotContain("roof");
    }
}
