package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** keepalived's words for addresses, routes and rules, as {@code ip} reads what they made in the kernel. */
@LabTest
class AddressWordsIT {
    private static HoldfastProcess master(Lab lab, LabNode node, String settings) {
        AddressWatch watch = AddressWatch.start(lab, node);
        node.ip("link", "add", "out0", "type", "veth", "peer", "name", "out1");
        node.ip("link", "set", "out1", "up");
        node.ip("link", "set", "out0", "up");
        HoldfastProcess agent = HoldfastProcess.start(lab, node, """
                vrrp_instance:
                  VI_1:
                    interface: eth0
                    virtual_router_id: 51
                    version: 3
                    advert_int: 0.2
                    virtual_ipaddress:
                      - 192.0.2.100/32 brd 192.0.2.255 scope site label eth0:vip noprefixroute
                      - 192.0.2.101/24 broadcast 192.0.2.254
                """ + settings);
        watch.awaitHolds("192.0.2.101", 30);
        return agent;
    }

    private static String line(String lines, String word) {
        return lines.lines().filter(line -> line.contains(word)).findFirst().orElse("no " + word + " in:\n" + lines);
    }

    @Test
    @Tag("word:virtual_ipaddress.dev")
    @Tag("word:virtual_ipaddress.label")
    @Tag("word:virtual_ipaddress.brd")
    @Tag("word:virtual_ipaddress.broadcast")
    @Tag("word:virtual_ipaddress.scope")
    @Tag("word:virtual_ipaddress.preferred_lft")
    @Tag("word:virtual_ipaddress.noprefixroute")
    void addresses() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            master(lab, a, """
                        virtual_ipaddress_excluded:
                          - 2001:db8::77/64 preferred_lft 0
                          - 198.51.100.7/24 dev out0
                    """);

            assertThat(Clock.waitFor(5, () -> a.holds("2001:db8::77") && a.holds("198.51.100.7")))
                    .isTrue();
            String addresses = a.ip("-o", "addr", "show");
            assertThat(line(addresses, "192.0.2.100/32"))
                    .contains("brd 192.0.2.255", "scope site", "noprefixroute", " eth0:vip");
            assertThat(line(addresses, "192.0.2.101/24")).contains("brd 192.0.2.254", "scope global");
            assertThat(line(addresses, "2001:db8::77/64")).contains("deprecated");
            assertThat(line(addresses, "198.51.100.7/24")).contains(": out0 ");
        }
    }

    @Test
    @Tag("word:virtual_routes.to")
    @Tag("word:virtual_routes.via")
    @Tag("word:virtual_routes.dev")
    @Tag("word:virtual_routes.src")
    @Tag("word:virtual_routes.table")
    @Tag("word:virtual_routes.scope")
    @Tag("word:virtual_routes.metric")
    @Tag("word:virtual_routes.priority")
    @Tag("word:virtual_routes.preference")
    @Tag("word:virtual_routes.proto")
    @Tag("word:virtual_routes.mtu")
    @Tag("word:virtual_routes.tos")
    @Tag("word:virtual_routes.onlink")
    @Tag("word:virtual_routes.nexthop")
    @Tag("word:virtual_routes.weight")
    @Tag("word:virtual_routes.blackhole")
    @Tag("word:virtual_routes.unreachable")
    @Tag("word:virtual_routes.prohibit")
    @Tag("word:virtual_routes.throw")
    void routes() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            HoldfastProcess agent = master(lab, a, """
                        virtual_routes:
                          - to 198.51.100.0/24 via 192.0.2.1 dev eth0 src 192.0.2.100 table 100 metric 7 mtu 1400
                          - 198.51.101.0/24 via 192.0.2.1 priority 8 tos 0x18
                          - 198.51.102.0/24 via 192.0.2.1 preference 9 proto static
                          - 198.51.103.0/24 nexthop via 192.0.2.2 dev eth0 weight 3 nexthop via 192.0.2.3 dev eth0
                          - 198.51.104.0/24 via 203.0.113.129 dev eth0 onlink
                          - 198.51.105.0/24 dev out0 scope host
                          - blackhole 203.0.113.0/28
                          - unreachable 203.0.113.16/28
                          - prohibit 203.0.113.32/28
                          - throw 203.0.113.48/28
                    """);

            Clock.waitFor(5, () -> a.ip("route", "show").contains("throw"));
            String routes = a.ip("route", "show", "table", "all");
            assertThat(line(routes, "198.51.100.0/24"))
                    .as(agent.log())
                    .contains("via 192.0.2.1 dev eth0 table 100", "src 192.0.2.100", "metric 7", "mtu 1400");
            assertThat(line(routes, "198.51.101.0/24")).contains("tos 0x18", "metric 8");
            assertThat(line(routes, "198.51.102.0/24")).contains("proto static", "metric 9");
            assertThat(routes)
                    .contains("nexthop via 192.0.2.2 dev eth0 weight 3", "nexthop via 192.0.2.3 dev eth0 weight 1");
            assertThat(line(routes, "198.51.104.0/24")).contains("via 203.0.113.129 dev eth0", "onlink");
            assertThat(line(routes, "198.51.105.0/24")).contains("dev out0", "scope host");
            assertThat(routes)
                    .contains(
                            "blackhole 203.0.113.0/28",
                            "unreachable 203.0.113.16/28",
                            "prohibit 203.0.113.32/28",
                            "throw 203.0.113.48/28");
        }
    }

    @Test
    @Tag("word:virtual_rules.from")
    @Tag("word:virtual_rules.to")
    @Tag("word:virtual_rules.iif")
    @Tag("word:virtual_rules.oif")
    @Tag("word:virtual_rules.fwmark")
    @Tag("word:virtual_rules.tos")
    @Tag("word:virtual_rules.table")
    @Tag("word:virtual_rules.lookup")
    @Tag("word:virtual_rules.priority")
    @Tag("word:virtual_rules.preference")
    @Tag("word:virtual_rules.blackhole")
    @Tag("word:virtual_rules.unreachable")
    @Tag("word:virtual_rules.prohibit")
    @Tag("word:virtual_rules.inet6")
    void rules() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            HoldfastProcess agent = master(lab, a, """
                        virtual_rules:
                          - from 192.0.2.100 to 198.51.100.0/24 iif eth0 oif out0 priority 1000 table 100
                          - fwmark 0x10/0xff tos 0x18 preference 1001 lookup 101
                          - from 192.0.2.104 blackhole priority 1002
                          - from 192.0.2.105 unreachable priority 1003
                          - inet6 prohibit priority 1004
                    """);

            Clock.waitFor(5, () -> a.ip("-6", "rule", "show").contains("1004:"));
            String rules = a.ip("rule", "show");
            assertThat(line(rules, "1000:"))
                    .as(agent.log())
                    .contains("from 192.0.2.100 to 198.51.100.0/24", "iif eth0", "oif out0", "lookup 100");
            assertThat(line(rules, "1001:")).contains("fwmark 0x10/0xff", "tos 0x18", "lookup 101");
            assertThat(line(rules, "1002:")).contains("from 192.0.2.104 blackhole");
            assertThat(line(rules, "1003:")).contains("from 192.0.2.105 unreachable");
            assertThat(line(a.ip("-6", "rule", "show"), "1004:")).contains("from all prohibit");
        }
    }
}
