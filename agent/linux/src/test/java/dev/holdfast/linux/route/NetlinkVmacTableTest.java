package dev.holdfast.linux.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.Outcome;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real macvlan interfaces in a namespace of the test's own. */
class NetlinkVmacTableTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final Vmac FIRST = vmac("vrrp.51", IpFamily.IPV4, 51);
    private static final Vmac SECOND = vmac("vrrp.52", IpFamily.IPV4, 52);
    private static final Vmac SIX = vmac("vrrp6.51", IpFamily.IPV6, 51);

    private RouteLab lab;

    private static Vmac vmac(String name, IpFamily family, int vrid) {
        return new Vmac(new InterfaceName(name), new RouterKey(ETH0, family, new Vrid(vrid)), false);
    }

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

    /** A table that knows nothing, as after a restart. */
    private NetlinkVmacTable table() {
        return new NetlinkVmacTable(lab.requests, new Interfaces(lab.requests));
    }

    /** Settings are those of the calling thread's namespace. */
    private <T> T inside(Callable<T> task) {
        return lab.namespace.call(task);
    }

    private int setting(String dev, String key) {
        return inside(() -> InterfaceSettings.read(IpFamily.IPV4, new InterfaceName(dev), key))
                .orElse(-1);
    }

    @Test
    void itIsAPrivateMacvlanWithTheVirtualMacAndDown() {
        assertThat(inside(() -> table().create(FIRST))).isEqualTo(Outcome.DONE);

        assertThat(lab.namespace.ip("-d link show vrrp.51"))
                .contains("vrrp.51@eth0", "00:00:5e:00:01:33", "macvlan mode private", "state DOWN");
        assertThat(setting("vrrp.51", "arp_ignore")).isEqualTo(1);
        assertThat(setting("vrrp.51", "accept_local")).isEqualTo(1);
        assertThat(setting("vrrp.51", "rp_filter")).isZero();
        assertThat(setting("eth0", "arp_ignore")).isEqualTo(1);
        assertThat(setting("eth0", "arp_filter")).isEqualTo(1);
        assertThat(setting("eth0", "arp_announce")).isEqualTo(2);
        assertThat(inside(() -> table().raise(FIRST))).isEqualTo(Outcome.DONE);
        assertThat(lab.namespace.ip("link show vrrp.51")).contains(",UP");
        assertThat(inside(() -> table().lower(FIRST))).isEqualTo(Outcome.DONE);
        assertThat(lab.namespace.ip("link show vrrp.51")).contains("state DOWN");
    }

    @Test
    void onIpv6NoAddressIsMadeFromTheMac() {
        assertThat(inside(() -> table().create(SIX))).isEqualTo(Outcome.DONE);
        assertThat(inside(() -> table().raise(SIX))).isEqualTo(Outcome.DONE);

        assertThat(lab.namespace.ip("link show vrrp6.51")).contains("00:00:5e:00:02:33");
        assertThat(lab.namespace.ip("-6 addr show dev vrrp6.51")).isBlank();
        assertThat(setting("eth0", "arp_ignore")).isZero();
    }

    @Test
    void aStrictReversePathElsewhereIsLoosenedHere() {
        inside(() -> InterfaceSettings.set(IpFamily.IPV4, new InterfaceName("all"), "rp_filter", 1));

        inside(() -> table().create(FIRST));

        assertThat(setting("vrrp.51", "rp_filter")).isEqualTo(2);
        assertThat(setting("all", "rp_filter")).isEqualTo(1);
    }

    @Test
    void theParentGetsItsSettingsBackWithTheLastMacvlanAlsoFromAnotherRun() {
        inside(() -> InterfaceSettings.set(IpFamily.IPV4, ETH0, "arp_announce", 1));
        inside(() -> table().create(FIRST));
        inside(() -> table().create(SECOND));

        assertThat(inside(() -> table().remove(FIRST))).isEqualTo(Outcome.DONE);
        assertThat(setting("eth0", "arp_ignore")).isEqualTo(1);

        assertThat(inside(() -> table().remove(SECOND))).isEqualTo(Outcome.DONE);
        assertThat(setting("eth0", "arp_ignore")).isZero();
        assertThat(setting("eth0", "arp_filter")).isZero();
        assertThat(setting("eth0", "arp_announce")).isEqualTo(1);
        assertThat(lab.namespace.ip("link show")).doesNotContain("vrrp");
    }

    @Test
    void whatAnotherOneRemovedIsMadeAnewAndTheSettingsAreNotForgotten() {
        NetlinkVmacTable table = table();
        inside(() -> table.create(FIRST));
        lab.namespace.ip("link del vrrp.51");

        assertThat(inside(() -> table.create(FIRST))).isEqualTo(Outcome.DONE);
        inside(() -> table.remove(FIRST));

        assertThat(setting("eth0", "arp_ignore")).isZero();
    }

    @Test
    void oneLeftBehindIsAdopted() {
        inside(() -> table().create(FIRST));
        inside(() -> table().raise(FIRST));
        String before = lab.namespace.ip("link show vrrp.51");

        assertThat(inside(() -> table().create(FIRST))).isEqualTo(Outcome.DONE);

        assertThat(lab.namespace.ip("link show vrrp.51")).isEqualTo(before);
    }

    @Test
    void thoseLeftBehindThatNobodyWantsAreRemoved() {
        inside(() -> table().create(FIRST));
        inside(() -> table().create(SECOND));

        List<Outcome> outcomes =
                inside(() -> table().removeLeft(vmac -> vmac.router().vrid().value() == 52));

        assertThat(outcomes).containsExactly(Outcome.DONE);
        assertThat(lab.namespace.ip("link show")).contains("vrrp.52").doesNotContain("vrrp.51");
    }

    @Test
    void whatIsSomebodyElsesStaysAsItIs() {
        lab.namespace.ip("link add link eth0 name vrrp.51 address 00:00:5e:00:01:33 type macvlan mode private");
        lab.namespace.ip("link add vrrp.52 type veth peer name other");

        for (Vmac foreign : List.of(FIRST, SECOND)) {
            Outcome outcome = inside(() -> table().create(foreign));
            assertThat(outcome.failure().orElseThrow().toString()).contains(foreign + ": EEXIST", "not Holdfast's");
            inside(() -> table().lower(foreign));
            inside(() -> table().remove(foreign));
        }
        assertThat(lab.namespace.ip("link show")).contains("vrrp.51", "vrrp.52");
        assertThat(setting("eth0", "arp_ignore")).isZero();
    }

    @Test
    void aSettingThatDoesNotExistIsNotNeeded() {
        assertThat(InterfaceSettings.read(IpFamily.IPV6, new InterfaceName("nobody"), "accept_ra"))
                .isEqualTo(OptionalInt.empty());
    }
}
