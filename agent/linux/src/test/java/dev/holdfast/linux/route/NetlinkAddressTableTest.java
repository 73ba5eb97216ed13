package dev.holdfast.linux.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.AddressAttributes;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.AddressTable;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.lab.Lab;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("netns")
class NetlinkAddressTableTest {
    private static final VirtualAddress VIP4 = VirtualAddress.of("192.0.2.100/24", RouteLab.ETH0);
    private static final VirtualAddress VIP6 = VirtualAddress.of("2001:db8::100/128", RouteLab.ETH0);

    private RouteLab lab;

    @BeforeEach
    void open() {
        lab = RouteLab.create();
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private String shown() {
        return lab.namespace.ip("-o addr show dev eth0");
    }

    @Test
    void addressesForEverHaveNoEndAndAreUsableAtOnce() {
        Outcome outcome = lab.addresses.install(List.of(VIP4, VIP6), AddressTable.FOR_EVER);

        assertThat(outcome).isEqualTo(Outcome.DONE);
        assertThat(shown())
                .containsPattern("192.0.2.100/24 .*valid_lft forever preferred_lft forever")
                .containsPattern("2001:db8::100/128 .*valid_lft forever preferred_lft 0sec")
                .doesNotContain("tentative");
    }

    @Test
    void theKernelRemovesALeaseThatIsNotRenewed() {
        lab.awaitLine("synchronised");

        lab.addresses.install(List.of(VIP4, VIP6), 1);

        assertThat(shown()).contains("192.0.2.100/24", "2001:db8::100/128", "valid_lft 1sec");
        lab.awaitLine("address gone eth0 192.0.2.100/24");
        lab.awaitLine("address gone eth0 2001:db8::100/128");
        assertThat(shown()).doesNotContain("192.0.2.100", "2001:db8::100");
    }

    @Test
    void aRenewedLeaseStays() {
        lab.awaitLine("synchronised");

        for (int i = 0; i < 12; i++) {
            assertThat(lab.addresses.install(List.of(VIP4, VIP6), 1)).isEqualTo(Outcome.DONE);
            Lab.pause(Duration.ofMillis(250));
        }

        lab.monitor.drain(1000, lab.watcher);
        assertThat(lab.watcher.lines).noneMatch(line -> line.startsWith("address gone"));
    }

    @Test
    void aLeaseCanBecomeForEverAndBack() {
        lab.addresses.install(List.of(VIP4), 3);
        lab.addresses.install(List.of(VIP4), AddressTable.FOR_EVER);
        assertThat(shown()).containsPattern("192.0.2.100/24 .*valid_lft forever");

        lab.addresses.install(List.of(VIP4), 3);
        assertThat(shown()).containsPattern("192.0.2.100/24 .*valid_lft [23]sec");
    }

    @Test
    void theOwnershipMarkIsKeptByTheKernel() {
        lab.namespace.ip("addr add 192.0.2.11/24 dev eth0");
        lab.addresses.install(List.of(VIP4, VIP6), 30);

        lab.awaitLine("synchronised");

        assertThat(lab.watcher.lines)
                .contains(
                        "address eth0 192.0.2.11/24",
                        "address eth0 192.0.2.100/24 ours",
                        "address eth0 2001:db8::100/128 ours");
    }

    @Test
    void aLabelIsShown() {
        VirtualAddress labelled = VIP4.with(VIP4.attributes().withLabel("eth0:vip"));

        lab.addresses.install(List.of(labelled), 30);

        assertThat(shown()).contains("eth0:vip");
    }

    @Test
    void theKernelKeepsEveryAttribute() {
        AddressAttributes four = new AddressAttributes(
                Optional.of("eth0:1"), 253, Optional.of(IpAddress.parse("192.0.2.255")), false, false, false);
        AddressAttributes six = new AddressAttributes(Optional.empty(), 0, Optional.empty(), true, true, true);

        lab.addresses.install(List.of(VIP4.with(four), VIP6.with(six)), 30);

        assertThat(shown())
                .containsPattern("192.0.2.100/24 brd 192.0.2.255 scope link deprecated .*noprefixroute eth0:1")
                .containsPattern("2001:db8::100/128 scope global .*tentative")
                .doesNotContain("nodad");
        assertThat(lab.namespace.ip("route")).doesNotContain("192.0.2.0/24");
    }

    @Test
    void removalMayBeRepeated() {
        lab.addresses.install(List.of(VIP4, VIP6), 30);

        assertThat(lab.addresses.remove(List.of(VIP4, VIP6))).isEqualTo(Outcome.DONE);
        assertThat(shown()).doesNotContain("192.0.2.100", "2001:db8::100");
        assertThat(lab.addresses.remove(List.of(VIP4, VIP6))).isEqualTo(Outcome.DONE);
    }

    @Test
    void withoutItsInterfaceAnAddressCannotComeAndIsGone() {
        VirtualAddress nowhere = VirtualAddress.of("192.0.2.100/24", new InterfaceName("eth9"));

        assertThat(lab.addresses.install(List.of(nowhere), 30))
                .isEqualTo(Outcome.failed("add address", "192.0.2.100/24 dev eth9", "ENODEV"));
        assertThat(lab.addresses.remove(List.of(nowhere))).isEqualTo(Outcome.DONE);
    }

    @Test
    void allAreTriedAndTheFirstFailureIsTold() {
        // The kernel refuses a loopback address of IPv6 on a cable; newer ones say so in words.
        VirtualAddress impossible = VirtualAddress.of("::1/128", RouteLab.ETH0);

        Outcome outcome = lab.addresses.install(List.of(impossible, VIP4), 30);

        assertThat(outcome.failure().orElseThrow().operation()).isEqualTo("add address");
        assertThat(outcome.failure().orElseThrow().object()).isEqualTo("::1/128 dev eth0");
        assertThat(outcome.failure().orElseThrow().error()).startsWith("EADDRNOTAVAIL");
        assertThat(shown()).contains("192.0.2.100/24");
    }

    @Test
    void aRecreatedInterfaceIsFoundUnderItsNewNumber() {
        lab.addresses.install(List.of(VIP4), 30);
        lab.namespace.ip("link del eth0");
        RouteLab.addCable(lab.namespace);

        assertThat(lab.addresses.install(List.of(VIP4), 30)).isEqualTo(Outcome.DONE);
        assertThat(shown()).contains("192.0.2.100/24");
    }

    @Test
    void manyAddressesGoInBatches() {
        List<VirtualAddress> many = IntStream.rangeClosed(1, 255)
                .mapToObj(i -> VirtualAddress.of("198.51.100." + i + "/32", RouteLab.ETH0))
                .toList();

        assertThat(lab.addresses.install(many, 30)).isEqualTo(Outcome.DONE);
        assertThat(shown().lines().filter(line -> line.contains("198.51.100."))).hasSize(255);
        assertThat(lab.addresses.remove(many)).isEqualTo(Outcome.DONE);
        assertThat(shown()).doesNotContain("198.51.100.");
    }
}
