package dev.holdfast.exporter.webhook.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.spi.Unfit;
import dev.holdfast.core.track.Reading;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.exporter.webhook.FakeFeed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of each event, and what is not. */
class NoticeWriterTest {
    private static final VirtualAddress VIP = VirtualAddress.of("192.0.2.100/24", new InterfaceName("eth0"));
    private static final IpAddress PEER = IpAddress.parse("192.0.2.12");
    private static final TrackerId CHECK = new TrackerId(TrackerKind.CHECK, "page");

    private final AtomicInteger number = new AtomicInteger();
    private final NoticeWriter writer =
            new NoticeWriter(new FakeFeed(), () -> "evt_" + number.incrementAndGet(), new Incidents());

    /** Type, severity, status of the incident if there is one, and the summary. */
    private String told(AgentEvent event) {
        return event.accept(writer).map(NoticeWriterTest::text).orElse("nothing");
    }

    private static String text(Notice notice) {
        Envelope envelope = notice.envelope();
        String incident = envelope.incident()
                .map(known -> " " + known.status().word() + " " + known.key() + " " + known.id())
                .orElse("");
        return envelope.type() + " " + envelope.severity().word() + incident + " | " + envelope.text("data.summary");
    }

    private String changed(RouterState from, RouterState to, TransitionReason reason) {
        return told(FakeFeed.change(5, from, to, reason));
    }

    @Test
    void transitionsAreToldByWhatTheyMean() {
        assertThat(changed(RouterState.INIT, RouterState.BACKUP, TransitionReason.STARTUP))
                .isEqualTo("vrrp.state_changed info | VI_1 on lb01 is BACKUP (was INIT): agent started");
        assertThat(changed(RouterState.BACKUP, RouterState.MASTER, TransitionReason.TIMEOUT))
                .isEqualTo("vrrp.master_acquired info | VI_1 on lb01 is MASTER (was BACKUP): no master heard");
        assertThat(changed(RouterState.MASTER, RouterState.BACKUP, TransitionReason.HIGHER_PRIORITY))
                .isEqualTo("vrrp.master_released info | VI_1 on lb01 is BACKUP (was MASTER): heard a higher priority");
        assertThat(changed(RouterState.MASTER, RouterState.STOPPED, TransitionReason.SHUTDOWN))
                .isEqualTo("vrrp.master_released info | VI_1 on lb01 is STOPPED (was MASTER): agent stopping");
    }

    @Test
    void aFaultIsAnIncidentFromItsBeginningToItsEnd() {
        String begin = changed(RouterState.MASTER, RouterState.FAULT, TransitionReason.INTERFACE);
        String again = changed(RouterState.INIT, RouterState.FAULT, TransitionReason.STARTUP);
        String end = changed(RouterState.FAULT, RouterState.BACKUP, TransitionReason.RECOVERED);

        assertThat(begin)
                .isEqualTo("vrrp.fault_entered warning opened lb01/fault/VI_1 evt_1"
                        + " | VI_1 on lb01 is FAULT (was MASTER): interface is down or has no carrier");
        assertThat(again).startsWith("vrrp.fault_entered warning updated lb01/fault/VI_1 evt_1 ");
        assertThat(end).startsWith("vrrp.fault_cleared info resolved lb01/fault/VI_1 evt_1 ");
        assertThat(changed(RouterState.INIT, RouterState.BACKUP, TransitionReason.STARTUP))
                .startsWith("vrrp.state_changed info |");
    }

    @Test
    void anAgentThatStopsInFaultLeavesItOpenAndARemovedInstanceDoesNot() {
        changed(RouterState.BACKUP, RouterState.FAULT, TransitionReason.INTERFACE);

        assertThat(changed(RouterState.FAULT, RouterState.STOPPED, TransitionReason.SHUTDOWN))
                .startsWith("vrrp.state_changed info |");
        assertThat(changed(RouterState.FAULT, RouterState.STOPPED, TransitionReason.CONFIG))
                .startsWith("vrrp.fault_cleared info resolved");
    }

    @Test
    void aCheckThatFailsIsAnIncident() {
        assertThat(told(new AgentEvent.TrackerChanged(0, CHECK, Reading.GOOD, Reading.BAD, "status 503")))
                .isEqualTo("vrrp.check_changed warning opened lb01/check/check page evt_1"
                        + " | check page on lb01 is bad (was good): status 503");
        assertThat(told(new AgentEvent.TrackerChanged(0, CHECK, Reading.BAD, Reading.GOOD, "")))
                .isEqualTo("vrrp.check_changed info resolved lb01/check/check page evt_1"
                        + " | check page on lb01 is good (was bad)");
    }

    @Test
    void theFirstGoodWordOfACheckIsNoNews() {
        assertThat(told(new AgentEvent.TrackerChanged(0, CHECK, Reading.UNKNOWN, Reading.GOOD, "")))
                .isEqualTo("nothing");
        assertThat(told(new AgentEvent.TrackerChanged(0, CHECK, Reading.UNKNOWN, Reading.BAD, "")))
                .startsWith("vrrp.check_changed warning opened");
    }

