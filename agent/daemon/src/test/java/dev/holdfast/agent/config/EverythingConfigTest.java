package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.mail.MailSettings;
import dev.holdfast.agent.notify.FifoConfig;
import dev.holdfast.core.engine.LinkDelays;
import dev.holdfast.core.engine.SyncGroupConfig;
import dev.holdfast.core.net.AddressAttributes;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.Announcing;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.UnicastPeer;
import dev.holdfast.core.wire.Authentication;
import dev.holdfast.core.wire.ChecksumForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** good/everything.yaml, value by value. */
class EverythingConfigTest {
    private static final Path FILE = Path.of("src/test/resources/dev/holdfast/agent/config/good/everything.yaml");

    private final ConfigResult.Loaded loaded = GoodConfigTest.load(read());
    private final AgentConfig config = loaded.config();

    private static String read() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private RouterConfig router(int index) {
        return config.engine().routers().get(index);
    }

    @Test
    void warnsOfTheUnusualTimerAndThePasswordAlone() {
        assertThat(loaded.warnings())
                .extracting(Problem::path)
                .containsExactly(
                        "vrrp_instance.four.down_timer_adverts",
                        "vrrp_instance.four.authentication",
                        "basic_auth_users");
    }

    @Test
    void ofTheProcess() {
        assertThat(config.global())
                .isEqualTo(new GlobalConfig(
                        "lb-west",
                        Optional.of("nobody nogroup"),
                        Optional.of("blue"),
                        OptionalInt.of(50),
                        3,
                        IpAddress.parse("224.0.0.19"),
                        IpAddress.parse("ff02::13"),
                        true,
                        20_000_000_000L,
                        new GarpSettings(
                                Optional.of(2_000_000_000L),
                                Optional.of(3),
                                Optional.of(3_600_000_000_000L),
                                Optional.of(2),
                                Optional.of(4_000_000_000L),
                                Optional.of(1)),
                        5_000_000_000L,
                        Optional.of(Path.of("/run/holdfast/blue.sock"))));
        assertThat(config.http().listen()).contains(new HttpConfig.Listen("::", 9113));
        assertThat(config.http().listen().orElseThrow()).hasToString("[::]:9113");
        assertThat(config.http().webConfig()).contains(Path.of("/etc/holdfast/web.yml"));
    }

    @Test
    void ofTheIpv4Instance() {
        RouterConfig four = router(0);

        assertThat(four.key()).hasToString("eth0/ipv4/51");
        assertThat(four.version()).isEqualTo(2);
        assertThat(four.priority().value()).isEqualTo(200);
        assertThat(four.advertIntervalNanos()).isEqualTo(2_000_000_000L);
        assertThat(four.downTimerAdverts()).isEqualTo(4);
        assertThat(four.authentication()).isEqualTo(Authentication.password("tushanbu"));
        assertThat(four.path().source()).contains(IpAddress.parse("192.0.2.11"));
        assertThat(four.path().group()).contains(IpAddress.parse("224.0.0.19"));
        assertThat(four.leaseSeconds()).isEqualTo(8);
        assertThat(four.addresses())
                .containsExactly(
                        VirtualAddress.of("192.0.2.100/24", new InterfaceName("eth0")),
                        address("192.0.2.101/32", "eth1", "eth1:vip", 0, "", true, false, true),
                        address("192.0.2.102/25", "eth2", "eth2:1", 253, "192.0.2.127", false, false, false)
                                .untracked(),
                        VirtualAddress.of("2001:db8::7/64", new InterfaceName("eth0"))
                                .unadvertised(),
                        address("192.0.2.103/24", "eth1", "eth1:1", 200, "192.0.2.255", true, false, true)
                                .unadvertised(),
                        address("192.0.2.104/24", "eth0", "", 7, "192.0.2.0", true, false, true)
                                .unadvertised(),
                        address("2001:db8::8/128", "eth0", "", 0, "", true, true, false)
                                .unadvertised()
                                .untracked());
        assertThat(four.advertisedAddresses())
                .extracting(IpAddress::toString)
                .containsExactly("192.0.2.100", "192.0.2.101", "192.0.2.102");
    }

    private VirtualAddress address(
            String prefix,
            String dev,
            String label,
            int scope,
            String broadcast,
            boolean preferred,
            boolean detectsDuplicates,
            boolean prefixRoute) {
        return VirtualAddress.of(prefix, new InterfaceName(dev))
                .with(new AddressAttributes(
                        Optional.of(label).filter(text -> !text.isEmpty()),
                        scope,
                        Optional.of(broadcast).filter(text -> !text.isEmpty()).map(IpAddress::parse),
                        preferred,
                        detectsDuplicates,
                        prefixRoute));
    }

