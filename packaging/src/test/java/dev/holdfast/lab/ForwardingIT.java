package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every way to forward, with packets: a client, directors, two servers and a kernel that has IPVS. */
@LabTest(
        agent = false,
        vm = true,
        tools = {"ipvsadm", "sysctl", "tc"})
class ForwardingIT {
    private static final Map<String, String> ANSWERS = new HashMap<>();

    @BeforeAll
    static void tellTheStory() {
        Shell.Result told = IpvsVm.java(ForwardingStory.class);

        assertThat(told.output()).doesNotContain("FAILED", "Exception");
        assertThat(told.status()).isZero();
        told.output().lines().map(line -> line.split(": ", 2)).forEach(line -> ANSWERS.put(line[0], line[1]));
    }

    @Test
    void everyMethodReachesBothServersInTurn() {
        for (String method : Set.of("nat", "dr", "ipip", "gue", "gre", "nat ipv6", "dr ipv6", "fwmark")) {
            assertThat(ANSWERS).containsEntry(method, "{b=4, c=4}");
        }
    }

    @Test
    void weightsAreShares() {
        assertThat(ANSWERS).containsEntry("wrr 3:1", "{b=6, c=2}");
    }

    @Test
    void aClientStaysWithItsServerWhereItShall() {
        for (String service : Set.of("sh", "persistent", "udp")) {
            assertThat(ANSWERS.get(service)).isIn("{b=8}", "{c=8}");
        }
    }

    @Test
    void onePacketSchedulingTellsTheDatagramsOfOneSocketApart() {
        assertThat(ANSWERS).containsEntry("udp one-packet", "{b=4, c=4}");
    }

    @Test
    void aConnectionGoesOnThroughTheDirectorThatWasTold() {
        assertThat(ANSWERS).containsEntry("handover", "told true, same server true");
    }
}
