package dev.holdfast.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.http.DeliveryDocument;
import dev.holdfast.agent.http.InstanceDocument;
import dev.holdfast.agent.http.SplitBrainDocument;
import dev.holdfast.agent.http.StatusDocument;
import dev.holdfast.agent.http.VirtualServerDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    @Test
    void aLinePerInstanceInAlignedColumns() {
        InstanceDocument master = instance("VI_1", "MASTER", List.of(), Optional.empty(), 100);
        InstanceDocument backup = instance(
                "VI_TWO",
                "BACKUP",
                List.of(),
                Optional.of(new InstanceDocument.Master("192.0.2.2", 150, "", 0.44)),
                80);

        assertThat(StatusTable.render(status(true, master, backup))).isEqualTo("""
                lb01  Holdfast 0.1.0  up 1h1m
                INSTANCE  STATE   FOR   WHY              PRIORITY     HELD HERE       MASTER HEARD
                VI_1      MASTER  2m5s  no master heard  100          192.0.2.100/24  -
                VI_TWO    BACKUP  2m5s  no master heard  80 (of 100)  -               192.0.2.2 priority 150, 0.4s ago
                """);
    }

    @Test
    void faultsAreNamedAndAFailedReloadIsTold() {
        List<InstanceDocument.Fault> faults =
                List.of(new InstanceDocument.Fault("interface_down", "interface is down or has no carrier"));

        assertThat(StatusTable.render(status(false, instance("VI_1", "FAULT", faults, Optional.empty(), 100))))
                .contains("last reload failed: line 3\n")
                .contains("FAULT  2m5s  interface is down or has no carrier");
    }

    @Test
    void theSumOfThePriorityIsExplained() {
        InstanceDocument sunk = instance(
                "VI_1",
                "BACKUP",
                List.of(),
                Optional.empty(),
                85,
                influence("script", "chk_nginx", -20, "bad", -20),
                influence("interface", "eth1", -30, "good", 0),
                influence("file", "load", 1, "5", 5));
        InstanceDocument still = instance(
                "VI_2", "MASTER", List.of(), Optional.empty(), 100, influence("script", "chk_nginx", -20, "good", 0));

        assertThat(StatusTable.render(status(true, sunk, still)).lines().skip(4))
                .containsExactly("VI_1: priority 85 = 100 base - 20 script chk_nginx (bad) + 5 file load (5)");
    }

    @Test
    void aSumBeyondTheRangeIsSaidToBeCut() {
        InstanceDocument sunk = instance(
                "VI_1", "BACKUP", List.of(), Optional.empty(), 1, influence("check", "web", -253, "bad", -253));

        assertThat(StatusTable.render(status(true, sunk)))
                .endsWith("VI_1: priority 1 = 100 base - 253 check web (bad), kept within 1..254\n");
    }

    @Test
    void trackersThatHoldAnInstanceInFaultAreNamed() {
        InstanceDocument held = instance(
                "VI_1",
                "FAULT",
                List.of(new InstanceDocument.Fault("tracker", "something tracked has failed")),
                Optional.empty(),
                100,
                new InstanceDocument.Influence("process", "nginx", 0, true, "good", 0, true, null),
                influence("check", "web", 0, "unknown", 0));

        assertThat(StatusTable.render(status(true, held)).lines().skip(3))
                .containsExactly(
                        "VI_1: FAULT by process nginx (good, reversed)",
                        "VI_1: waits for the first result of check web (unknown)");
    }

    @Test
    void aGroupInFaultNamesWhoAndWhy() {
        StatusDocument status = status(
                List.of(
                        new StatusDocument.Group(
                                "fw",
                                "FAULT",
                                "",
                                3,
                                List.of("in", "out"),
                                List.of("out"),
                                List.of("out: interface_down")),
                        new StatusDocument.Group("well", "BACKUP", "", 3, List.of("a", "b"), List.of(), List.of())),
                true);

        assertThat(StatusTable.render(status).lines().skip(2))
                .containsExactly("sync group fw: FAULT by out: interface_down");
    }

    @Test
    void aTrackerOfTheGroupIsNamedAsSuch() {
        InstanceDocument held = instance(
                "VI_1",
                "BACKUP",
                List.of(),
                Optional.empty(),
                90,
                new InstanceDocument.Influence("script", "chk", -10, false, "bad", -10, false, "fw"));

        assertThat(StatusTable.render(status(true, held)).lines().skip(3))
                .containsExactly("VI_1: priority 90 = 100 base - 10 script chk (bad, sync group fw)");
    }

    private static InstanceDocument.Influence influence(
            String tracker, String name, int weight, String reading, int points) {
        return new InstanceDocument.Influence(tracker, name, weight, false, reading, points, false, null);
    }

    private static StatusDocument status(boolean reloaded, InstanceDocument... instances) {
        return status(List.of(), reloaded, instances);
    }

    private static StatusDocument status(
            List<StatusDocument.Group> groups, boolean reloaded, InstanceDocument... instances) {
        return status(groups, List.of(), reloaded, instances);
    }

    private static StatusDocument status(
            List<StatusDocument.Group> groups,
            List<StatusDocument.StaticAddress> addresses,
            boolean reloaded,
            InstanceDocument... instances) {
        return status(groups, addresses, List.of(), reloaded, instances);
    }

    private static StatusDocument status(
            List<StatusDocument.Group> groups,
            List<StatusDocument.StaticAddress> addresses,
            List<DeliveryDocument> deliveries,
            boolean reloaded,
            InstanceDocument... instances) {
        return new StatusDocument(
                1,
                "lb01",
                "0.1.0",
                "abc",
                "",
                "",
                3700,
                true,
                new StatusDocument.Config(1, reloaded, "", reloaded ? "" : "line 3"),
                List.of(instances),
                groups,
                List.of(),
                addresses,
                List.of(),
                List.of(),
                List.of(),
                deliveries,
                List.of());
    }

    @Test
    void aStaticAddressThatIsNotThereIsShown() {
        List<StatusDocument.StaticAddress> addresses = List.of(
                new StatusDocument.StaticAddress("192.0.2.5/24", "eth0", true, 0),
                new StatusDocument.StaticAddress("192.0.2.6/24", "eth1", false, 0));

        assertThat(StatusTable.render(status(List.of(), addresses, true)))
                .endsWith("\nstatic address 192.0.2.6/24 dev eth1: NOT HELD\n")
                .doesNotContain("192.0.2.5");
    }

    @Test
    void aVirtualServerIsShownWithItsServersAndWhyOneIsDown() {
        VirtualServerDocument.Traffic none = new VirtualServerDocument.Traffic(0, 0, 0, 0, 0);
        StatusDocument.Check refused = new StatusDocument.Check("checker", "TCP_CHECK", "bad", 0, "refused", 0.001);
        VirtualServerDocument server = new VirtualServerDocument(
                "192.0.2.100 80",
                "tcp 192.0.2.100:80",
                false,
                1,
                0,
                false,
                true,
                new VirtualServerDocument.Table(true, 0, 0),
                none,
                none,
                List.of(
                        new VirtualServerDocument.Server(
                                "192.0.2.11:80", "real", false, 1, null, 0, 0, none, List.of(refused)),
                        new VirtualServerDocument.Server("192.0.2.99:80", "sorry", true, 1, 1, 2, 3, none, List.of())));

        assertThat(VirtualServerTable.render(server)).isEqualTo("""
                virtual server 192.0.2.100 80 (tcp 192.0.2.100:80): QUORUM LOST, weight 0 of 1
                  192.0.2.11:80 DOWN, out, 0 active, 0 inactive: refused
                  sorry server 192.0.2.99:80, weight 1, 2 active, 3 inactive
                """);
    }

    @Test
    void whatTheKernelHasInAnotherWayOrNotAtAllIsSaid() {
        assertThat(VirtualServerTable.render(web(false, true, false)))
                .isEqualTo("virtual server web (tcp 192.0.2.100:80): UP, weight 2 of 1, THE KERNEL'S TABLE DIFFERS\n");
        assertThat(VirtualServerTable.render(web(false, false, false)))
                .isEqualTo("virtual server web (tcp 192.0.2.100:80): UP, weight 2 of 1, NOT IN THE KERNEL\n");
    }

    @Test
    void aVirtualServerThatWaitsForItsAddressIsTold() {
        assertThat(VirtualServerTable.render(web(true, true, true)))
                .isEqualTo("virtual server web (tcp 192.0.2.100:80): UP, weight 2 of 1,"
                        + " not looked at while its address is elsewhere\n");
    }

    private static VirtualServerDocument web(boolean suspended, boolean inKernel, boolean asWanted) {
        VirtualServerDocument.Traffic none = new VirtualServerDocument.Traffic(0, 0, 0, 0, 0);
        VirtualServerDocument.Table table = new VirtualServerDocument.Table(asWanted, 0, 1);
        return new VirtualServerDocument(
                "web", "tcp 192.0.2.100:80", true, 1, 2, suspended, inKernel, table, none, none, List.of());
    }

    @Test
    void aSplitBrainIsShownWithItsCause() {
        SplitBrainDocument split = new SplitBrainDocument(
                "confirmed",
                2,
                12,
                new SplitBrainDocument.Incident(
                        1, "auth_mismatch", "the authentication differs", "", 12.4, List.of("192.0.2.2"), List.of()),
                List.of(),
                List.of(),
                List.of(),
                new SplitBrainDocument.StandDown("", 3.2, "192.0.2.2", true),
                0);
        InstanceDocument instance = instance("VI_1", "MASTER", split, List.of(), Optional.empty(), 100);

        assertThat(StatusTable.render(status(true, instance)))
                .endsWith(
                        "\nVI_1: SPLIT BRAIN confirmed for 12s with 192.0.2.2: the authentication differs"
                                + " (auth_mismatch)\n  to decide: holdfast split-brain resolve 1 --keep lb01|192.0.2.2\n"
                                + "VI_1: STAYS OUT for 3s, it lost a split brain to 192.0.2.2; back by: holdfast split-brain clear VI_1\n");
    }

    @Test
    void whatKeepsARouterFromTakingOverIsShown() {
        SplitBrainDocument split = new SplitBrainDocument(
                "none",
                0,
                0,
                null,
                List.of(),
                List.of(
                        new SplitBrainDocument.Arbitration("reference", "refused", "", 3, "192.0.2.1 not reachable"),
                        new SplitBrainDocument.Arbitration("etcd", "granted", "", 3, "")),
                List.of(),
                null,
                0);
        InstanceDocument instance = instance("VI_1", "BACKUP", split, List.of(), Optional.empty(), 100);

        assertThat(StatusTable.render(status(true, instance)))
                .endsWith("\nVI_1 does not take over: reference, 192.0.2.1 not reachable\n");
    }

    @Test
    void aReceiverThatCannotBeReachedIsShown() {
        List<DeliveryDocument> deliveries = List.of(
                new DeliveryDocument("webhook", "fine", "working", 3, Map.of(), 0, 0, 0, null, ""),
                new DeliveryDocument("webhook", "oncall", "retrying", 3, Map.of(), 0, 0, 7, null, "refused"),
                new DeliveryDocument("zabbix", "fine too", "in_memory", 3, Map.of(), 0, 0, 0, null, ""),
                new DeliveryDocument("webhook", "chat", "in_memory", 3, Map.of(), 0, 0, 2, null, ""));

        assertThat(StatusTable.render(status(List.of(), List.of(), deliveries, true)))
                .endsWith("\nwebhook oncall: retrying, 7 waiting: refused\nwebhook chat: in_memory, 2 waiting\n")
                .doesNotContain("fine");
    }

    private static InstanceDocument instance(
            String name,
            String state,
            @Nullable SplitBrainDocument splitBrain,
            List<InstanceDocument.Fault> faults,
            Optional<InstanceDocument.Master> master,
            int effective,
            InstanceDocument.Influence... influences) {
        return new InstanceDocument(
                name,
                "eth0",
                4,
                51,
                2,
                state,
                "timeout",
                "no master heard",
                "",
                125.9,
                faults,
                new InstanceDocument.PriorityDocument(100, effective, List.of(influences)),
                true,
                "multicast",
                "none",
                3,
                1,
                1,
                3.6,
                1,
                master.orElse(null),
                List.of(new InstanceDocument.Address("192.0.2.100/24", "eth0", null, true, state.equals("MASTER"))),
                null,
                new InstanceDocument.Counters(0, 0, Map.of(), Map.of(), 0, 0, Map.of(), 0, Map.of(), 0),
                new InstanceDocument.Scripts(0, 0),
                splitBrain,
                null);
    }

    private static InstanceDocument instance(
            String name,
            String state,
            List<InstanceDocument.Fault> faults,
            Optional<InstanceDocument.Master> master,
            int effective,
            InstanceDocument.Influence... influences) {
        return instance(name, state, null, faults, master, effective, influences);
    }
}
