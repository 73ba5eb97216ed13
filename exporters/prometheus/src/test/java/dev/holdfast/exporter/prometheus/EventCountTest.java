package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.TransitionReason;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventCountTest {
    private static final String VI_1 = "family=\"ipv4\",segment=\"192.0.2.0/24\",vrid=\"51\",vrrp_instance=\"VI_1\"";
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong();
    private final FakeFeed feed = new FakeFeed(Sample.agent(Sample.master()));
    private final Scrape scrape = new Scrape(feed, clock::get);

    @Test
    void transitionsAreCountedByStateAndReason() {
        toMaster(1, 0, 0);
        feed.publish(Sample.changed(2, "VI_1", RouterState.BACKUP, TransitionReason.HIGHER_PRIORITY, 0, 0));
        toMaster(3, 0, 0);

        assertThat(scrape.samples("vrrp_transitions_total"))
                .filteredOn(line -> !line.endsWith(" 0.0"))
                .containsExactly(
                        transitions("higher_priority", "backup", "1.0"), transitions("timeout", "master", "2.0"));
    }

    @Test
    void transitionNobodyExpectedIsShownOnceItHappened() {
        assertThat(scrape.text()).doesNotContain("to=\"init\"");

        feed.publish(Sample.changed(1, "VI_1", RouterState.INIT, TransitionReason.CONFIG, 0, 0));

        assertThat(scrape.samples("vrrp_transitions_total")).contains(transitions("config", "init", "1.0"));
    }

    @Test
    void exemplarOfATransitionIsItsNewestEvent() {
        toMaster(7, 0, 0);
        toMaster(8, 0, 0);

        // The event is 30 s into a clock that began at 1 800 000 000 s.
        assertThat(Scrape.text(scrape.page(Scrape.OPENMETRICS)))
                .contains(transitions("timeout", "master", "2.0") + " # {event_id=\"8\"} 1.0 1800000030.000\n");
    }

    @Test
    void takeoversFillTheHistogramOfTheirDuration() {
        toMaster(1, 900_000, 0);
        toMaster(2, 5_000_000, 0);
        toMaster(3, 7 * SECOND, 0);

        assertThat(histogram("vrrp_failover_duration_seconds"))
                .containsExactly("0.001 1", "0.01 2", "0.1 2", "1.0 2", "5.0 2", "+Inf 3");
        assertThat(scrape.samples("vrrp_failover_duration_seconds_count"))
                .containsExactly("vrrp_failover_duration_seconds_count{" + VI_1 + "} 3");
        assertThat(scrape.samples("vrrp_failover_duration_seconds_sum"))
                .containsExactly("vrrp_failover_duration_seconds_sum{" + VI_1 + "} 7.0059");
    }

    @Test
    void silenceOfTheOldMasterFillsTheHistogramOfGaps() {
        toMaster(1, 0, 3_609_375_000L);

        assertThat(histogram("vrrp_master_gap_seconds"))
                .containsExactly("0.1 0", "0.5 0", "1.0 0", "4.0 1", "10.0 1", "+Inf 1");
    }

    @Test
    void becomingMasterWithoutAMasterBeforeIsNoGap() {
        toMaster(1, SECOND, 0);

        assertThat(scrape.samples("vrrp_master_gap_seconds_count"))
                .containsExactly("vrrp_master_gap_seconds_count{" + VI_1 + "} 0");
    }

    @Test
    void becomingBackupIsNoFailover() {
        feed.publish(Sample.changed(1, "VI_1", RouterState.BACKUP, TransitionReason.STARTUP, 0, 0));

        assertThat(scrape.samples("vrrp_failover_duration_seconds_count"))
                .containsExactly("vrrp_failover_duration_seconds_count{" + VI_1 + "} 0");
    }

    @Test
    void countsOutliveAReloadThatKeepsTheRouter() {
        toMaster(1, 0, 0);

        feed.publish(Sample.reloadedWith("VI_1"));

        assertThat(scrape.samples("vrrp_transitions_total")).contains(transitions("timeout", "master", "1.0"));
    }

    @Test
    void countsEndWithAReloadThatRemovesTheRouter() {
        toMaster(1, 0, 0);

        feed.publish(Sample.reloadedWith("VI_2"));

        assertThat(scrape.samples("vrrp_transitions_total")).contains(transitions("timeout", "master", "0.0"));
    }

    @Test
    void scriptsAreCountedByKindAndEnd() {
        feed.publish(Sample.script("notify_master", ScriptResult.SUCCEEDED, 20_000_000));
        feed.publish(Sample.script("notify_master", ScriptResult.FAILED, 60_000_000));
        feed.publish(Sample.script("notify_master", ScriptResult.DROPPED, 0));

        assertThat(scrape.samples("vrrp_notify_runs_total"))
                .contains("vrrp_notify_runs_total{kind=\"notify_master\"} 3.0");
        assertThat(scrape.samples("vrrp_notify_failures_total"))
                .filteredOn(line -> !line.endsWith(" 0.0"))
                .containsExactly(
                        "vrrp_notify_failures_total{kind=\"notify_master\",result=\"dropped\"} 1.0",
                        "vrrp_notify_failures_total{kind=\"notify_master\",result=\"failed\"} 1.0");
        // The one that was dropped did not run.
        assertThat(scrape.samples("vrrp_notify_duration_seconds_count"))
                .containsExactly("vrrp_notify_duration_seconds_count 2");
    }

    @Test
    void lateTurnsFillTheHistogramAndTheMaximum() {
        feed.lag(14_000_000);
        feed.lag(300_000);

        assertThat(histogram("vrrp_timer_lag_seconds")).contains("0.001 1", "0.01 1", "0.015 2", "+Inf 2");
        assertThat(scrape.samples("vrrp_timer_lag_seconds_max")).containsExactly("vrrp_timer_lag_seconds_max 0.014");
    }

    @Test
    void maximumIsSeenForAMinuteAtLeastAndForgottenAfterTwo() {
        clock.set(59 * SECOND);
        feed.lag(14_000_000);

        clock.set(119 * SECOND);
        feed.lag(300_000);
        assertThat(scrape.samples("vrrp_timer_lag_seconds_max")).containsExactly("vrrp_timer_lag_seconds_max 0.014");

        clock.set(179 * SECOND);
        assertThat(scrape.samples("vrrp_timer_lag_seconds_max")).containsExactly("vrrp_timer_lag_seconds_max 3.0E-4");

        clock.set(300 * SECOND);
        assertThat(scrape.samples("vrrp_timer_lag_seconds_max")).containsExactly("vrrp_timer_lag_seconds_max 0.0");
    }

    private void toMaster(long id, long tookNanos, long silenceNanos) {
        feed.publish(Sample.changed(id, "VI_1", RouterState.MASTER, TransitionReason.TIMEOUT, tookNanos, silenceNanos));
    }

    private static String transitions(String reason, String to, String value) {
        return "vrrp_transitions_total{family=\"ipv4\",reason=\"" + reason + "\",segment=\"192.0.2.0/24\",to=\"" + to
                + "\",vrid=\"51\",vrrp_instance=\"VI_1\"} " + value;
    }

    /** The buckets, each as its bound and its count. */
    private List<String> histogram(String metric) {
        return scrape.samples(metric + "_bucket").stream()
                .map(line -> line.replaceAll(".*le=\"(.*)\"} ", "$1 "))
                .toList();
    }
}
