package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.CheckResult;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.TransitionReason;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The whole page of one node, letter by letter, in both formats. */
class ExpositionTest {
    private static final String GOLDEN = "src/test/resources/dev/holdfast/exporter/prometheus/";

    private final FakeFeed feed = new FakeFeed(Sample.watched(Sample.master(), Sample.backup(), Sample.faulty()));
    private final Scrape scrape = new Scrape(feed);

    @Test
    void plainTextIsExactlyTheReviewedPage() throws IOException {
        somethingHappens();

        new CommittedFile(GOLDEN + "exposition.txt").assertEquals(scrape.text());
    }

    @Test
    void openMetricsIsExactlyTheReviewedPage() throws IOException {
        somethingHappens();

        new CommittedFile(GOLDEN + "exposition.openmetrics").assertEquals(Scrape.text(scrape.page(Scrape.OPENMETRICS)));
    }

    @Test
    void samePageTwiceIsEqualButForItsOwnDuration() {
        String first = scrape.text();
        String second = scrape.text();

        assertThat(first).contains("\nvrrp_scrape_duration_seconds 0.0\n");
        assertThat(second).contains("\nvrrp_scrape_duration_seconds 0.002\n");
        assertThat(second.replace("duration_seconds 0.002", "duration_seconds 0.0"))
                .isEqualTo(first);
    }

    private void somethingHappens() {
        feed.publish(Sample.changed(41, "VI_1", RouterState.BACKUP, TransitionReason.STARTUP, 0, 0));
        feed.publish(
                Sample.changed(42, "VI_1", RouterState.MASTER, TransitionReason.TIMEOUT, 3_000_000, 3_612_000_000L));
        feed.publish(Sample.script("notify_master", ScriptResult.SUCCEEDED, 40_000_000));
        feed.publish(Sample.script("notify", ScriptResult.TIMED_OUT, 30_000_000_000L));
        feed.look("script", "chk_nginx", CheckResult.FAILED, 8_000_000);
        feed.look("check", "web", CheckResult.PASSED, 2_000_000);
        feed.lag(300_000);
        feed.lag(12_000_000);
    }
}
