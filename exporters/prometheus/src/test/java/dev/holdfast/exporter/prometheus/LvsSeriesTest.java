package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import dev.holdfast.core.spi.CheckResult;
import dev.holdfast.core.spi.LvsNotice;
import org.junit.jupiter.api.Test;

/** Virtual servers and their servers: what events and looks add to what the snapshot says. */
class LvsSeriesTest {
    private static final String SERVER = "real_server=\"192.0.2.11:80\"";
    private static final String WEB = "virtual_server=\"web\"";
    private static final String CHECKER = "checker=\"TCP_CHECK\"," + SERVER;
    private static final String LOOKED_AT = "tcp 192.0.2.100:80 192.0.2.11:80 TCP_CHECK";

    private final FakeFeed feed = new FakeFeed(LvsSample.balancing(20));
    private final Scrape scrape = new Scrape(feed);

    private void noted(String server, LvsNotice notice) {
        feed.publish(new LvsNoted(0, "web", server, notice, ""));
    }

    @Test
    void upsAndDownsOfServersAndOfTheQuorumAreCountedApart() {
        noted("192.0.2.11:80", LvsNotice.REAL_SERVER_DOWN);
        noted("", LvsNotice.QUORUM_LOST);
        noted("", LvsNotice.TABLE_RESTORED);
        noted("192.0.2.11:80", LvsNotice.REAL_SERVER_UP);
        noted("192.0.2.11:80", LvsNotice.REAL_SERVER_DOWN);

        assertThat(scrape.samples("lvs_real_server_transitions_total"))
                .contains(
                        "lvs_real_server_transitions_total{" + SERVER + ",to=\"down\"," + WEB + "} 2.0",
                        "lvs_real_server_transitions_total{" + SERVER + ",to=\"up\"," + WEB + "} 1.0");
        assertThat(scrape.samples("lvs_virtual_server_transitions_total"))
                .containsExactlyInAnyOrder(
                        "lvs_virtual_server_transitions_total{to=\"down\"," + WEB + "} 1.0",
                        "lvs_virtual_server_transitions_total{to=\"up\"," + WEB + "} 0.0");
    }

    @Test
    void looksAreCountedByWhatBecameOfThemAlsoAcrossScrapes() {
        feed.look("checker", LOOKED_AT, CheckResult.PASSED, 500_000_000);
        scrape.text();
        feed.look("checker", LOOKED_AT, CheckResult.TIMED_OUT, 1_000_000_000);
        feed.look("checker", LOOKED_AT, CheckResult.NOT_MADE, 0);

        assertThat(scrape.samples("lvs_checker_runs_total"))
                .contains("lvs_checker_runs_total{" + CHECKER + "," + WEB + "} 3.0");
        assertThat(scrape.samples("lvs_checker_seconds_total"))
                .contains("lvs_checker_seconds_total{" + CHECKER + "," + WEB + "} 1.5");
        assertThat(scrape.samples("lvs_checker_failures_total"))
                .contains(failures("failed", "0.0"), failures("timed_out", "1.0"), failures("not_made", "1.0"));
        assertThat(scrape.samples("vrrp_check_runs_total")).isEmpty();
    }

    private static String failures(String reason, String count) {
        return "lvs_checker_failures_total{checker=\"TCP_CHECK\"," + SERVER + ",reason=\"" + reason + "\"," + WEB + "} "
                + count;
    }

    @Test
    void whatIsGoneIsForgotten() {
        noted("192.0.2.11:80", LvsNotice.REAL_SERVER_DOWN);
        feed.look("checker", LOOKED_AT, CheckResult.PASSED, 1);
        feed.show(LvsSample.balancing(1));
        scrape.text();
        feed.show(LvsSample.balancing(20));

        assertThat(scrape.samples("lvs_real_server_transitions_total")).allMatch(line -> line.endsWith(" 0.0"));
        assertThat(scrape.samples("lvs_checker_runs_total")).allMatch(line -> line.endsWith(" 0.0"));
    }

    @Test
    void oneMoreRealServerAddsLessThanTwentySeries() {
        int more = scrape.samples().size();
        feed.show(LvsSample.balancing(19));

        assertThat(more - scrape.samples().size()).isLessThan(20);
    }
}
