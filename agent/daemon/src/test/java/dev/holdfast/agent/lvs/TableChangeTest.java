package dev.holdfast.agent.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.SyncDaemon.Role;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.ServiceOrder;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.net.InterfaceName;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableChangeTest {
    @Test
    void eachOrderIsOneCallOfThePort() {
        FakeTable table = new FakeTable();
        ServiceId web = ServiceId.of(Protocol.TCP, "192.0.2.100", 80);
        AddressPort server = AddressPort.of("192.0.2.11", 80);
        List<TableOrder> orders = List.of(
                new ServiceOrder.PutService(VirtualService.of(web, "rr")),
                new ServiceOrder.PutServer(web, RealServer.of(server, Forwarding.NAT, 1)),
                new ServiceOrder.RemoveServer(web, server),
                new ServiceOrder.RemoveService(web),
                new TableOrder.SetTimeouts(new Timeouts(1, 2, 3)),
                new TableOrder.StartSync(SyncDaemon.of(Role.MASTER, new InterfaceName("eth0"), 51)),
                new TableOrder.StopSync(Role.BACKUP));

        orders.forEach(order -> order.accept(new TableChange(table)));

        String thread = " on " + Thread.currentThread().getName();
        assertThat(table.calls)
                .containsExactly(
                        "put tcp 192.0.2.100:80" + thread,
                        "put 192.0.2.11:80" + thread,
                        "remove 192.0.2.11:80" + thread,
                        "remove tcp 192.0.2.100:80" + thread,
                        "set Timeouts[tcp=1, tcpFin=2, udp=3]" + thread,
                        "start MASTER" + thread,
                        "stop BACKUP" + thread);
    }
}
