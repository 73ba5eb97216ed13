package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.Director.A;
import static dev.holdfast.core.engine.Director.B;
import static dev.holdfast.core.engine.Director.SECOND;
import static dev.holdfast.core.engine.Director.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.lvs.RealServerConfig;
import dev.holdfast.core.lvs.Services;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.notify.UpDownScripts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A virtual server that is several services in the kernel, with one set of checks and one quorum. */
class ServiceGroupTest {
    private static final ServiceId TLS = ServiceId.of(Protocol.TCP, "192.0.2.101", 443);
    private static final ServiceId MARK = ServiceId.ofMark(7, IpFamily.IPV4);

    private static VirtualServerConfig group(List<RealServerConfig> servers, ServiceId... ids) {
        Services services = new Services(
                "group web",
                Arrays.stream(ids).map(id -> VirtualService.of(id, "rr")).toList());
        return new VirtualServerConfig(
                "group web", services, servers, Optional.empty(), new Quorum(2, 0), UpDownScripts.NONE);
    }

    private static RealServerConfig at(AddressPort at, Forwarding forwarding) {
        RealServerConfig real = Director.real(at);
        return new RealServerConfig(RealServer.of(at, forwarding, 1), false, real.checks());
    }

    private static List<RealServerConfig> both(Forwarding forwarding) {
        return List.of(at(A, forwarding), at(B, forwarding));
    }

    private final Director node = new Director(group(both(Forwarding.DR), WEB, TLS, MARK));

    @Test
    void eachServiceHasTheServersAtThePortsThatItLeadsTo() {
        node.begun();

        assertThat(node.takeOrders())
                .containsExactly(
                        "+ tcp 192.0.2.100:80",
                        "+ 192.0.2.11:80 1",
                        "+ 192.0.2.12:80 1",
                        "+ tcp 192.0.2.101:443",
                        "+ 192.0.2.11:443 1",
                        "+ 192.0.2.12:443 1",
                        "+ fwmark 7",
                        "+ 192.0.2.11:0 1",
                        "+ 192.0.2.12:0 1");
    }

    @Test
    void natLeadsToThePortOfTheServerAndToThatOfTheServiceWhenItHasNone() {
        AddressPort open = AddressPort.of("192.0.2.13", 0);
        Director rewriting =
                new Director(group(List.of(at(A, Forwarding.NAT), at(open, Forwarding.NAT)), WEB, TLS, MARK));

        rewriting.begun();

        assertThat(rewriting.of(TLS)).containsOnlyKeys(A, AddressPort.of("192.0.2.13", 443));
        assertThat(rewriting.of(WEB)).containsOnlyKeys(A, AddressPort.of("192.0.2.13", 80));
        assertThat(rewriting.of(MARK)).containsOnlyKeys(A, open);
    }

    @Test
    void oneCheckTakesAServerOutOfAllAndTheQuorumIsLostOnce() {
        node.begun().takeOrders();

        node.check(SECOND, A, false);

        assertThat(node.takeOrders()).containsExactly("- 192.0.2.11:80", "- 192.0.2.11:443", "- 192.0.2.11:0");
        assertThat(node.news)
                .containsExactly(
                        "group web 192.0.2.11:80 REAL_SERVER_DOWN refused",
                        "group web  QUORUM_LOST weight 1 is up, the quorum is 2; there is no sorry server");
    }

    @Test
    void theOutsideSeesOneVirtualServer() {
        node.begun();
        assertThat(node.engine.snapshot(0).virtualServers()).hasSize(1);
        assertThat(node.snapshot().service()).isEqualTo("group web");
        assertThat(node.snapshot().inKernel()).isTrue();
        assertThat(node.snapshot().servers().get(0).inKernel()).isEqualTo(OptionalInt.of(1));

        node.of(MARK).remove(AddressPort.of("192.0.2.11", 0));
        node.refusal = Optional.of("ENOMEM");
        node.report(SECOND);

        assertThat(node.snapshot().servers().get(0).inKernel()).isEmpty();
        assertThat(node.news).containsExactly("group web  TABLE_RESTORED changes needed: 1 in fwmark 7");
    }

    @Test
    void aReloadTouchesOnlyTheServicesThatComeOrGoAndKeepsWhatChecksKnow() {
        node.begun().check(SECOND, A, false);
        node.takeOrders();
        ServiceId more = ServiceId.of(Protocol.TCP, "192.0.2.102", 80);

        node.reload(2 * SECOND, group(both(Forwarding.DR), WEB, MARK, more));
        node.report(3 * SECOND);

        assertThat(node.takeOrders())
                .containsExactly("- tcp 192.0.2.101:443", "+ tcp 192.0.2.102:80", "+ 192.0.2.12:80 1");
    }

    @Test
    void aServiceThatMovesIntoAGroupKeepsItsConnections() {
        Director alone = new Director(Director.web(Director.real(A), Director.real(B)));
        alone.begun().takeOrders();

        alone.reload(SECOND, group(both(Forwarding.DR), WEB, TLS));

        assertThat(alone.takeOrders()).isEmpty();
        alone.report(2 * SECOND);
        assertThat(alone.takeOrders())
                .containsExactly("+ tcp 192.0.2.101:443", "+ 192.0.2.11:443 1", "+ 192.0.2.12:443 1");
    }

    @Test
    void twoServersThatAServiceCannotTellApartAreNoConfiguration() {
        List<RealServerConfig> alike =
                List.of(at(A, Forwarding.DR), at(AddressPort.of("192.0.2.11", 81), Forwarding.DR));

        assertThatThrownBy(() -> group(alike, WEB, TLS)).hasMessage("twice in group web: 192.0.2.11:80");
    }
}
