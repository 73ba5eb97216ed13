package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.track.Probe;
import dev.holdfast.agent.track.Probe.StatusRange;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.agent.track.ProbeConfig.Patience;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Persistence;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.Scheduler;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.lvs.RealServerConfig;
import dev.holdfast.core.lvs.SorryServer;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.net.IpFamily;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the words of virtual servers, real servers and their checks become. */
class VirtualServerWordsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final AddressPort A = AddressPort.of("192.0.2.11", 80);
    private static final String REAL = "real_server: {192.0.2.11 80: {}}";

    private static AgentConfig load(String yaml) {
        ConfigResult result = new ConfigLoader(new FakeHost()).parse("holdfast.yaml", yaml);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) result).config();
    }

    /** The service of most tests with these settings. */
    private static AgentConfig web(String settings) {
        return load("virtual_server: {192.0.2.100 80: {protocol: TCP, " + settings + "}}");
    }

    private static VirtualServerConfig server(String settings) {
        return web(settings).engine().virtualServers().get(0);
    }

    private static RealServerConfig real(String settings) {
        return server("real_server: {192.0.2.11 80: {" + settings + "}}")
                .servers()
                .get(0);
    }

    private static ProbeConfig check(String check) {
        return probes("real_server: {192.0.2.11 80: {" + check + "}}").get(0);
    }

    private static List<ProbeConfig> probes(String settings) {
        return web(settings).probes();
    }

    private static ServiceId id(String yaml) {
        return load("virtual_server: {" + yaml + "}")
                .engine()
                .virtualServers()
                .get(0)
                .services()
                .all()
                .get(0)
                .id();
    }

    @Test
    @Tag("word:virtual_server")
    @Tag("word:virtual_server.protocol")
    void aServiceIsKnownByItsAddressItsMarkOrAName() {
        assertThat(id("192.0.2.100 80: {protocol: TCP, " + REAL + "}"))
                .isEqualTo(ServiceId.of(Protocol.TCP, "192.0.2.100", 80));
        assertThat(id("2001:db8::100 53: {protocol: UDP, real_server: {2001:db8::11 53: {}}}"))
                .isEqualTo(ServiceId.of(Protocol.UDP, "2001:db8::100", 53));
        assertThat(id("fwmark 7: {" + REAL + "}")).isEqualTo(ServiceId.ofMark(7, IpFamily.IPV4));
        assertThat(id("dns: {address: 192.0.2.100, port: 53, protocol: SCTP, real_server: {192.0.2.11: {}}}"))
                .isEqualTo(ServiceId.of(Protocol.SCTP, "192.0.2.100", 53));
        assertThat(id("marked: {fwmark: 8, real_server: {2001:db8::11 53: {}}}"))
                .isEqualTo(ServiceId.ofMark(8, IpFamily.IPV6));
        assertThat(id("192.0.2.100: {protocol: TCP, persistence_timeout: 50, " + REAL + ", lb_kind: NAT}"))
                .isEqualTo(ServiceId.of(Protocol.TCP, "192.0.2.100", 0));
    }

    @Test
    @Tag("word:virtual_server.lb_algo")
    @Tag("word:virtual_server.lvs_sched")
    @Tag("word:virtual_server.persistence_timeout")
    @Tag("word:virtual_server.ops")
    void theKernelSpreadsConnectionsAsTheWordsSay() {
        assertThat(server("lb_algo: rr, " + REAL).services().all().get(0).scheduler())
                .isEqualTo(new Scheduler("rr"));
        assertThat(server("lvs_sched: mh, " + REAL).services().all().get(0).scheduler())
                .isEqualTo(new Scheduler("mh"));
        assertThat(server(REAL).services().all().get(0).scheduler()).isEqualTo(new Scheduler("wlc"));
        assertThat(server("persistence_timeout: 50, " + REAL)
                        .services()
                        .all()
                        .get(0)
                        .persistence())
                .contains(Persistence.of(50, IpFamily.IPV4));
        assertThat(server(REAL).services().all().get(0).persistence()).isEmpty();
        assertThat(server("ops: true, " + REAL).services().all().get(0).onePacket())
                .isTrue();
    }

    @Test
    @Tag("word:virtual_server.lb_kind")
    @Tag("word:virtual_server.lvs_method")
    @Tag("word:virtual_server.real_server")
    @Tag("word:real_server.lvs_method")
    @Tag("word:real_server.weight")
    @Tag("word:real_server.uthreshold")
    @Tag("word:real_server.lthreshold")
    void packetsReachServersAsTheWordsSay() {
        assertThat(server(REAL).servers().get(0).server()).isEqualTo(RealServer.of(A, Forwarding.NAT, 1));
        assertThat(server("lb_kind: DR, " + REAL).servers().get(0).server().forwarding())
                .isEqualTo(Forwarding.DR);
        assertThat(server("lvs_method: TUN, " + REAL).servers().get(0).server().forwarding())
                .isEqualTo(Forwarding.TUN);
        assertThat(real("lvs_method: DR, weight: 0, uthreshold: 9, lthreshold: 4")
                        .server())
                .isEqualTo(RealServer.of(A, Forwarding.DR, 0).withThresholds(9, 4));
    }

    @Test
    @Tag("word:virtual_server.quorum")
    @Tag("word:virtual_server.hysteresis")
    @Tag("word:virtual_server.sorry_server")
    @Tag("word:virtual_server.sorry_server_inhibit")
    @Tag("word:virtual_server.sorry_server_lvs_method")
    @Tag("word:virtual_server.inhibit_on_failure")
    @Tag("word:real_server.inhibit_on_failure")
    void whatFollowsWhenServersFail() {
        AddressPort sorry = AddressPort.of("192.0.2.99", 80);
        assertThat(server("quorum: 2, hysteresis: 1, real_server: {192.0.2.11 80: {weight: 3}}")
                        .quorum())
                .isEqualTo(new Quorum(2, 1));
        assertThat(server(REAL).quorum()).isEqualTo(Quorum.ONE);
        assertThat(server("lb_kind: DR, sorry_server: 192.0.2.99, " + REAL).sorry())
                .contains(new SorryServer(RealServer.of(sorry, Forwarding.DR, 1), false));
        assertThat(server("sorry_server: 192.0.2.99 80, sorry_server_inhibit: true, sorry_server_lvs_method: TUN, "
                                + REAL)
                        .sorry())
                .contains(new SorryServer(RealServer.of(sorry, Forwarding.TUN, 1), true));
        assertThat(server("inhibit_on_failure: true, " + REAL).servers().get(0).inhibitOnFailure())
                .isTrue();
        assertThat(real("inhibit_on_failure: true").inhibitOnFailure()).isTrue();
        assertThat(real("").inhibitOnFailure()).isFalse();
    }

    @Test
    @Tag("word:real_server.TCP_CHECK")
    @Tag("word:TCP_CHECK.connect_ip")
    @Tag("word:TCP_CHECK.connect_port")
    @Tag("word:TCP_CHECK.connect_timeout")
    @Tag("word:TCP_CHECK.delay_loop")
    @Tag("word:TCP_CHECK.retry")
    @Tag("word:TCP_CHECK.delay_before_retry")
    @Tag("word:TCP_CHECK.warmup")
    @Tag("word:TCP_CHECK.alpha")
    void aTcpCheckConnects() {
        ProbeConfig plain = check("TCP_CHECK: {}");
        assertThat(plain.probe()).isEqualTo(new Probe.Tcp("192.0.2.11", 80));
        assertThat(plain.intervalNanos()).isEqualTo(60 * SECOND);
        assertThat(plain.timeoutNanos()).isEqualTo(5 * SECOND);
        assertThat(plain.patience()).isEqualTo(new Patience(60 * SECOND, 1, SECOND));
        assertThat(plain.tracker().fall()).isEqualTo(2);
        assertThat(plain.tracker().startsBad()).isFalse();

        ProbeConfig full = check("TCP_CHECK: {connect_ip: 192.0.2.21, connect_port: 81, connect_timeout: 3,"
                + " delay_loop: 6, retry: 3, delay_before_retry: 2, warmup: 0, alpha: true}");
        assertThat(full.probe()).isEqualTo(new Probe.Tcp("192.0.2.21", 81));
        assertThat(full.intervalNanos()).isEqualTo(6 * SECOND);
        assertThat(full.timeoutNanos()).isEqualTo(3 * SECOND);
        assertThat(full.patience()).isEqualTo(new Patience(0, 3, 2 * SECOND));
        assertThat(full.tracker().fall()).isEqualTo(4);
        assertThat(full.tracker().startsBad()).isTrue();
    }

    @Test
    @Tag("word:virtual_server.delay_loop")
    @Tag("word:virtual_server.connect_timeout")
    @Tag("word:virtual_server.retry")
    @Tag("word:virtual_server.delay_before_retry")
    @Tag("word:virtual_server.warmup")
    @Tag("word:virtual_server.alpha")
    @Tag("word:virtual_server.virtualhost")
    @Tag("word:real_server.delay_loop")
    @Tag("word:real_server.connect_timeout")
    @Tag("word:real_server.retry")
    @Tag("word:real_server.delay_before_retry")
    @Tag("word:real_server.warmup")
    @Tag("word:real_server.alpha")
    @Tag("word:real_server.virtualhost")
    void aCheckTakesWhatItDoesNotSayFromTheBlocksAroundIt() {
        String words = "delay_loop: 6, connect_timeout: 3, retry: 4, delay_before_retry: 2, warmup: 1, alpha: true,"
                + " virtualhost: outer.example";
        String get = "HTTP_GET: {url: {path: /}}";
        ProbeConfig fromService =
                probes(words + ", real_server: {192.0.2.11 80: {" + get + "}}").get(0);
        ProbeConfig fromServer = check(words + ", " + get);
        ProbeConfig own = probes(words + ", real_server: {192.0.2.11 80: {retry: 9, virtualhost: inner.example,"
                        + " HTTP_GET: {retry: 0, url: {path: /}}}}")
                .get(0);

        assertThat(fromServer).isEqualTo(fromService);
        assertThat(fromService.patience()).isEqualTo(new Patience(SECOND, 4, 2 * SECOND));
        assertThat(fromService.intervalNanos()).isEqualTo(6 * SECOND);
        assertThat(fromService.timeoutNanos()).isEqualTo(3 * SECOND);
        assertThat(fromService.tracker().startsBad()).isTrue();
        assertThat(((Probe.Http) fromService.probe()).virtualHost()).contains("outer.example");
        assertThat(own.patience().retries()).isZero();
        assertThat(((Probe.Http) own.probe()).virtualHost()).contains("inner.example");
    }

    @Test
    @Tag("word:real_server.HTTP_GET")
    @Tag("word:real_server.SSL_GET")
    @Tag("word:HTTP_GET.url")
    @Tag("word:HTTP_GET.virtualhost")
    @Tag("word:HTTP_GET.connect_ip")
    @Tag("word:HTTP_GET.connect_port")
    @Tag("word:HTTP_GET.connect_timeout")
    @Tag("word:HTTP_GET.delay_loop")
    @Tag("word:HTTP_GET.retry")
    @Tag("word:HTTP_GET.delay_before_retry")
    @Tag("word:HTTP_GET.warmup")
    @Tag("word:HTTP_GET.alpha")
    @Tag("word:url.path")
    @Tag("word:url.status_code")
    @Tag("word:url.regex")
    @Tag("word:url.virtualhost")
    void anHttpCheckAsksForEachUrl() {
        ProbeConfig plain = check("HTTP_GET: {url: {path: /healthz}}");
        Probe.Http asked = (Probe.Http) plain.probe();
        assertThat(asked.uri()).isEqualTo(URI.create("http://192.0.2.11:80/healthz"));
        assertThat(asked.statuses()).containsExactly(new StatusRange(200, 299));
        assertThat(asked.virtualHost()).isEmpty();
        assertThat(plain.patience()).isEqualTo(new Patience(60 * SECOND, 1, 3 * SECOND));

        List<ProbeConfig> both = probes("real_server: {192.0.2.11 80: {SSL_GET: {connect_ip: 192.0.2.21, connect_port:"
                + " 443, connect_timeout: 2, delay_loop: 6, retry: 5, delay_before_retry: 4, warmup: 3, alpha: true,"
                + " virtualhost: a.example, url: [{path: /a, status_code: [200, 301-302]}, {path: /b, regex: ok,"
                + " virtualhost: b.example}]}}}");
        Probe.Http first = (Probe.Http) both.get(0).probe();
        Probe.Http second = (Probe.Http) both.get(1).probe();
        assertThat(first.uri()).isEqualTo(URI.create("https://192.0.2.21:443/a"));
        assertThat(first.statuses()).containsExactly(new StatusRange(200, 200), new StatusRange(301, 302));
        assertThat(first.virtualHost()).contains("a.example");
        assertThat(first.verify()).isFalse();
        assertThat(second.body().map(Object::toString)).contains("ok");
        assertThat(second.virtualHost()).contains("b.example");
        assertThat(both.get(1).patience()).isEqualTo(new Patience(3 * SECOND, 5, 4 * SECOND));
        assertThat(both.get(1).timeoutNanos()).isEqualTo(2 * SECOND);
        assertThat(both.get(1).intervalNanos()).isEqualTo(6 * SECOND);
        assertThat(both.get(1).tracker().startsBad()).isTrue();
        assertThat(both.get(1).tracker().id().name()).endsWith(" SSL_GET 2");
    }

    @Test
    @Tag("word:real_server.MISC_CHECK")
    @Tag("word:MISC_CHECK.misc_path")
    @Tag("word:MISC_CHECK.user")
    @Tag("word:MISC_CHECK.misc_timeout")
    @Tag("word:MISC_CHECK.delay_loop")
    @Tag("word:MISC_CHECK.retry")
    @Tag("word:MISC_CHECK.delay_before_retry")
    @Tag("word:MISC_CHECK.warmup")
    @Tag("word:MISC_CHECK.alpha")
    void aMiscCheckRunsAProgram() {
        ProbeConfig plain = check("delay_loop: 6, MISC_CHECK: {misc_path: /etc/holdfast/notify.sh}");
        assertThat(plain.timeoutNanos()).isEqualTo(6 * SECOND);
        assertThat(plain.patience()).isEqualTo(new Patience(6 * SECOND, 0, SECOND));

        ProbeConfig full = check("MISC_CHECK: {misc_path: /etc/holdfast/notify.sh web, user: nobody, misc_timeout: 2,"
                + " delay_loop: 7, retry: 2, delay_before_retry: 3, warmup: 0, alpha: true}");
        Probe.Script script = (Probe.Script) full.probe();
        assertThat(script.command().arguments()).containsExactly("/etc/holdfast/notify.sh", "web");
        assertThat(script.command().user()).isEqualTo(Optional.of("nobody"));
        assertThat(full.timeoutNanos()).isEqualTo(2 * SECOND);
        assertThat(full.intervalNanos()).isEqualTo(7 * SECOND);
        assertThat(full.patience()).isEqualTo(new Patience(0, 2, 3 * SECOND));
        assertThat(full.tracker().startsBad()).isTrue();
    }

    @Test
    void theWarningOfAProtocolThatIsNotWrittenSaysWhatItIs() {
        ConfigResult result =
                new ConfigLoader(new FakeHost()).parse("f", "virtual_server: {192.0.2.100 80: {" + REAL + "}}");

        assertThat(result.problems())
                .extracting(Problem::message)
                .containsExactly("is not written, so it is UDP, as in keepalived");
    }
}
