package dev.holdfast.agent.config;

import static dev.holdfast.agent.config.WordNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What trackers do to the priority of 100, and to the state. */
class TrackWordsTest {
    private static final TrackerResult GOOD = TrackerResult.passed("");
    private static final TrackerResult BAD = TrackerResult.failed("");

    private static WordNode script(String definition, String settings) {
        return WordNode.started(
                WordNode.instance("vrrp_script: {chk: {script: /etc/holdfast/notify.sh" + definition + "}}", settings));
    }

    private static int priority(WordNode node, TrackerResult... results) {
        for (TrackerResult result : results) {
            node.result(TrackerKind.SCRIPT, "chk", result);
        }
        return node.priority();
    }

    @Test
    @Tag("word:vrrp_script")
    @Tag("word:vrrp_instance.track_script")
    void aScriptWithoutWeightIsAFaultWhileItFails() {
        WordNode node = script("", "track_script: [chk]").result(TrackerKind.SCRIPT, "chk", BAD);
        assertThat(node.state()).isEqualTo(RouterState.FAULT);

        node.result(TrackerKind.SCRIPT, "chk", GOOD);

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    @Tag("word:vrrp_script.weight")
    @Tag("word:vrrp_script.reverse")
    void aWeightMovesThePriorityAndReverseTurnsItAround() {
        assertThat(priority(script(", weight: 20", "track_script: [chk]"), GOOD))
                .isEqualTo(120);
        assertThat(priority(script(", weight: -20", "track_script: [chk]"), BAD))
                .isEqualTo(80);
        assertThat(priority(script(", weight: 20, reverse: true", "track_script: [chk]"), GOOD))
                .isEqualTo(80);
        assertThat(priority(script(", weight: 20, reverse: true", "track_script: [chk]"), BAD))
                .isEqualTo(100);
    }

    @Test
    @Tag("word:track_script.weight")
    @Tag("word:track_script.reverse")
    void anInstanceMayWeighOtherwise() {
        assertThat(priority(script(", weight: 20", "track_script: [{script: chk, weight: 7}]"), GOOD))
                .isEqualTo(107);
        assertThat(priority(script(", weight: 20", "track_script: [{script: chk, reverse: true}]"), GOOD))
                .isEqualTo(80);
    }

    @Test
    @Tag("word:vrrp_script.rise")
    @Tag("word:vrrp_script.fall")
    void soManyResultsInARowChangeIt() {
        WordNode node = script(", weight: 20, rise: 2, fall: 3", "track_script: [chk]");

        assertThat(priority(node, GOOD, BAD, BAD)).isEqualTo(120);
        assertThat(priority(node, BAD)).isEqualTo(100);
        assertThat(priority(node, GOOD)).isEqualTo(100);
        assertThat(priority(node, GOOD)).isEqualTo(120);
    }

    @Test
    @Tag("word:vrrp_script.init_fail")
    void itIsBadUntilItsFirstResultOrTheElectionWaits() {
        assertThat(script(", init_fail: true", "track_script: [chk]").state()).isEqualTo(RouterState.FAULT);
        assertThat(script("", "track_script: [chk]").runTo(10 * SECOND).state()).isEqualTo(RouterState.INIT);
    }

    @Test
    @Tag("word:vrrp_instance.track_interface")
    @Tag("word:track_interface.weight")
    @Tag("word:track_interface.reverse")
    void anInterfaceIsGoodWhileItRuns() {
        WordNode node = WordNode.with(
                "track_interface: [{interface: eth1, weight: -10}, {interface: eth2, weight: 30, reverse: true}]");
        assertThat(node.priority()).isEqualTo(70);

        assertThat(node.linkAt(SECOND, "eth1", false).priority()).isEqualTo(60);
        assertThat(node.linkAt(2 * SECOND, "eth2", false).priority()).isEqualTo(90);

        WordNode bare = WordNode.with("track_interface: [eth1]").linkAt(SECOND, "eth1", false);
        assertThat(bare.state()).isEqualTo(RouterState.FAULT);
    }

    @Test
    @Tag("word:vrrp_track_process.weight")
    @Tag("word:vrrp_instance.track_process")
    @Tag("word:track_process.weight")
    @Tag("word:track_process.reverse")
    void aProcessIsWeighedAsAScriptIs() {
        String definition = "vrrp_track_process: {web: {process: nginx, weight: 15}}";

        assertThat(process(definition, "track_process: [web]", GOOD)).isEqualTo(115);
        assertThat(process(definition, "track_process: [{process: web, weight: 3}]", GOOD))
                .isEqualTo(103);
        assertThat(process(definition, "track_process: [{process: web, reverse: true}]", GOOD))
                .isEqualTo(85);
    }

    private static int process(String definition, String settings, TrackerResult result) {
        return WordNode.started(WordNode.instance(definition, settings))
                .result(TrackerKind.PROCESS, "web", result)
                .priority();
    }

    @Test
    @Tag("word:vrrp_track_file")
    @Tag("word:track_file")
    @Tag("word:vrrp_instance.track_file")
    @Tag("word:vrrp_track_file.weight")
    @Tag("word:vrrp_track_file.reverse")
    @Tag("word:track_file.weight")
    @Tag("word:track_file.reverse")
    void theNumberInAFileTimesItsWeightIsAdded() {
        assertThat(file("vrrp_track_file", ", weight: 2", "load")).isEqualTo(110);
        assertThat(file("track_file", ", weight: 2", "load")).isEqualTo(110);
        assertThat(file("vrrp_track_file", ", weight: 2, reverse: true", "load"))
                .isEqualTo(90);
        assertThat(file("vrrp_track_file", ", weight: 2", "{file: load, weight: 4}"))
                .isEqualTo(120);
        assertThat(file("vrrp_track_file", ", weight: 2", "{file: load, reverse: true}"))
                .isEqualTo(90);
    }

    private static int file(String block, String definition, String tracked) {
        String file = block + ": {load: {file: /run/load" + definition + "}}";
        return WordNode.started(WordNode.instance(file, "track_file: [" + tracked + "]"))
                .result(TrackerKind.FILE, "load", TrackerResult.number(5))
                .priority();
    }

    @Test
    @Tag("word:interface_up_down_delays")
    @Tag("word:interface_up_down_delays.down_delay")
    @Tag("word:interface_up_down_delays.up_delay")
    void aLinkCountsWhenItsChangeHasLasted() {
        WordNode node = WordNode.started(WordNode.instance(
                "interface_up_down_delays: {eth1: {down_delay: 3, up_delay: 5}}", "track_interface: [eth1]"));

        node.linkAt(10 * SECOND, "eth1", false);
        assertThat(node.runTo(12 * SECOND).state()).isEqualTo(RouterState.MASTER);
        assertThat(node.runTo(14 * SECOND).state()).isEqualTo(RouterState.FAULT);
        node.linkAt(20 * SECOND, "eth1", true);
        assertThat(node.runTo(24 * SECOND).state()).isEqualTo(RouterState.FAULT);
        assertThat(node.runTo(26 * SECOND).state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    @Tag("word:virtual_ipaddress.no_track")
    @Tag("word:virtual_routes.no_track")
    @Tag("word:virtual_rules.no_track")
    void anInterfaceThatIsNotTrackedMayBeMissing() {
        for (String settings : new String[] {
            "virtual_ipaddress: [192.0.2.100 dev eth2%s]",
            "virtual_routes: [203.0.113.0/24 dev eth2%s]",
            "virtual_rules: [from 192.0.2.100 iif eth2 table 100%s]"
        }) {
            String tracked = WordNode.instance(settings.formatted(""));
            String untracked = WordNode.instance(settings.formatted(" no_track"));

            assertThat(WordNode.started(tracked, "eth0", "eth1").state())
                    .as(tracked)
                    .isEqualTo(RouterState.FAULT);
            assertThat(WordNode.started(untracked, "eth0", "eth1").state())
                    .as(untracked)
                    .isEqualTo(RouterState.BACKUP);
        }
    }
}
