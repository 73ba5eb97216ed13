package dev.holdfast.exporter.zabbix;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the tests show. */
final class Sample {
    /** A node that is master of VI_1 and not of VI_2; 192.0.2.101 has just moved between the two. */
    static final String STATUS = """
            {"schema_version":1,"node":"lb01","version":"1.2.3","ready":true,"instances":[
              {"name":"VI_1","state":"MASTER","faults":[],"priority":{"base":100,"effective":80},"preempt":false,
               "master":null,"counters":{"adverts_discarded":{"ttl":2}},
               "addresses":[{"address":"192.0.2.100/24","interface":"eth0","held":true},
                            {"address":"192.0.2.101/24","interface":"eth0","held":true},
                            {"address":"2001:db8::100/64","interface":"eth0","held":true}]},
              {"name":"VI_2","state":"BACKUP","faults":[],"priority":{"base":90,"effective":90},"preempt":true,
               "master":{"address":"192.0.2.12"},"counters":{"adverts_discarded":{}},
               "addresses":[{"address":"192.0.2.101/32","interface":"eth1","held":false},
                            {"address":"192.0.2.102/24","interface":"eth1","held":false}]}]}""";

    private static final InterfaceName ETH0 = new InterfaceName("eth0");

    private Sample() {}

    static Octets document() {
        return Octets.of(STATUS.getBytes(StandardCharsets.UTF_8));
    }

    static Items items() {
        return new Items(() -> StatusText.of(document()), () -> "lb01.example.net");
    }

    static StateChanged changed(RouterState to, TransitionReason reason, FaultCause... faults) {
        return new StateChanged(
                5_000_000_000L,
                17,
                "VI_1",
                new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51)),
                RouterState.BACKUP,
                to,
                reason,
                List.of(faults),
                new Priority(100),
                Optional.of(IpAddress.parse("192.0.2.12")),
                List.of(VirtualAddress.of("192.0.2.100/24", ETH0), VirtualAddress.of("192.0.2.101/24", ETH0)),
                0,
                0);
    }
}