    @Test
    void ofItsScripts() {
        ScriptCommand master = new ScriptCommand(
                List.of("/etc/holdfast/notify.sh", "master", "two words", "and more"), Optional.empty());
        ScriptCommand backup = new ScriptCommand(List.of("/etc/holdfast/notify.sh", "backup", ""), Optional.empty());
        ScriptCommand fault = new ScriptCommand(List.of("/opt/notify", "fault"), Optional.of("root"));
        ScriptCommand stop = new ScriptCommand(List.of("/tmp/root.sh"), Optional.empty());

        assertThat(router(0).scripts())
                .isEqualTo(new NotifyScripts(
                        Map.of(
                                RouterState.MASTER, master,
                                RouterState.BACKUP, backup,
                                RouterState.FAULT, fault,
                                RouterState.STOPPED, stop),
                        Optional.of(new ScriptCommand(List.of("/etc/holdfast/ours.sh"), Optional.empty())),
                        Optional.of(new ScriptCommand(List.of("/etc/holdfast/notify.sh", "lower"), Optional.empty())),
                        Optional.of(new ScriptCommand(List.of("/etc/holdfast/notify.sh", "split"), Optional.empty())),
                        false,
                        1_500_000_000L));
        assertThat(router(1).scripts().timeoutNanos()).isEqualTo(5_000_000_000L);
        assertThat(router(1).scripts().reconciles()).isTrue();
    }

    @Test
    void ofTheMails() {
        MailSettings mail = config.mail().orElseThrow();

        assertThat(mail.from()).isEqualTo("ha@example.net");
        assertThat(mail.to()).containsExactly("ops@example.net", "boss@example.net");
        assertThat(mail.server())
                .isEqualTo(new MailSettings.Server(
                        "mx.example.net",
                        587,
                        10_000_000_000L,
                        "lb-west.example.net",
                        MailSettings.Tls.REQUIRED,
                        false,
                        Optional.of(new MailSettings.Login("ops", FakeHost.SECRET))));
        assertThat(mail.instances()).contains("unicast", "six").doesNotContain("four");
        assertThat(mail.groups()).contains("pair");
        assertThat(mail.faults()).isFalse();
        assertThat(loaded).asString().doesNotContain(FakeHost.SECRET);
    }

    @Test
    void ofTheNamedPipes() {
        ScriptCommand reader = new ScriptCommand(List.of("/etc/holdfast/ours.sh", "read"), Optional.of("nobody"));
        ScriptCommand other = new ScriptCommand(List.of("/etc/holdfast/notify.sh"), Optional.empty());

        assertThat(config.fifos().pipes())
                .containsExactly(
                        new FifoConfig(
                                "notify_fifo",
                                Path.of("/run/holdfast/events"),
                                Optional.of("nobody nogroup"),
                                Optional.of(reader)),
                        new FifoConfig(
                                "vrrp_notify_fifo",
                                Path.of("/run/holdfast/vrrp"),
                                Optional.empty(),
                                Optional.of(other)),
                        new FifoConfig(
                                "lvs_notify_fifo", Path.of("/run/holdfast/lvs"), Optional.empty(), Optional.of(other)));
        assertThat(config.fifos().priorityChanges()).containsExactlyInAnyOrder("unicast", "six", "pinned", "group6");
    }

    @Test
    void ofTheUnicastInstance() {
        RouterConfig unicast = router(1);

        assertThat(unicast.key().vrid().value()).isEqualTo(52);
        assertThat(unicast.version()).isEqualTo(3);
        assertThat(unicast.preempt()).isFalse();
        assertThat(unicast.advertIntervalNanos()).isEqualTo(250_000_000L);
        assertThat(unicast.sentChecksum()).isEqualTo(ChecksumForm.MESSAGE_ONLY);
        assertThat(unicast.pinnedChecksum()).isEmpty();
        assertThat(unicast.leaseSeconds()).isZero();
        assertThat(unicast.path())
                .isEqualTo(AdvertPath.unicast(
                        Optional.of(IpAddress.parse("192.0.2.11")),
                        List.of(IpAddress.parse("192.0.2.12"), IpAddress.parse("192.0.2.13"))));
    }

