package dev.holdfast.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.RecordingLoop;
import dev.holdfast.linux.lab.TestNamespace;
import dev.holdfast.linux.libc.ErrnoException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("netns")
class LinuxPlatformTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final RouterKey ROUTER = new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51));
    private static final TransportSpec SPEC =
            new TransportSpec(ROUTER, 2, Optional.of(IpAddress.parse("224.0.0.18")), List.of(), 255, Optional.empty());
    private static final List<VirtualAddress> VIPS = List.of(VirtualAddress.of("192.0.2.100/24", ETH0));

    @Test
    void openedInANamespaceItWorksThereFromAnyThreadAndClosesEverything() throws ErrnoException {
        Lab.requireNamespaces();
        RecordingLoop loop = new RecordingLoop();
        try (TestNamespace here = TestNamespace.create();
                TestNamespace there = TestNamespace.create()) {
            here.connect(there);
            try (LinuxPlatform platform = here.call(() -> LinuxPlatform.open(loop))) {
                // On purpose not on the namespace's thread: sockets belong to where they were opened.
                assertThat(platform.addresses().install(VIPS, 30)).isEqualTo(Outcome.DONE);
                assertThat(platform.neighbours().announce(VIPS)).isEqualTo(Outcome.DONE);
                assertThat(here.call(() -> platform.transport().open(SPEC))).isEqualTo(Outcome.DONE);
                // Links and addresses, routes and rules, adverts.
                assertThat(loop.watched()).hasSize(3);
                assertThat(here.ip("addr show dev eth0")).contains("192.0.2.100/24");
            }
            assertThat(loop.watched()).isEmpty();
            assertThat(here.ip("addr show dev eth0")).contains("192.0.2.100/24");
        }
    }

    @Test
    void openingRehearsesATakeoverWithoutATrace() throws ErrnoException {
        Lab.requireNamespaces();
        RecordingLoop loop = new RecordingLoop();
        try (TestNamespace here = TestNamespace.create();
                TestNamespace there = TestNamespace.create()) {
            here.connect(there);
            try (LinuxPlatform platform = here.call(() -> LinuxPlatform.open(loop))) {
                assertThat(platform.links()).isNotNull();

                assertThat(here.ip("addr show")).doesNotContain("192.0.2.1/32");
                assertThat(there.ip("neigh show")).doesNotContain("192.0.2.1 ");
            }
        }
    }

    @Test
    void withoutPrivilegesEveryRefusalIsNamed() {
        Lab.requireNamespaces();
        try (TestNamespace here = TestNamespace.create();
                TestNamespace there = TestNamespace.create()) {
            here.connect(there);
            String withoutAdmin = probe(here, "-net_admin");
            String withoutRaw = probe(here, "-net_raw");

            assertThat(withoutAdmin)
                    .contains("missing [CAP_NET_ADMIN]")
                    .contains("add address 192.0.2.100/24 dev eth0: EPERM")
                    .contains("transport done");
            assertThat(withoutRaw)
                    .contains("missing [CAP_NET_RAW]")
                    .contains("open socket ARP and neighbour discovery: EPERM");
        }
    }

    private static String probe(TestNamespace namespace, String dropped) {
        return Lab.java(
                UnprivilegedProbe.class,
                List.of("ip", "netns", "exec", namespace.name(), "setpriv", "--bounding-set=" + dropped));
    }
}
