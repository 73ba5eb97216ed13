package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.spi.ZabbixSettings;
import dev.holdfast.core.spi.ZabbixSettings.Destination;
import dev.holdfast.core.spi.ZabbixSettings.Listen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The block {@code zabbix}. */
class ZabbixConfigTest {
    private static Optional<ZabbixSettings> read(String block) {
        return GoodConfigTest.load(block + """

                        vrrp_instance:
                          VI_1: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100]}
                        """).config().exporters().zabbix();
    }

    @Test
    void withoutTheBlockNothingIsListenedToAndNobodyTold() {
        assertThat(read("")).isEmpty();
    }

    @Test
    void everyKeyIsTaken() {
        assertThat(read("""
                        zabbix:
                          hostname: lb01 in Vienna
                          listen: 192.0.2.11:20050
                          server: [192.0.2.5, 192.0.2.64/26, "2001:db8::/64"]
                          server_active: [zabbix.example.net, "192.0.2.5:20051", "[2001:db8::5]:10052", "[2001:db8::6]"]
                        """))
                .contains(new ZabbixSettings(
                        "lb01 in Vienna",
                        Optional.of(new Listen(IpAddress.parse("192.0.2.11"), 20050)),
                        List.of(
                                IpPrefix.parse("192.0.2.5/32"),
                                IpPrefix.parse("192.0.2.64/26"),
                                IpPrefix.parse("2001:db8::/64")),
                        List.of(
                                new Destination("zabbix.example.net", 10051),
                                new Destination("192.0.2.5", 20051),
                                new Destination("2001:db8::5", 10052),
                                new Destination("2001:db8::6", 10051))));
    }

    @Test
    void whatIsNotWrittenIsAsInZabbix() {
        assertThat(read("zabbix: {listen: \"[::]\", server: 192.0.2.5}"))
                .contains(new ZabbixSettings(
                        "lb01",
                        Optional.of(new Listen(IpAddress.parse("::"), 10050)),
                        List.of(IpPrefix.parse("192.0.2.5/32")),
                        List.of()));
    }

    @Test
    void aListOfThoseWhoMayAskNeedsSomewhereToAsk() {
        ConfigResult.Loaded loaded = GoodConfigTest.load("""
                        zabbix: {server: 192.0.2.5}
                        vrrp_instance:
                          VI_1: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100]}
                        """);

        assertThat(loaded.warnings())
                .extracting(Problem::toString)
                .containsExactly("holdfast.yaml:1:18: warning: zabbix.server: has no effect without listen");
    }

    @Test
    void listeningCanBeSwitchedOff() {
        assertThat(read("zabbix: {listen: off, server_active: 192.0.2.5}"))
                .hasValueSatisfying(settings -> assertThat(settings.listen()).isEmpty());
    }
}
