package dev.holdfast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the check of names finds, and what it lets pass. */
class NamesCheckTest {
    private static final Exposition PAGE = Exposition.parse("""
            # TYPE vrrp_state gauge
            vrrp_state{vrid="51",vrrp_state="master"} 1
            vrrp_state{vrid="51",vrrp_state="backup"} 0
            vrrp_gap_seconds_bucket{vrid="51",le="+Inf"} 3
            """);

    private static List<String> expression(String text) {
        return new NamesCheck(PAGE, "vrrp_instance").expression("it", text).complaints();
    }

    private static List<String> words(String text) {
        return new NamesCheck(PAGE, "vrrp_instance").wordsOf("it", text).complaints();
    }

    @Test
    void whatExistsIsFine() {
        assertThat(expression("count by (job, vrid) (vrrp_state{vrrp_state=~\"master|backup\"} == 1) < 2"))
                .isEmpty();
        assertThat(expression("count by (hash) (count_values by (vrid) (\"hash\", vrrp_state))"))
                .isEmpty();
        assertThat(
                        words(
                                "`vrrp_state`, vrrp_gap_seconds, vrrp_gap_*, the block vrrp_instance and the file vrrp_node.yaml"))
                .isEmpty();
    }

    @Test
    void aMetricThatNobodyShowsIsFound() {
        assertThat(expression("vrrp_states == 1")).containsExactly("it: no metric vrrp_states");
        assertThat(words("vrrp_gap")).containsExactly("it: no metric or label vrrp_gap");
        assertThat(words("vrrp_gip_*")).containsExactly("it: no metric or label vrrp_gip_");
    }

    @Test
    void aLabelThatTheMetricDoesNotHaveIsFound() {
        assertThat(expression("vrrp_state{state=\"master\"}")).containsExactly("it: vrrp_state has no label state");
        assertThat(expression("sum by (router) (vrrp_state)")).containsExactly("it: no label router");
    }

    @Test
    void aValueThatTheLabelNeverHasIsFound() {
        assertThat(expression("vrrp_state{vrrp_state=\"MASTER\"} == 1"))
                .containsExactly("it: vrrp_state was seen with vrrp_state [backup, master], asked for are [MASTER]");
    }
}
