package dev.holdfast.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.TestNamespace;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("netns")
class NetlinkRequestsTest {
    private static final int RTM_NEWADDR = 20;
    private static final int RTM_GETLINK = 18;
    private static final int IFA_LOCAL = 2;
    private static final int IFINFOMSG = 16;
    private static final int AF_INET = 2;

    @Test
    void aRefusalComesWithTheKernelsExplanationAndDoesNotStopTheOthers() {
        Lab.requireNamespaces();
        try (TestNamespace namespace = TestNamespace.create();
                NetlinkRequests requests = namespace.call(NetlinkRequests::open)) {
            // An IPv4 address of two octets breaks the kernel's policy for that attribute.
            NetlinkRequest broken = new NetlinkRequest(
                            RTM_NEWADDR, 0, NetlinkRequest.structure(8).put(0, (byte) AF_INET))
                    .add(IFA_LOCAL, new byte[] {1, 2});
            NetlinkRequest loopback = new NetlinkRequest(
                    RTM_GETLINK, 0, NetlinkRequest.structure(IFINFOMSG).putInt(4, 1));

            List<Acknowledgement> answers = namespace.call(() -> requests.order(List.of(broken, loopback)));

            assertThat(answers).hasSize(2);
            assertThat(answers.get(0).isDone()).isFalse();
            assertThat(answers.get(0).explanation()).isNotEmpty();
            assertThat(answers.get(1).isDone()).isTrue();
        }
    }

    @Test
    void noRequestsAreNoAnswers() throws Exception {
        try (NetlinkRequests requests = NetlinkRequests.open()) {
            assertThat(requests.order(List.of())).isEmpty();
        }
    }
}
