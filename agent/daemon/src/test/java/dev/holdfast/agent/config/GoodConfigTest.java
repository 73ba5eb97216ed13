package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.notify.FifoSettings;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.RouterConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GoodConfigTest {
    static ConfigResult.Loaded load(String yaml) {
        ConfigResult result = new ConfigLoader(new FakeHost()).parse("holdfast.yaml", yaml);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        return (ConfigResult.Loaded) result;
    }

    private static RouterConfig router(String settings) {
        ConfigResult.Loaded loaded = load("vrrp_instance: {VI_1: {interface: eth0, virtual_router_id: 51,"
                + " virtual_ipaddress: [192.0.2.100], " + settings + "}}");
        return loaded.config().engine().routers().get(0);
    }

    /** The shortest file gives what keepalived gives. */
    @Nested
    class Defaults {
        private final AgentConfig config = load("""
                        vrrp_instance:
                          VI_1:
                            interface: eth0
                            virtual_router_id: 51
                            virtual_ipaddress: [192.0.2.100]
                        """).config();
        private final RouterConfig router = config.engine().routers().get(0);

        @Test
        void ofTheProcess() {
            assertThat(config.global())
                    .isEqualTo(new GlobalConfig(
                            "lb01",
                            Optional.empty(),
                            Optional.empty(),
                            OptionalInt.empty(),
                            2,
                            IpAddress.parse("224.0.0.18"),
                            IpAddress.parse("ff02::12"),
                            true,
                            0,
                            GarpSettings.NONE,
                            30_000_000_000L,
                            Optional.of(Path.of("/run/holdfast/control.sock"))));
            assertThat(config.http().listen()).contains(new HttpConfig.Listen("127.0.0.1", 9112));
            assertThat(config.engine().routerId()).isEqualTo("lb01");
            assertThat(config.fifos()).isEqualTo(FifoSettings.NONE);
            assertThat(config.mail()).isEmpty();
        }

        @Test
        void theControlSocketCanBeSwitchedOff() {
            AgentConfig off = load("""
                            global_defs: {control_socket: off}
                            vrrp_instance:
                              VI_1: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100]}
                            """).config();

            assertThat(off.global().controlSocket()).isEmpty();
        }

        @Test
        void ofMacvlansAreNamedAsKeepalivedNamesThem() {
            ConfigResult.Loaded loaded = load("""
                            vrrp_instance:
                              four: {interface: eth0, virtual_router_id: 51, use_vmac: yes, virtual_ipaddress: [192.0.2.1]}
                              six: {interface: eth0, virtual_router_id: 51, use_vmac: yes, virtual_ipaddress: ["fe80::1"]}
                              other: {interface: eth1, virtual_router_id: 51, use_vmac: yes, virtual_ipaddress: [192.0.2.2]}
                              named: {interface: eth1, virtual_router_id: 52, use_vmac: vip0, virtual_ipaddress: [192.0.2.3, 192.0.2.4 dev eth2]}
                            """);

            assertThat(loaded.config().engine().routers())
                    .extracting(router -> router.vmac().orElseThrow().dev().value())
                    .containsExactly("vrrp.51", "vrrp6.51", "vrrp1.51", "vip0");
            assertThat(loaded.config().engine().routers().get(3).addresses())
                    .extracting(address -> address.dev().value())
                    .containsExactly("vip0", "eth2");
        }

        @Test
        void ofAnInstance() {
            assertThat(router)
                    .isEqualTo(RouterConfig.builder(
                                    "VI_1", new RouterKey(new InterfaceName("eth0"), IpFamily.IPV4, new Vrid(51)))
                            .version(2)
                            .priority(new dev.holdfast.core.net.Priority(100))
                            .advertIntervalNanos(1_000_000_000L)
                            .addresses(List.of(VirtualAddress.of("192.0.2.100/32", new InterfaceName("eth0"))))
                            .path(AdvertPath.multicast(AdvertPath.IPV4_GROUP))
                            .leaseSeconds(3)
                            .build());
        }
    }

    @Test
    void stateMasterWithoutPriorityIsTheAddressOwner() {
        assertThat(router("state: MASTER").priority().value()).isEqualTo(255);
        assertThat(router("state: BACKUP").priority().value()).isEqualTo(100);
        assertThat(router("state: MASTER, priority: 7").priority().value()).isEqualTo(7);
    }

    @Test
    void stateMasterAndPriority255UndoNopreempt() {
        assertThat(router("nopreempt: true").preempt()).isFalse();
        assertThat(router("nopreempt: false").preempt()).isTrue();
        assertThat(router("preempt: off").preempt()).isFalse();
        assertThat(router("nopreempt: true, state: MASTER, priority: 100").preempt())
                .isTrue();
        assertThat(router("nopreempt: true, priority: 255").preempt()).isTrue();
    }

    @Test
    @Tag("C-014+")
    void intervalsReachFromOneToTheLargestThatAnAdvertCarries() {
        assertThat(router("advert_int: 1").advertIntervalCentis()).isEqualTo(100);
        assertThat(router("advert_int: 255").advertIntervalCentis()).isEqualTo(25_500);
        assertThat(router("version: 3, advert_int: 0.01").advertIntervalCentis())
                .isEqualTo(1);
        assertThat(router("version: 3, advert_int: 40.95").advertIntervalCentis())
                .isEqualTo(4_095);
    }

    @Test
    void intervalsOfVersion3AreRoundedToTheNearestCentisecond() {
        assertThat(router("version: 3, advert_int: 0.124").advertIntervalCentis())
                .isEqualTo(12);
        assertThat(router("version: 3, advert_int: 125ms").advertIntervalCentis())
                .isEqualTo(13);
        assertThat(router("version: 3, advert_int: 0.005").advertIntervalCentis())
                .isEqualTo(1);
    }

    @Test
    @Tag("C-055+")
    void downTimerAdvertsOtherThanThreeWorkWithAWarning() {
        assertThat(router("down_timer_adverts: 1").downTimerAdverts()).isEqualTo(1);
        assertThat(router("down_timer_adverts: 100").downTimerAdverts()).isEqualTo(100);
        assertThat(load("vrrp_instance: {V: {interface: e, virtual_router_id: 1, virtual_ipaddress: [192.0.2.1],"
                                + " down_timer_adverts: 2}}")
                        .warnings())
                .hasSize(1);
    }

    @Test
    @Tag("C-009+")
    void anIpv6InstanceThatBeginsWithALinkLocalAddressIsAccepted() {
        AgentConfig config = load("vrrp_instance: {V: {interface: e, virtual_router_id: 1,"
                        + " virtual_ipaddress: [\"fe80::1\", \"2001:db8::1\"]}}")
                .config();

        assertThat(config.engine().routers().get(0).advertisedAddresses())
                .containsExactly(IpAddress.parse("fe80::1"), IpAddress.parse("2001:db8::1"));
    }

    @Test
    void httpIsSwitchedOff() {
        String instance = "vrrp_instance: {V: {interface: e, virtual_router_id: 1, virtual_ipaddress: [192.0.2.1]}}";

        assertThat(load("http: {listen: off}\n" + instance).config().http().listen())
                .isEmpty();
        assertThat(load("http: {listen: \"localhost:80\"}\n" + instance)
                        .config()
                        .http()
                        .listen())
                .contains(new HttpConfig.Listen("127.0.0.1", 80));
    }

    @Test
    void scriptSecuritySwitchedOffLeavesAWarning() {
        ConfigResult.Loaded loaded = load("global_defs: {enable_script_security: off}\n"
                + "vrrp_instance: {V: {interface: e, virtual_router_id: 1, virtual_ipaddress: [192.0.2.1],"
                + " notify: /etc/holdfast/open.sh}}");

        assertThat(loaded.warnings()).hasSize(1);
        assertThat(loaded.warnings().get(0).severity()).isEqualTo(Problem.Severity.WARNING);
    }

    @Test
    void theScriptUsersOwnScriptIsTrusted() {
        ConfigResult.Loaded loaded = load("global_defs: {script_user: alice}\n"
                + "vrrp_instance: {V: {interface: e, virtual_router_id: 1, virtual_ipaddress: [192.0.2.1],"
                + " notify: /home/alice/x.sh}}");

        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreNoMistake() {
        String text = """
                vrrp_instance:
                  V:
                    interface: e
                    virtual_router_id: 1
                    virtual_ipaddress: [192.0.2.1]
                """;

        assertThat(load("\ufeff" + text.replace("\n", "\r\n")).warnings()).isEmpty();
    }
}
