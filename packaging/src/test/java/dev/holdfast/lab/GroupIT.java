package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Groups that the kernel joins and leaves with an address. */
@LabTest
class GroupIT {
    /** Of fe80::100 and 2001:db8::100 alike: the last 24 bits count. */
    private static final String SOLICITED_NODE = "ff02::1:ff00:100";

    @Test
    @Tag("C-082+")
    @Tag("C-082-")
    void theSolicitedNodeGroupIsJoinedWithTheAddressAndLeftWithIt() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            AddressWatch watch = AddressWatch.start(lab, a);
            assertThat(groups(a)).doesNotContain(SOLICITED_NODE);

            HoldfastProcess agent = HoldfastProcess.start(
                    lab, a, Router.of(Protocol.V3_IPV6, 150, a, a).holdfastConfig());
            watch.awaitHolds("2001:db8::100", 30);
            assertThat(groups(a)).contains(SOLICITED_NODE);

            agent.process().signal(Libc.SIGTERM);
            watch.awaitReleases("2001:db8::100", 10);
            assertThat(groups(a)).doesNotContain(SOLICITED_NODE);
        }
    }

    private static String groups(LabNode node) {
        return Shell.run("ip", "-n", node.namespace(), "maddr", "show", "dev", LabNode.INTERFACE);
    }
}
