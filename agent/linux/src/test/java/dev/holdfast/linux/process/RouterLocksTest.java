package dev.holdfast.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.TestNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("netns")
class RouterLocksTest {
    private static final RouterKey ROUTER = new RouterKey(new InterfaceName("eth0"), IpFamily.IPV4, new Vrid(51));
    private static final Outcome TAKEN =
            Outcome.failed("lock virtual router", "eth0/ipv4/51", "EADDRINUSE (another agent on this host runs it)");

    @Test
    void aSecondAgentIsRefusedUntilTheFirstIsGone() {
        Lab.requireNamespaces();
        try (TestNamespace host = TestNamespace.create();
                RouterLocks first = new RouterLocks();
                RouterLocks second = new RouterLocks()) {
            assertThat(host.call(() -> first.acquire(ROUTER))).isEqualTo(Outcome.DONE);
            assertThat(host.call(() -> first.acquire(ROUTER))).isEqualTo(Outcome.DONE);
            assertThat(host.call(() -> second.acquire(ROUTER))).isEqualTo(TAKEN);

            first.release(ROUTER);

            assertThat(host.call(() -> second.acquire(ROUTER))).isEqualTo(Outcome.DONE);
        }
    }

    @Test
    void closingGivesAllBack() {
        Lab.requireNamespaces();
        try (TestNamespace host = TestNamespace.create();
                RouterLocks second = new RouterLocks()) {
            try (RouterLocks first = new RouterLocks()) {
                host.call(() -> first.acquire(ROUTER));
            }

            assertThat(host.call(() -> second.acquire(ROUTER))).isEqualTo(Outcome.DONE);
        }
    }

    @Test
    void otherRoutersAndOtherNamespacesAreFree() {
        Lab.requireNamespaces();
        RouterKey other = new RouterKey(ROUTER.dev(), IpFamily.IPV6, ROUTER.vrid());
        try (TestNamespace host = TestNamespace.create();
                TestNamespace elsewhere = TestNamespace.create();
                RouterLocks first = new RouterLocks();
                RouterLocks second = new RouterLocks()) {
            host.call(() -> first.acquire(ROUTER));

            assertThat(host.call(() -> second.acquire(other))).isEqualTo(Outcome.DONE);
            assertThat(elsewhere.call(() -> second.acquire(ROUTER))).isEqualTo(Outcome.DONE);
        }
    }

    @Test
    void aNamespaceThatIsNotThereIsNamed() {
        assertThat(NetNamespace.enter("hf-nowhere"))
                .isEqualTo(Outcome.failed("enter network namespace", "hf-nowhere", "ENOENT"));
        assertThat(NetNamespace.enter("../../etc/passwd").isDone()).isFalse();
    }
}
