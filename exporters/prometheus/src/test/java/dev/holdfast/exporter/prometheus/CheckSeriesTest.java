package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.CheckResult;
import org.junit.jupiter.api.Test;

/** Scripts, checks, processes and files. */
class CheckSeriesTest {
    private static final String NGINX = "check=\"chk_nginx\",kind=\"script\"";

    private final FakeFeed feed = new FakeFeed(Sample.watched(Sample.master()));
    private final Scrape scrape = new Scrape(feed);

    @Test
    void verdictIsOneForGoodAloneAndANumberHasNone() {
        assertThat(scrape.samples("vrrp_check_up"))
                .containsExactlyInAnyOrder(
                        "vrrp_check_up{" + NGINX + "} 0.0",
                        "vrrp_check_up{check=\"web\",kind=\"check\"} 1.0",
                        "vrrp_check_up{check=\"named\",kind=\"process\"} 0.0");
    }

    @Test
    void looksAreCountedByWhatBecameOfThem() {
        feed.look("script", "chk_nginx", CheckResult.PASSED, 8_000_000);
        feed.look("script", "chk_nginx", CheckResult.FAILED, 50_000_000);
        feed.look("script", "chk_nginx", CheckResult.TIMED_OUT, 500_000_000);
        feed.look("script", "chk_nginx", CheckResult.NOT_MADE, 0);
        feed.look("script", "chk_nginx", CheckResult.NOT_MADE, 0);

        assertThat(scrape.samples("vrrp_check_runs_total")).contains("vrrp_check_runs_total{" + NGINX + "} 5.0");
        assertThat(scrape.samples("vrrp_check_failures_total"))
                .contains(
                        "vrrp_check_failures_total{" + NGINX + ",reason=\"failed\"} 1.0",
                        "vrrp_check_failures_total{" + NGINX + ",reason=\"timed_out\"} 1.0",
                        "vrrp_check_failures_total{" + NGINX + ",reason=\"not_made\"} 2.0");
    }

    @Test
    void onlyLooksThatWereMadeTookTime() {
        feed.look("script", "chk_nginx", CheckResult.PASSED, 8_000_000);
        feed.look("script", "chk_nginx", CheckResult.FAILED, 52_000_000);
        feed.look("script", "chk_nginx", CheckResult.NOT_MADE, 0);

        assertThat(scrape.samples("vrrp_check_duration_seconds_bucket"))
                .filteredOn(line -> line.contains("chk_nginx"))
                .extracting(line -> line.replaceAll(".*le=\"(.*)\"} ", "$1 "))
                .containsExactly("0.01 1", "0.1 2", "1.0 2", "10.0 2", "+Inf 2");
        assertThat(scrape.samples("vrrp_check_duration_seconds_sum"))
                .contains("vrrp_check_duration_seconds_sum{" + NGINX + "} 0.06");
    }

    @Test
    void everyReasonIsThereBeforeItHappens() {
        assertThat(scrape.samples("vrrp_check_failures_total"))
                .filteredOn(line -> line.contains("chk_nginx"))
                .hasSize(3)
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    @Test
    void checkThatIsRemovedIsForgotten() {
        feed.look("script", "chk_nginx", CheckResult.FAILED, 8_000_000);
        scrape.text();

        feed.show(Sample.agent(Sample.backup()));
        assertThat(scrape.text()).doesNotContain("chk_nginx");
        feed.show(Sample.watched(Sample.backup()));

        assertThat(scrape.samples("vrrp_check_runs_total")).contains("vrrp_check_runs_total{" + NGINX + "} 0.0");
    }
}