    @Test
    void theRestIsToldInASentence() {
        assertThat(told(new AgentEvent.PriorityChanged(
                        0, "VI_1", new Priority(100), new Priority(100), new Priority(80), List.of())))
                .isEqualTo("vrrp.priority_changed info | VI_1 on lb01 has priority 80 (was 100, configured 100)");
        assertThat(told(new AgentEvent.GroupChanged(
                        0,
                        1,
                        "VG",
                        RouterState.BACKUP,
                        RouterState.FAULT,
                        List.of("VI_1", "VI_2"),
                        List.of(new Unfit("VI_2", Set.of(FaultCause.INTERFACE_DOWN), List.of())))))
                .isEqualTo("vrrp.group_changed warning | sync group VG on lb01 is FAULT (was BACKUP)");
        assertThat(told(new AgentEvent.PeerWarning(0, "VI_1", PeerOddity.SECOND_MASTER, PEER, "priority 90", 0)))
                .isEqualTo("vrrp.peer_warning warning | odd peer of VI_1 on lb01: priority 90");
        assertThat(told(new AgentEvent.Reconciled(
                        0, 1, "VI_1", key(), new Priority(100), PEER, List.of(VIP), 1_000_000)))
                .isEqualTo("vrrp.reconciled warning | VI_1 on lb01 is the only master again");
        assertThat(told(new AgentEvent.AddressRestored(0, "VI_1", VIP)))
                .isEqualTo("vrrp.address_restored warning"
                        + " | 192.0.2.100/24 on lb01 was removed by somebody else and has been put back");
        assertThat(told(new AgentEvent.RouteRestored(0, "VI_1", "default via 192.0.2.1")))
                .startsWith("vrrp.route_restored warning |");
        assertThat(told(new AgentEvent.OperationFailed(0, "VI_1", "add address: EPERM", 0)))
                .isEqualTo("vrrp.operation_failed warning | VI_1 on lb01: the machine refused: add address: EPERM");
        assertThat(told(new AgentEvent.Stalled(0, "VI_1", 2_000_000_000L))).startsWith("vrrp.stalled warning |");
        assertThat(told(new AgentEvent.MaintenanceChanged(0, true)))
                .isEqualTo("vrrp.maintenance_changed warning | lb01 was taken out of service by the operator's hand");
        assertThat(told(new AgentEvent.MaintenanceChanged(0, false))).startsWith("vrrp.maintenance_changed info |");
        assertThat(told(new AgentEvent.ConfigApplied(
                        0, 2, List.of(), List.of("VI_1"), List.of(), List.of(), List.of())))
                .isEqualTo("vrrp.config_reloaded info | a new configuration is in force on lb01");
        assertThat(told(script(ScriptResult.TIMED_OUT)))
                .isEqualTo("vrrp.script_failed warning | notify_master on lb01 timed_out: /etc/x.sh");
    }

    @Test
    void aSplitBrainIsAnIncidentUntilItIsOver() {
        SplitIncident split =
                new SplitIncident(1, SplitVerdict.CONFIRMED, SplitCause.AUTH_MISMATCH, 0, List.of(PEER), List.of());

        assertThat(told(new AgentEvent.SplitBrainChanged(0, "VI_1", key(), SplitPhase.OPENED, split)))
                .isEqualTo("vrrp.split_brain.opened critical opened lb01/split_brain/VI_1 evt_1 |"
                        + " split brain of VI_1 on lb01 opened: the authentication differs");
        assertThat(told(new AgentEvent.SplitBrainChanged(9, "VI_1", key(), SplitPhase.RESOLVED, split)))
                .startsWith("vrrp.split_brain.resolved info resolved lb01/split_brain/VI_1 evt_1 |");
    }

    @Test
    void whatComesTooOftenOrIsNoNewsIsLeftToMetrics() {
        assertThat(told(new AgentEvent.AdvertDiscarded(0, "VI_1", DiscardReason.TTL, PEER, "", 0)))
                .isEqualTo("nothing");
        assertThat(told(new AgentEvent.LowerMasterHeard(0, 1, "VI_1", key(), new Priority(100), PEER, List.of())))
                .isEqualTo("nothing");
        assertThat(told(new AgentEvent.OrphanFound(0, "VI_1", VIP))).isEqualTo("nothing");
        assertThat(told(new AgentEvent.RouteOrphanFound(0, "x"))).isEqualTo("nothing");
        assertThat(told(script(ScriptResult.SUCCEEDED))).isEqualTo("nothing");
        assertThat(told(new AgentEvent.ConfigApplied(
                        0, 1, List.of(), List.of(), List.of(), List.of("VI_1"), List.of())))
                .isEqualTo("nothing");
    }

    /** As large as an event can become, it is what receivers are asked to take. */
    @Test
    void noEventIsLargerThanTwentyKilobytes() {
        List<VirtualAddress> many = IntStream.range(0, 1_000)
                .mapToObj(i -> VirtualAddress.of(
                        "2001:db8:1111:2222:3333:4444:5555:" + Integer.toHexString(i) + "/128",
                        new InterfaceName("eth0")))
                .toList();
        AgentEvent event = new AgentEvent.Reconciled(0, 1, "VI_1", key(), new Priority(100), PEER, many, 0);
        AgentEvent talkative =
                new AgentEvent.TrackerChanged(0, CHECK, Reading.GOOD, Reading.BAD, "\u20ac".repeat(100_000));

        for (AgentEvent each : List.of(event, talkative)) {
            Envelope envelope = each.accept(writer).orElseThrow().numbered(1, Map.of());
            assertThat(envelope.json().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .isLessThan(20_000);
        }
    }

    @Test
    void anInstanceThatIsNotInTheSnapshotIsNamedAllTheSame() {
        Optional<Notice> notice = writer.stalled(new AgentEvent.Stalled(0, "VI_9", 1));

        assertThat(notice.orElseThrow().envelope().instance()).contains("VI_9");
        assertThat(notice.orElseThrow().envelope().text("subject")).isEqualTo("VI_9");
    }

    private static AgentEvent script(ScriptResult result) {
        return new AgentEvent.ScriptFinished(0, "VI_1", "notify_master", "/etc/x.sh", result, -1, 0, "");
    }

    private static RouterKey key() {
        return new RouterKey(new InterfaceName("eth0"), IpFamily.IPV4, new Vrid(51));
    }
}
