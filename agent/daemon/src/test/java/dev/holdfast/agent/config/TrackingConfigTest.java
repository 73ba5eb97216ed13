package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.track.Probe;
import dev.holdfast.agent.track.Probe.StatusRange;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.agent.track.ProbeConfig.Remedy;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TrackingConfigTest {
    private static final long SECOND = 1_000_000_000L;

    private static ConfigResult.Loaded load(String yaml) {
        ConfigResult result = new ConfigLoader(new FakeHost()).parse("holdfast.yaml", yaml);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        return (ConfigResult.Loaded) result;
    }

    /** A file with these definitions and an instance with these settings. */
    private static ConfigResult.Loaded load(String definitions, String settings) {
        return load("{" + definitions + ", vrrp_instance: {VI_1: {interface: eth0, virtual_router_id: 51,"
                + " virtual_ipaddress: [192.0.2.100], " + settings + "}}}");
    }

    private static List<String> warnings(String definitions, String settings) {
        return load(definitions, settings).warnings().stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .toList();
    }

    private static Tracked tracked(TrackerKind kind, String name, int weight, boolean reverse) {
        return new Tracked(new TrackerId(kind, name), weight, reverse);
    }

    /** good/everything.yaml, value by value. */
    @Nested
    class Everything {
        private final AgentConfig config = load(read()).config();

        private static String read() {
            try {
                return Files.readString(Path.of("src/test/resources/dev/holdfast/agent/config/good/everything.yaml"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private ProbeConfig probe(TrackerKind kind, String name) {
            return config.probes().stream()
                    .filter(probe -> probe.tracker().id().equals(new TrackerId(kind, name)))
                    .findFirst()
                    .orElseThrow();
        }

        private Probe check(String name) {
            return probe(TrackerKind.CHECK, name).probe();
        }

        @Test
        void theInstanceTracksInTheOrderOfTheKeys() {
            assertThat(config.engine().routers().get(0).tracked())
                    .containsExactly(
                            tracked(TrackerKind.INTERFACE, "eth3", 0, false),
                            tracked(TrackerKind.INTERFACE, "eth4", -10, true),
                            tracked(TrackerKind.SCRIPT, "chk_nginx", -20, false),
                            tracked(TrackerKind.SCRIPT, "plain", 30, false),
                            tracked(TrackerKind.CHECK, "port", 0, false),
                            tracked(TrackerKind.CHECK, "page", 7, false),
                            tracked(TrackerKind.CHECK, "default_page", 0, false),
                            tracked(TrackerKind.CHECK, "gateway", 0, false),
                            tracked(TrackerKind.CHECK, "resolver", 0, false),
                            tracked(TrackerKind.CHECK, "resolver2", 0, false),
                            tracked(TrackerKind.CHECK, "worker", 0, false),
                            tracked(TrackerKind.CHECK, "enabled", -5, false),
                            tracked(TrackerKind.PROCESS, "haproxy", 10, false),
                            tracked(TrackerKind.FILE, "load", -2, true),
                            tracked(TrackerKind.FILE, "bonus", 0, false),
                            tracked(TrackerKind.VIRTUAL_SERVER, "192.0.2.100 80", -30, false));
            assertThat(config.engine().routers().get(1).tracked()).isEmpty();
        }

        @Test
        void aScriptHasAllItsSettings() {
            ScriptCommand command = new ScriptCommand(List.of("/etc/holdfast/notify.sh", "check"), Optional.of("root"));
            ScriptCommand restart =
                    new ScriptCommand(List.of("/etc/holdfast/ours.sh", "restart"), Optional.of("nobody"));

            assertThat(probe(TrackerKind.SCRIPT, "chk_nginx"))
                    .isEqualTo(new ProbeConfig(
                            new TrackerConfig(
                                    new TrackerId(TrackerKind.SCRIPT, "chk_nginx"),
                                    2,
                                    3,
                                    true,
                                    "[/etc/holdfast/notify.sh, check] as root"),
                            new Probe.Script(command),
                            2 * SECOND,
                            1_500_000_000L,
                            Optional.of(new Remedy(restart, 10 * SECOND, 2 * SECOND))));
        }

        @Test
        void aScriptWithoutSettingsHasTheDefaultsOfKeepalived() {
            assertThat(probe(TrackerKind.SCRIPT, "plain"))
                    .isEqualTo(new ProbeConfig(
                            new TrackerConfig(
                                    new TrackerId(TrackerKind.SCRIPT, "plain"),
                                    1,
                                    1,
                                    false,
                                    "[/etc/holdfast/notify.sh] as nobody nogroup"),
                            new Probe.Script(new ScriptCommand(List.of("/etc/holdfast/notify.sh"), Optional.empty())),
                            SECOND,
                            SECOND,
                            Optional.empty()));
        }

        @Test
        void aRemedyHasDefaults() {
            assertThat(probe(TrackerKind.CHECK, "gateway").remedy())
                    .contains(new Remedy(
                            new ScriptCommand(List.of("/etc/holdfast/notify.sh"), Optional.empty()),
                            30 * SECOND,
                            5 * SECOND));
        }

        @Test
        void checksLookAtWhatTheirTypeSays() {
            assertThat(check("port")).isEqualTo(new Probe.Tcp("web.example.org", 443));
            assertThat(check("gateway")).isEqualTo(new Probe.Ping(IpAddress.parse("192.0.2.1")));
            assertThat(check("resolver")).isEqualTo(new Probe.Dns(IpAddress.parse("::1"), 53, "www.example.org", "A"));
            assertThat(check("resolver2")).isEqualTo(new Probe.Dns(IpAddress.parse("192.0.2.53"), 5353, ".", "SOA"));
            assertThat(check("enabled")).isEqualTo(new Probe.FileThere(Path.of("/run/holdfast/enabled")));
            assertThat(check("worker"))
                    .isEqualTo(new Probe.ProcessCount(
                            "nginx", Optional.of(List.of("-g", "daemon off;")), 2, OptionalInt.of(4)));
        }

        @Test
        void pagesHaveAStatusABodyAndACertificate() {
            Probe.Http page = (Probe.Http) check("page");

            assertThat(page.uri()).isEqualTo(URI.create("https://127.0.0.1:8443/healthz"));
            assertThat(page.statuses()).containsExactly(new StatusRange(200, 200), new StatusRange(301, 399));
            assertThat(page.body().orElseThrow().pattern()).isEqualTo("ok|fine");
            assertThat(page.verify()).isFalse();
            assertThat(check("default_page"))
                    .isEqualTo(new Probe.Http(
                            URI.create("http://web.example.org/"),
                            List.of(new StatusRange(200, 299)),
                            Optional.empty(),
                            true));
        }

        @Test
        void processesAndFilesAreTrackers() {
            ProbeConfig haproxy = probe(TrackerKind.PROCESS, "haproxy");

            assertThat(haproxy.probe())
                    .isEqualTo(new Probe.ProcessCount("haproxy", Optional.empty(), 0, OptionalInt.of(0)));
            assertThat(haproxy.intervalNanos()).isEqualTo(500_000_000L);
            assertThat(haproxy.tracker().rise()).isEqualTo(2);
            assertThat(haproxy.tracker().fall()).isEqualTo(4);
            assertThat(probe(TrackerKind.FILE, "load").probe()).isEqualTo(new Probe.FileNumber(Path.of("/run/load")));
            assertThat(probe(TrackerKind.FILE, "load").intervalNanos()).isEqualTo(5 * SECOND);
        }

        @Test
        void theEngineKnowsEveryTrackerThatIsLookedAt() {
            assertThat(config.engine().trackers())
                    .hasSize(13)
                    .containsExactlyElementsOf(
                            config.probes().stream().map(ProbeConfig::tracker).toList());
        }
    }

    @Test
    void whatNoInstanceTracksIsNotLookedAt() {
        ConfigResult.Loaded loaded = load(
                "vrrp_check: {web: {type: ping, address: 192.0.2.1}, spare: {type: ping, address: 192.0.2.2}}",
                "track_check: [web]");

        assertThat(loaded.config().probes()).hasSize(1);
        assertThat(loaded.warnings())
                .extracting(Problem::toString)
                .containsExactly("holdfast.yaml:1:54: warning: vrrp_check.spare: is tracked by no instance, so it is"
                        + " never looked at");
    }

    @Test
    void aFileWeighsOneUnlessItSaysOtherwise() {
        assertThat(load("track_file: {load: {file: /run/load}}", "track_file: [load]")
                        .config()
                        .engine()
                        .routers()
                        .get(0)
                        .tracked())
                .containsExactly(tracked(TrackerKind.FILE, "load", 1, false));
    }

    @Test
    void theIdentityOfALookIsIndifferentToItsPaceButNotToItsUser() {
        String once = identity("{script: /etc/holdfast/notify.sh}");

        assertThat(identity("{script: /etc/holdfast/notify.sh, interval: 5, timeout: 2, weight: 3}"))
                .isEqualTo(once);
        assertThat(identity("{script: /etc/holdfast/notify.sh, user: daemon}")).isNotEqualTo(once);
        assertThat(identity("{script: /etc/holdfast/notify.sh x}")).isNotEqualTo(once);
    }

    private static String identity(String definition) {
        return load("vrrp_script: {chk: " + definition + "}", "track_script: [chk]")
                .config()
                .probes()
                .get(0)
                .tracker()
                .definition();
    }

    @Test
    void aLookThatMayOutlastItsIntervalDeservesAWarning() {
        assertThat(warnings("vrrp_script: {chk: {script: /etc/holdfast/notify.sh, timeout: 3}}", "track_script: [chk]"))
                .containsExactly(
                        "vrrp_script.chk.timeout: is longer than the interval of 1 s: a look that takes so long"
                                + " holds up the next one");
    }

    /** Weights that can change nothing. */
    @Nested
    class IdleWeights {
        private List<String> warnings(String settings) {
            return TrackingConfigTest.warnings("http: {listen: off}", settings);
        }

        @Test
        void theOwnersPriorityNeverChanges() {
            assertThat(warnings("priority: 255, track_interface: [{interface: eth1, weight: -10}, eth2]"))
                    .containsExactly(
                            "vrrp_instance.VI_1.track_interface[0].interface: its weight has no effect: priority"
                                    + " 255 is the address owner's and never changes; write priority 254 or less, or weight 0");
        }

        @Test
        void nothingRisesAbove254OrFallsBelow1() {
            assertThat(warnings("priority: 254, track_interface: [{interface: eth1, weight: 10}]"))
                    .singleElement()
                    .asString()
                    .contains("no priority rises above 254");
            assertThat(warnings("priority: 1, track_interface: [{interface: eth1, weight: -10}]"))
                    .singleElement()
                    .asString()
                    .contains("no priority falls below 1");
            assertThat(warnings("priority: 254, track_interface: [{interface: eth1, weight: 10}, {interface: eth2,"
                            + " weight: -20}]"))
                    .isEmpty();
        }

        @Test
        void whatIsReversedSinksByAWeightAboveZero() {
            assertThat(warnings("priority: 254, track_interface: [{interface: eth1, weight: 10, reverse: true}]"))
                    .isEmpty();
            assertThat(warnings("priority: 254, track_interface: [{interface: eth1, weight: -10, reverse: true}]"))
                    .singleElement()
                    .asString()
                    .contains("no priority rises above 254");
        }

        @Test
        void theOwnInterfaceIsTrackedAnyway() {
            assertThat(warnings("track_interface: [{interface: eth0, weight: -10}]"))
                    .singleElement()
                    .asString()
                    .contains("the instance's own interface is always tracked");
            assertThat(warnings("track_interface: [eth0, {interface: eth1, weight: -10}]"))
                    .isEmpty();
        }
    }

    /** Weights in and beside a sync group. */
    @Nested
    class Groups {
        private List<String> warnings(String ofInside, String ofGroup) {
            return load("""
                            vrrp_instance:
                              inside: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100], %s}
                              outside: {interface: eth1, virtual_router_id: 52, virtual_ipaddress: [192.0.2.101]}
                            vrrp_sync_group:
                              fw: {group: [inside, outside], %s}
                            """.formatted(ofInside, ofGroup)).warnings().stream()
                    .map(problem -> problem.path() + ": " + problem.message())
                    .toList();
        }

        @Test
        void theWeightOfOneMemberIsIgnoredUnlessTheGroupWantsIt() {
            String weighted = "track_interface: [{interface: eth2, weight: -10}, eth3]";

            assertThat(warnings(weighted, "track_interface: [eth4]"))
                    .containsExactly(
                            "vrrp_sync_group.fw.group[0]: interface eth2 is ignored, which inside tracks with a"
                                    + " weight: it would pull the members of the group apart. Track it in the group, or without"
                                    + " weight, or write sync_group_tracking_weight: true");
            assertThat(warnings(weighted, "sync_group_tracking_weight: true")).isEmpty();
        }

        @Test
        void theWeightOfTheGroupCountsUnlessAMemberIsTheOwner() {
            String weighted = "track_interface: [{interface: eth2, weight: -10}, eth3]";

            assertThat(warnings("priority: 100", weighted)).isEmpty();
            assertThat(warnings("priority: 255", weighted))
                    .containsExactly("vrrp_sync_group.fw.track_interface[0].interface: its weight has no effect, and a"
                            + " bad reading is FAULT: inside is the address owner, whose priority never changes");
        }

        @Test
        void whatOnlyAGroupTracksIsLookedAt() {
            ConfigResult.Loaded loaded = load("""
                    vrrp_check: {web: {type: ping, address: 192.0.2.1}}
                    vrrp_instance:
                      inside: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100]}
                      outside: {interface: eth1, virtual_router_id: 52, virtual_ipaddress: [192.0.2.101]}
                    vrrp_sync_group:
                      fw: {group: [inside, outside], track_check: [web]}
                    """);

            assertThat(loaded.config().probes()).hasSize(1);
            assertThat(loaded.warnings()).isEmpty();
        }
    }

    @Test
    void hintsOfUselessSettingsAreWarnings() {
        assertThat(warnings(
                        "vrrp_check: {a: {type: http, url: \"http://127.0.0.1/\", verify: true}, b: {type: process, name: x,"
                                + " quorum: 0}}",
                        "track_check: [a, b]"))
                .containsExactly(
                        "vrrp_check.a.verify: has no effect: the url is not https",
                        "vrrp_check.b.quorum: 0 is always reached; write quorum_max to limit the number");
    }
}
