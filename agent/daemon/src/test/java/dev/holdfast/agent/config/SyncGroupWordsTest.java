package dev.holdfast.agent.config;

import static dev.holdfast.agent.config.WordNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the words of vrrp_sync_group do. */
class SyncGroupWordsTest {
    private static WordNode node(String ofGroup) {
        return node("lease: off", ofGroup);
    }

    private static WordNode node(String ofInside, String ofGroup) {
        return WordNode.started("""
                vrrp_script: {chk: {script: /etc/holdfast/notify.sh}}
                vrrp_track_process: {web: {process: nginx}}
                vrrp_track_file: {load: {file: /run/load}}
                vrrp_instance:
                  inside: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100/24], %s}
                  outside: {interface: eth1, virtual_router_id: 52, virtual_ipaddress: [198.51.100.1/24]}
                vrrp_sync_group:
                  fw: {group: [inside, outside], %s}
                """.formatted(ofInside, ofGroup));
    }

    @Test
    @Tag("word:vrrp_sync_group")
    @Tag("word:vrrp_sync_group.group")
    void membersAreInFaultTogether() {
        WordNode node = node("notify_timeout: 5").runTo(10 * SECOND);
        assertThat(node.states().values()).containsOnly(RouterState.MASTER);

        node.linkAt(11 * SECOND, "eth1", false);

        assertThat(node.states().values()).containsOnly(RouterState.FAULT);
    }

    @Test
    @Tag("word:vrrp_sync_group.track_interface")
    void allTrackTheInterfaceOfTheGroup() {
        WordNode node = node("track_interface: [eth2]").runTo(10 * SECOND).linkAt(11 * SECOND, "eth2", false);

        assertThat(node.states().values()).containsOnly(RouterState.FAULT);
    }

    @Test
    @Tag("word:vrrp_sync_group.track_script")
    @Tag("word:vrrp_sync_group.track_process")
    @Tag("word:vrrp_sync_group.track_file")
    void allTrackTheScriptsProcessesAndFilesOfTheGroup() {
        WordNode script = node("track_script: [chk]").result(TrackerKind.SCRIPT, "chk", TrackerResult.failed(""));
        WordNode process = node("track_process: [web]").result(TrackerKind.PROCESS, "web", TrackerResult.failed(""));
        WordNode file = node("track_file: [load]").result(TrackerKind.FILE, "load", TrackerResult.number(-30));

        assertThat(script.states().values()).containsOnly(RouterState.FAULT);
        assertThat(process.states().values()).containsOnly(RouterState.FAULT);
        assertThat(file.priorities()).containsOnly(70);
    }

    @Test
    @Tag("word:vrrp_sync_group.sync_group_tracking_weight")
    void theWeightOfOneMemberCountsOnlyWhenTheGroupWantsIt() {
        String weighted = "track_interface: [{interface: eth2, weight: -10}]";

        assertThat(node(weighted, "sync_group_tracking_weight: true")
                        .linkAt(SECOND, "eth2", false)
                        .priorities())
                .containsExactlyInAnyOrder(90, 100);
        assertThat(node(weighted, "smtp_alert: off")
                        .linkAt(SECOND, "eth2", false)
                        .priorities())
                .containsOnly(100);
    }

    @Test
    @Tag("word:vrrp_sync_group.notify")
    @Tag("word:vrrp_sync_group.notify_master")
    @Tag("word:vrrp_sync_group.notify_backup")
    @Tag("word:vrrp_sync_group.notify_fault")
    @Tag("word:vrrp_sync_group.notify_stop")
    void theGroupHasScriptsOfItsOwn() {
        String told = "/etc/holdfast/notify.sh";
        WordNode node = node("notify: %1$s, notify_master: %1$s m, notify_backup: %1$s b, notify_fault: %1$s f, "
                .concat("notify_stop: %1$s s")
                .formatted(told));
        node.runTo(10 * SECOND).linkAt(11 * SECOND, "eth1", false);
        node.runTo(20 * SECOND).shutDown();

        assertThat(node.scripts())
                .containsExactly(
                        "notify_backup [" + told + ", b]",
                        "notify [" + told + ", GROUP, fw, BACKUP, 0]",
                        "notify_master [" + told + ", m]",
                        "notify [" + told + ", GROUP, fw, MASTER, 0]",
                        "notify_fault [" + told + ", f]",
                        "notify [" + told + ", GROUP, fw, FAULT, 0]",
                        "notify_stop [" + told + ", s]",
                        "notify [" + told + ", GROUP, fw, STOP, 0]");
    }
}
