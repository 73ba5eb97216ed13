package dev.holdfast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.monitoring.PromQl.Demand;
import dev.holdfast.monitoring.PromQl.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromQlTest {
    @Test
    void seriesAreToldFromFunctionsWordsAndLabels() {
        PromQl parsed =
                PromQl.parse("sum by (job, vrid) (rate(a_total[5m])) > on (job) group_left () max(b) and c unless d");

        assertThat(parsed.series()).extracting(Selector::metric).containsExactly("a_total", "b", "c", "d");
        assertThat(parsed.labels()).containsExactlyInAnyOrder("job", "vrid");
    }

    @Test
    void matchersThatNameValuesAreListsOfThem() {
        PromQl parsed = PromQl.parse("up{job=~\".*vrrp.*\",state=~\"master|backup\",to='fault',cause!=\"x\"} == 1");

        assertThat(parsed.series())
                .containsExactly(new Selector(
                        "up",
                        List.of(
                                new Demand("job", List.of()),
                                new Demand("state", List.of("master", "backup")),
                                new Demand("to", List.of("fault")),
                                new Demand("cause", List.of()))));
    }

    @Test
    void textIsNoSeries() {
        assertThat(PromQl.parse("count_values by (vrid) (\"hash\", vrrp_config_hash)")
                        .series())
                .containsExactly(new Selector("vrrp_config_hash", List.of()));
    }
}