    @Test
    void ofTheVirtualMac() {
        RouterConfig pinned = router(3);

        assertThat(pinned.vmac()).contains(new Vmac(new InterfaceName("vrrp.51"), pinned.key(), true));
        assertThat(pinned.addresses())
                .containsExactly(VirtualAddress.of("198.51.100.1/24", new InterfaceName("vrrp.51")));
        assertThat(router(2).vmac()).isEmpty();
    }

    @Test
    void ofTheIpv6Instances() {
        RouterConfig six = router(2);

        assertThat(six.key()).hasToString("eth0/ipv6/51");
        assertThat(six.advertIntervalCentis()).isEqualTo(4095);
        assertThat(six.path().peers())
                .containsExactly(
                        new UnicastPeer(IpAddress.parse("fe80::b"), 255, 255),
                        new UnicastPeer(IpAddress.parse("fe80::c"), 0, 254));
        assertThat(six.path().source()).contains(IpAddress.parse("fe80::a"));
        assertThat(six.path().tracksSource()).isTrue();
        assertThat(six.heartbeats()).containsExactly(new InterfaceName("eth1"), new InterfaceName("eth2"));
        assertThat(six.path().hopLimit()).isEqualTo(250);
        assertThat(six.path().peersOnly()).isTrue();
        assertThat(six.addresses().get(0).prefix()).isEqualTo(IpPrefix.parse("fe80::100/128"));
        assertThat(six.leaseSeconds()).isEqualTo(106);
        // The same link-local address on another link is no conflict.
        assertThat(router(4).path().group()).contains(IpAddress.parse("ff02::13"));
    }

    @Test
    void ofTheSyncGroup() {
        ScriptCommand fault = new ScriptCommand(List.of("/opt/notify", "fault"), Optional.empty());

        assertThat(config.engine().groups())
                .containsExactly(new SyncGroupConfig(
                        "pair",
                        List.of("four", "six"),
                        new NotifyScripts(Map.of(RouterState.FAULT, fault), Optional.empty(), 2_000_000_000L),
                        List.of(
                                tracked(TrackerKind.INTERFACE, "eth5", -5),
                                new Tracked(new TrackerId(TrackerKind.SCRIPT, "plain"), 0, true, Optional.of("pair")),
                                tracked(TrackerKind.CHECK, "port", -1),
                                tracked(TrackerKind.PROCESS, "haproxy", 10),
                                tracked(TrackerKind.FILE, "bonus", 1)),
                        true));
    }

    private static Tracked tracked(TrackerKind kind, String name, int weight) {
        return new Tracked(new TrackerId(kind, name), weight, false, Optional.of("pair"));
    }

    @Test
    void ofTheStaticAddresses() {
        assertThat(config.engine().staticAddresses())
                .containsExactly(
                        VirtualAddress.of("192.0.2.5/24", new InterfaceName("eth0"))
                                .with(new AddressAttributes(
                                        Optional.of("eth0:s"),
                                        0,
                                        Optional.of(IpAddress.parse("192.0.2.255")),
                                        true,
                                        false,
                                        true)),
                        VirtualAddress.of("2001:db8::5/64", new InterfaceName("eth1")));
    }

    @Test
    void ofTheLinkDelays() {
        assertThat(config.engine().linkDelays())
                .isEqualTo(Map.of(
                        new InterfaceName("eth0"), new LinkDelays(100_000_000L, 100_000_000L),
                        new InterfaceName("eth7"), new LinkDelays(3_000_000_000L, 2_500_000_000L)));
    }

    @Test
    void ofThePinnedChecksum() {
        assertThat(router(3).sentChecksum()).isEqualTo(ChecksumForm.MESSAGE_ONLY);
        assertThat(router(3).pinnedChecksum()).contains(ChecksumForm.MESSAGE_ONLY);
        assertThat(router(3).preemptDelayNanos()).isEqualTo(60_000_000_000L);
    }

    @Test
    void ofItsAnnouncements() {
        // All of its own; then those of global_defs.
        assertThat(router(3).announcing())
                .isEqualTo(new Announcing(
                        List.of(0L, 100_000_000L, 1_000_000_000L, 1_100_000_000L),
                        List.of(),
                        60_000_000_000L,
                        4,
                        100_000_000L));
        assertThat(router(0).announcing())
                .isEqualTo(new Announcing(
                        List.of(0L, 100_000_000L, 200_000_000L, 2_000_000_000L, 2_100_000_000L, 2_200_000_000L),
                        List.of(0L, 4_000_000_000L),
                        3_600_000_000_000L,
                        2,
                        100_000_000L));
    }
}
