package dev.holdfast.lab;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One virtual router, said in both languages so that a pair of programs is configured alike.
 *
 * @param peer the other node, written down in unicast mode
 * @param interval seconds between adverts, as both programs spell it
 * @param extraYaml lines for the instance that only Holdfast has, indented by four
 */
record Router(
        Protocol protocol,
        boolean unicast,
        boolean preempt,
        int priority,
        String interval,
        LabNode self,
        LabNode peer,
        String extraYaml) {
    static final int VRID = 51;
    static final String PASSWORD = "s3cr3t";

    static Router of(Protocol protocol, int priority, LabNode self, LabNode peer) {
        return new Router(protocol, false, true, priority, protocol.interval(), self, peer, "");
    }

    /** The same on another node. */
    Router on(LabNode node) {
        return new Router(protocol, unicast, preempt, priority, interval, node, peer, extraYaml);
    }

    Router withUnicast(boolean wanted) {
        return new Router(protocol, wanted, preempt, priority, interval, self, peer, extraYaml);
    }

    Router withPreempt(boolean wanted) {
        return new Router(protocol, unicast, wanted, priority, interval, self, peer, extraYaml);
    }

    Router withInterval(String seconds) {
        return new Router(protocol, unicast, preempt, priority, seconds, self, peer, extraYaml);
    }

    Router withExtra(String yaml) {
        return new Router(protocol, unicast, preempt, priority, interval, self, peer, extraYaml + yaml);
    }

    private String selfAddress() {
        return protocol.isIpv6() ? self.linkLocal() : self.ipv4();
    }

    private String peerAddress() {
        return protocol.isIpv6() ? peer.linkLocal() : peer.ipv4();
    }

    String keepalivedConfig() {
        return """
                global_defs {
                    router_id %s
                    script_user root
                    vrrp_version %d
                }
                vrrp_instance VI_1 {
                    state BACKUP
                    interface eth0
                    virtual_router_id %d
                    priority %d
                    advert_int %s
                %s    virtual_ipaddress {
                %s
                    }
                }
                """.formatted(
                        self.letter(),
                        protocol.version(),
                        VRID,
                        priority,
                        interval,
                        keepalivedOptions(),
                        lines("        ", protocol.addresses()));
    }

    private String keepalivedOptions() {
        StringBuilder text = new StringBuilder();
        if (!preempt) {
            text.append("    nopreempt\n");
        }
        protocol.authentication()
                .ifPresent(type -> text.append("    authentication {\n        auth_type " + type
                        + "\n        auth_pass " + PASSWORD + "\n    }\n"));
        if (unicast) {
            text.append("    unicast_src_ip " + selfAddress() + "\n");
            text.append("    unicast_peer {\n        " + peerAddress() + "\n    }\n");
        }
        return text.toString();
    }

    String holdfastConfig() {
        return """
                global_defs:
                  router_id: %s
                vrrp_instance:
                  VI_1:
                    state: BACKUP
                    interface: eth0
                    version: %d
                    virtual_router_id: %d
                    priority: %d
                    advert_int: %s
                %s    virtual_ipaddress:
                %s
                """.formatted(
                        self.letter(),
                        protocol.version(),
                        VRID,
                        priority,
                        interval,
                        holdfastOptions(),
                        lines(
                                "      - ",
                                protocol.addresses().stream()
                                        .map(address -> '"' + address + '"')
                                        .toList()));
    }

    private String holdfastOptions() {
        StringBuilder text = new StringBuilder(extraYaml);
        if (!preempt) {
            text.append("    nopreempt: true\n");
        }
        protocol.authentication()
                .ifPresent(type ->
                        text.append("    authentication: {auth_type: " + type + ", auth_pass: " + PASSWORD + "}\n"));
        if (unicast) {
            text.append("    unicast_src_ip: \"" + selfAddress() + "\"\n");
            text.append("    unicast_peer: [\"" + peerAddress() + "\"]\n");
        }
        return text.toString();
    }

    private static String lines(String indent, List<String> items) {
        return items.stream().map(item -> indent + item).collect(Collectors.joining("\n"));
    }
}
