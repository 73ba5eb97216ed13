package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two firewalls with an inside on the switch and an outside each: what the outside loses, the inside gives up. */
@LabTest
class SyncGroupIT {
    private static final String INSIDE = "192.0.2.100";
    private static final String OUTSIDE = "198.51.100.100";
    private static final String OUTSIDE_DEV = "out0";

    @Test
    void aLinkThatIsLostOnOneSideMovesBothAndBringsBothBack() {
        try (Lab lab = Lab.open()) {
            LabNode a = firewall(lab, 1);
            LabNode b = firewall(lab, 2);
            AddressWatch watchA = AddressWatch.start(lab, a);
            AddressWatch watchB = AddressWatch.start(lab, b);
            HoldfastProcess first = HoldfastProcess.start(lab, a, yaml(150));
            watchA.awaitHolds(INSIDE, 30);
            watchA.awaitHolds(OUTSIDE, 5);
            HoldfastProcess.start(lab, b, yaml(100)).awaitReady();
            // The outside of b hears nobody, but its inside does: it must wait for that one.
            Clock.sleep(2);
            assertThat(watchB.holds(INSIDE)).isFalse();
            assertThat(watchB.holds(OUTSIDE)).isFalse();

            long lostMicros = Clock.nowMicros();
            a.ip("link", "set", "out1", "down");
            watchB.awaitHolds(INSIDE, 5);
            watchB.awaitHolds(OUTSIDE, 5);
            watchA.awaitReleases(OUTSIDE, 5);
            assertThat(a.httpGet("/status"))
                    .contains("\"name\":\"firewall\",\"state\":\"FAULT\"")
                    .contains("\"unfit\":[\"outside\"]")
                    .contains("\"sync_group\"");
            assertThat(first.log()).contains("firewall sync group").contains("unfit=outside");

            a.ip("link", "set", "out1", "up");
            watchA.awaitHolds(INSIDE, 10);
            watchA.awaitHolds(OUTSIDE, 10);
            watchB.awaitReleases(OUTSIDE, 5);
            HoldersTimeline holders = new HoldersTimeline(INSIDE, List.of(watchA, watchB));
            assertThat(holders.holdBothSeconds(lostMicros, Clock.nowMicros())).isLessThan(0.05);
        }
    }

    private static LabNode firewall(Lab lab, int number) {
        LabNode node = lab.node(number);
        node.ip("link", "add", OUTSIDE_DEV, "type", "veth", "peer", "name", "out1");
        node.ip("link", "set", "out1", "up");
        node.ip("link", "set", OUTSIDE_DEV, "up");
        node.ip("addr", "add", "198.51.100.1" + number + "/24", "dev", OUTSIDE_DEV);
        return node;
    }

    private static String yaml(int priority) {
        return """
                vrrp_instance:
                  inside:
                    interface: %s
                    virtual_router_id: 51
                    priority: %d
                    version: 3
                    advert_int: 0.2
                    virtual_ipaddress: [%s/24]
                  outside:
                    interface: %s
                    virtual_router_id: 52
                    priority: %d
                    version: 3
                    advert_int: 0.2
                    virtual_ipaddress: [%s/24]
                vrrp_sync_group:
                  firewall:
                    group: [inside, outside]
                """.formatted(LabNode.INTERFACE, priority, INSIDE, OUTSIDE_DEV, priority, OUTSIDE);
    }
}
