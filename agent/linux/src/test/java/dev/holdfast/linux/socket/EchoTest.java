package dev.holdfast.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.port.Egress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.TestNamespace;
import org.junit.jupiter.api.Test;

/** Pings in namespaces of the test's own. */
class EchoTest {
    private static final long MILLI = 1_000_000L;

    private static Outcome ping(TestNamespace from, String address, long timeoutMillis) {
        return from.call(() -> Echo.ping(IpAddress.parse(address), Egress.ANY, timeoutMillis * MILLI));
    }

    @Test
    void whoeverIsThereAnswersAndNobodyElse() {
        Lab.requireNamespaces();
        try (TestNamespace here = TestNamespace.create();
                TestNamespace there = TestNamespace.create()) {
            here.connect(there);
            here.ip("addr add 2001:db8::a/64 dev eth0 nodad");
            there.ip("addr add 2001:db8::b/64 dev eth0 nodad");

            assertThat(ping(here, "192.0.2.12", 5000)).isEqualTo(Outcome.DONE);
            assertThat(ping(here, "2001:db8::b", 5000)).isEqualTo(Outcome.DONE);
            assertThat(ping(here, "127.0.0.1", 5000)).isEqualTo(Outcome.DONE);
            assertThat(ping(here, "::1", 5000)).isEqualTo(Outcome.DONE);
            assertThat(ping(here, "192.0.2.99", 200)).isEqualTo(Outcome.failed("ping", "192.0.2.99", "ETIMEDOUT"));
        }
    }

    @Test
    void whereThereIsNoWayTheKernelSaysSo() {
        Lab.requireNamespaces();
        try (TestNamespace alone = TestNamespace.create()) {
            assertThat(ping(alone, "198.51.100.1", 5000))
                    .isEqualTo(Outcome.failed("ping", "198.51.100.1", "ENETUNREACH"));
        }
    }
}
