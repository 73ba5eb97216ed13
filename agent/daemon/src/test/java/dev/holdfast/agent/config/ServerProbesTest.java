package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.track.Probe;
import dev.holdfast.agent.track.Probe.Speech;
import dev.holdfast.agent.track.Probe.Speech.Version;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.agent.track.ProbeConfig.Patience;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.lvs.VirtualServerConfig.Options;
import dev.holdfast.core.lvs.Worth;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.port.Egress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the words of checks for one protocol become. */
class ServerProbesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final IpAddress SERVER = AddressPort.of("192.0.2.11", 53).address();
    private static final IpAddress OTHER = AddressPort.of("192.0.2.21", 53).address();
    private static final String TIMING =
            ", connect_timeout: 2, delay_loop: 6, retry: 5, delay_before_retry: 4, warmup: 3, alpha: true";

    private static AgentConfig load(String yaml) {
        ConfigResult result = new ConfigLoader(new FakeHost()).parse("holdfast.yaml", yaml);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) result).config();
    }

    private static ProbeConfig check(String check) {
        return load("virtual_server: {192.0.2.100 53: {protocol: UDP, real_server: {192.0.2.11 53: {" + check + "}}}}")
                .probes()
                .get(0);
    }

    private static void assertTimed(ProbeConfig check, long timeoutNanos) {
        assertThat(check.timeoutNanos()).isEqualTo(timeoutNanos);
        assertThat(check.intervalNanos()).isEqualTo(6 * SECOND);
        assertThat(check.patience()).isEqualTo(new Patience(3 * SECOND, 5, 4 * SECOND));
        assertThat(check.tracker().startsBad()).isTrue();
    }

    @Test
    @Tag("word:real_server.SMTP_CHECK")
    @Tag("word:SMTP_CHECK.helo_name")
    @Tag("word:SMTP_CHECK.connect_ip")
    @Tag("word:SMTP_CHECK.connect_port")
    @Tag("word:SMTP_CHECK.connect_timeout")
    @Tag("word:SMTP_CHECK.delay_loop")
    @Tag("word:SMTP_CHECK.retry")
    @Tag("word:SMTP_CHECK.delay_before_retry")
    @Tag("word:SMTP_CHECK.warmup")
    @Tag("word:SMTP_CHECK.alpha")
    void anSmtpCheckSaysHello() {
        ProbeConfig plain = check("SMTP_CHECK: {}");
        assertThat(plain.probe()).isEqualTo(new Probe.Smtp(SERVER, 53, "smtpchecker.keepalived.org"));
        assertThat(plain.patience()).isEqualTo(new Patience(60 * SECOND, 1, SECOND));

        ProbeConfig full =
                check("SMTP_CHECK: {helo_name: lb01.example, connect_ip: 192.0.2.21, connect_port: 25" + TIMING + "}");
        assertThat(full.probe()).isEqualTo(new Probe.Smtp(OTHER, 25, "lb01.example"));
        assertTimed(full, 2 * SECOND);
    }

    @Test
    @Tag("word:real_server.DNS_CHECK")
    @Tag("word:DNS_CHECK.type")
    @Tag("word:DNS_CHECK.name")
    @Tag("word:DNS_CHECK.connect_ip")
    @Tag("word:DNS_CHECK.connect_port")
    @Tag("word:DNS_CHECK.connect_timeout")
    @Tag("word:DNS_CHECK.delay_loop")
    @Tag("word:DNS_CHECK.retry")
    @Tag("word:DNS_CHECK.delay_before_retry")
    @Tag("word:DNS_CHECK.warmup")
    @Tag("word:DNS_CHECK.alpha")
    void aDnsCheckAsksForARecord() {
        ProbeConfig plain = check("delay_loop: 7, DNS_CHECK: {}");
        assertThat(plain.probe()).isEqualTo(new Probe.Dns(SERVER, 53, ".", "SOA", false));
        assertThat(plain.patience()).isEqualTo(new Patience(7 * SECOND, 3, 7 * SECOND));

        ProbeConfig full = check("DNS_CHECK: {type: AAAA, name: www.example.org, connect_ip: 192.0.2.21, connect_port:"
                + " 5353" + TIMING + "}");
        assertThat(full.probe()).isEqualTo(new Probe.Dns(OTHER, 5353, "www.example.org", "AAAA", false));
        assertTimed(full, 2 * SECOND);
    }

    @Test
    @Tag("word:real_server.UDP_CHECK")
    @Tag("word:UDP_CHECK.payload")
    @Tag("word:UDP_CHECK.require_reply")
    @Tag("word:UDP_CHECK.min_reply_length")
    @Tag("word:UDP_CHECK.max_reply_length")
    @Tag("word:UDP_CHECK.connect_ip")
    @Tag("word:UDP_CHECK.connect_port")
    @Tag("word:UDP_CHECK.connect_timeout")
    @Tag("word:UDP_CHECK.delay_loop")
    @Tag("word:UDP_CHECK.retry")
    @Tag("word:UDP_CHECK.delay_before_retry")
    @Tag("word:UDP_CHECK.warmup")
    @Tag("word:UDP_CHECK.alpha")
    void aUdpCheckSendsADatagram() {
        ProbeConfig plain = check("UDP_CHECK: {}");
        assertThat(plain.probe()).isEqualTo(new Probe.Udp(SERVER, 53, "00", Optional.empty(), 5 * SECOND));
        assertThat(plain.timeoutNanos()).isEqualTo(6 * SECOND);
        assertThat(plain.patience()).isEqualTo(new Patience(60 * SECOND, 1, SECOND));

        ProbeConfig any = check("UDP_CHECK: {require_reply: true}");
        assertThat(((Probe.Udp) any.probe()).reply()).contains(new Probe.Reply("", 0, 255));

        ProbeConfig full = check("UDP_CHECK: {payload: 0A ff, require_reply: 0a xx 1x, min_reply_length: 3,"
                + " max_reply_length: 9, connect_ip: 192.0.2.21, connect_port: 7" + TIMING + "}");
        assertThat(full.probe())
                .isEqualTo(new Probe.Udp(OTHER, 7, "0aff", Optional.of(new Probe.Reply("0axx1x", 3, 9)), 2 * SECOND));
        assertTimed(full, 3 * SECOND);
    }

    @Test
    @Tag("word:real_server.PING_CHECK")
    @Tag("word:PING_CHECK.connect_ip")
    @Tag("word:PING_CHECK.connect_timeout")
    @Tag("word:PING_CHECK.delay_loop")
    @Tag("word:PING_CHECK.retry")
    @Tag("word:PING_CHECK.delay_before_retry")
    @Tag("word:PING_CHECK.warmup")
    @Tag("word:PING_CHECK.alpha")
    void aPingCheckWaitsForAnEcho() {
        assertThat(check("PING_CHECK: {}").probe()).isEqualTo(new Probe.Ping(SERVER));

        ProbeConfig full = check("PING_CHECK: {connect_ip: 192.0.2.21" + TIMING + "}");
        assertThat(full.probe()).isEqualTo(new Probe.Ping(OTHER));
        assertTimed(full, 2 * SECOND);
    }

    @Test
    @Tag("word:url.digest")
    void anHttpCheckComparesDigests() {
        ProbeConfig get = check("HTTP_GET: {url: {path: /, digest: 0F343B0931126A20F133D67C2B018A3B}}");

        assertThat(((Probe.Http) get.probe()).digest()).contains("0f343b0931126a20f133d67c2b018a3b");
    }

    @Test
    @Tag("word:MISC_CHECK.misc_dynamic")
    void aMiscCheckMayWeigh() {
        String check = "MISC_CHECK: {misc_path: /etc/holdfast/notify.sh, misc_dynamic: ";
        assertThat(((Probe.Script) check(check + "true}").probe()).weighs()).isTrue();
        assertThat(((Probe.Script) check(check + "false}").probe()).weighs()).isFalse();
        assertThat(worth(load(server(check + "true}")))).isEqualTo(new Worth.Itself());
        assertThat(worth(load(server(check + "false}")))).isEqualTo(Worth.NONE);
    }

    private static String server(String check) {
        return "virtual_server: {192.0.2.100 53: {protocol: UDP, real_server: {192.0.2.11 53: {" + check + "}}}}";
    }

    private static Worth worth(AgentConfig config) {
        return config.engine()
                .virtualServers()
                .get(0)
                .servers()
                .get(0)
                .checks()
                .get(0)
                .worth();
    }

    @Test
    @Tag("word:real_server.FILE_CHECK")
    @Tag("word:FILE_CHECK.track_file")
    @Tag("word:FILE_CHECK.weight")
    @Tag("word:FILE_CHECK.reverse")
    void aFileCheckReadsWhatIsTracked() {
        String files = "\ntrack_file: {load: {file: /run/load, weight: -2, reverse: true, interval: 5}}";
        AgentConfig plain = load(server("FILE_CHECK: {track_file: load}") + files);
        assertThat(plain.probes()).hasSize(1);
        assertThat(plain.engine().trackers()).isEmpty();
        assertThat(plain.probes().get(0).probe()).isEqualTo(new Probe.FileNumber(Path.of("/run/load")));
        assertThat(plain.probes().get(0).intervalNanos()).isEqualTo(5 * SECOND);
        assertThat(plain.probes().get(0).patience()).isEqualTo(Patience.NONE);
        assertThat(worth(plain)).isEqualTo(new Worth.Times(-2, true));

        AgentConfig own = load(server("FILE_CHECK: {track_file: load, weight: 1000, reverse: false}") + files);
        assertThat(worth(own)).isEqualTo(new Worth.Times(1000, false));
    }

    @Test
    @Tag("word:TCP_CHECK.bindto")
    @Tag("word:TCP_CHECK.bind_port")
    @Tag("word:TCP_CHECK.bind_if")
    @Tag("word:TCP_CHECK.fwmark")
    @Tag("word:HTTP_GET.bindto")
    @Tag("word:HTTP_GET.bind_port")
    @Tag("word:HTTP_GET.bind_if")
    @Tag("word:HTTP_GET.fwmark")
    @Tag("word:SMTP_CHECK.bindto")
    @Tag("word:SMTP_CHECK.bind_port")
    @Tag("word:SMTP_CHECK.bind_if")
    @Tag("word:SMTP_CHECK.fwmark")
    @Tag("word:DNS_CHECK.bindto")
    @Tag("word:DNS_CHECK.bind_port")
    @Tag("word:UDP_CHECK.bindto")
    @Tag("word:UDP_CHECK.bind_port")
    @Tag("word:PING_CHECK.bindto")
    @Tag("word:PING_CHECK.bind_if")
    @Tag("word:PING_CHECK.fwmark")
    void aCheckLeavesAsItIsTold() {
        String dev = ", bind_if: eth1, fwmark: 7}";
        Egress whole = new Egress(Optional.of(OTHER), 4711, Optional.of(new InterfaceName("eth1")), 7);
        for (String check : List.of("TCP_CHECK: {", "SMTP_CHECK: {", "HTTP_GET: {url: {path: /}, ")) {
            assertThat(check(check + "bindto: 192.0.2.21, bind_port: 4711" + dev)
                            .egress())
                    .isEqualTo(whole);
        }
        for (String check : List.of("DNS_CHECK: {", "UDP_CHECK: {")) {
            assertThat(check(check + "bindto: 192.0.2.21, bind_port: 4711}").egress())
                    .isEqualTo(new Egress(Optional.of(OTHER), 4711, Optional.empty(), 0));
        }
        assertThat(check("PING_CHECK: {bindto: 192.0.2.21" + dev).egress())
                .isEqualTo(new Egress(Optional.of(OTHER), 0, Optional.of(new InterfaceName("eth1")), 7));
        assertThat(check("TCP_CHECK: {}").egress()).isEqualTo(Egress.ANY);
        assertThat(check("TCP_CHECK: {fwmark: 7}").tracker().definition())
                .isNotEqualTo(check("TCP_CHECK: {}").tracker().definition());
    }

    private static Probe.Http page(String words) {
        return (Probe.Http) check("SSL_GET: {url: {path: /}" + words + "}").probe();
    }

    @Test
    @Tag("word:HTTP_GET.http_protocol")
    @Tag("word:HTTP_GET.enable_sni")
    @Tag("word:HTTP_GET.sni_name")
    void aPageIsAskedForAsItIsTold() {
        assertThat(page("").speech()).isEqualTo(Speech.USUAL);
        assertThat(page(", http_protocol: 1.0").speech().version()).isEqualTo(Version.HTTP_1_0);
        assertThat(page(", http_protocol: 1.0C").speech().version()).isEqualTo(Version.HTTP_1_0_CLOSING);
        assertThat(page(", virtualhost: a.example, enable_sni: true").speech().serverName())
                .contains("a.example");
        assertThat(page(", virtualhost: a.example").speech().serverName()).isEmpty();
        assertThat(page(", virtualhost: a.example, sni_name: b.example")
                        .speech()
                        .serverName())
                .contains("b.example");
        assertThat(page(", verify: true").verify()).isTrue();
        assertThat(page("").verify()).isFalse();
    }

    @Test
    void aFileThatOnlyAServerLooksAtIsNoSurprise() {
        String yaml = server("FILE_CHECK: {track_file: load}") + "\ntrack_file: {load: {file: /run/load}}";

        assertThat(new ConfigLoader(new FakeHost()).parse("f", yaml).problems()).isEmpty();
    }

    @Test
    @Tag("word:virtual_server.ha_suspend")
    @Tag("word:virtual_server.omega")
    void aVirtualServerMayHaveManners() {
        String yaml = "virtual_server: {192.0.2.100 53: {protocol: UDP, %s real_server: {192.0.2.11 53: {}}}}";

        assertThat(options(yaml, "")).isEqualTo(Options.NONE);
        assertThat(options(yaml, "ha_suspend: true,")).isEqualTo(new Options(true, false));
        assertThat(options(yaml, "omega: true,")).isEqualTo(new Options(false, true));
    }

    private static Options options(String yaml, String words) {
        return load(String.format(yaml, words)).engine().virtualServers().get(0).options();
    }

    @Test
    @Tag("word:virtual_server.quorum_up")
    @Tag("word:virtual_server.quorum_down")
    @Tag("word:real_server.notify_up")
    @Tag("word:real_server.notify_down")
    void scriptsAreToldOfUpsAndDowns() {
        String script = "/etc/holdfast/notify.sh";
        VirtualServerConfig server =
                load("global_defs: {notify_timeout: 7}\nvirtual_server: {192.0.2.100 80: {protocol:"
                                + " TCP, quorum_up: /etc/holdfast/notify.sh qu, quorum_down: /etc/holdfast/notify.sh qd,"
                                + " real_server: {192.0.2.11 80: {notify_up: /etc/holdfast/notify.sh su,"
                                + " notify_down: [/etc/holdfast/notify.sh, sd], notify_timeout: 2}}}}")
                        .engine()
                        .virtualServers()
                        .get(0);

        assertThat(server.commands().map(ScriptCommand::arguments))
                .containsExactlyInAnyOrder(
                        List.of(script, "qu"), List.of(script, "qd"), List.of(script, "su"), List.of(script, "sd"));
        assertThat(server.scripts().up().map(ScriptCommand::arguments)).contains(List.of(script, "qu"));
        assertThat(server.scripts().timeoutNanos()).isEqualTo(7 * SECOND);
        assertThat(server.scriptsOf("192.0.2.11:80").down().map(ScriptCommand::arguments))
                .contains(List.of(script, "sd"));
        assertThat(server.scriptsOf("192.0.2.11:80").timeoutNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void serversBehindAMarkHaveAPortForTheirChecksAlone() {
        String yaml =
                "virtual_server: {fwmark 7: {lb_kind: DR, sorry_server: 192.0.2.99 80, real_server: {192.0.2.11 81: {TCP_CHECK: {}}}}}";
        ConfigResult result = new ConfigLoader(new FakeHost()).parse("f", yaml);
        AgentConfig config = load(yaml);
        VirtualServerConfig server = config.engine().virtualServers().get(0);

        assertThat(server.servers().get(0).server().at()).isEqualTo(AddressPort.of("192.0.2.11", 0));
        assertThat(server.sorry().map(sorry -> sorry.server().at())).contains(AddressPort.of("192.0.2.99", 0));
        assertThat(config.probes()).extracting(ProbeConfig::probe).isEqualTo(List.of(new Probe.Tcp("192.0.2.11", 81)));
        assertThat(result.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "has a port that only its checks use: packets with a mark keep theirs, unless it is NAT");
    }
}
