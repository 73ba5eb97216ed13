package dev.holdfast.lab;

import static dev.holdfast.lab.SplitBrains.awaitCause;
import static dev.holdfast.lab.SplitBrains.awaitNone;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two agents that ask each other over a network of their own: they tell what is set up differently before anything fails, and
 * two masters on both sides, with one cause, whatever the switch does.
 */
@LabTest(tools = "nft")
class PeersIT {
    /** A difference is told once two answers have it; agents of a busy machine miss one now and then. */
    private static final double COMPARED_SECONDS = 15;

    /** What stands in node b's file, and what is written instead. */
    enum Mistake {
        VRID(Protocol.V2_PLAIN, "virtual_router_id: 51", "virtual_router_id: 52", "vrid"),
        ADDRESS_LIST(Protocol.V2_PLAIN, "192\\.0\\.2\\.100", "192.0.2.200", "address_list"),
        PASSWORD(Protocol.V2_PASS, "s3cr3t", "0ther", "auth"),
        AUTH_TYPE(Protocol.V2_PASS, " {4}authentication: [^\n]*\n", "", "auth"),
        INTERVAL(Protocol.V2_PLAIN, "advert_int: 1", "advert_int: 2", "advert_interval"),
        VERSION(Protocol.V2_PLAIN, "version: 2", "version: 3", "version"),
        CHECKSUM(Protocol.V3_IPV4, "priority: 100", "priority: 100\n    checksum: message_only", "checksum"),
        MODE(Protocol.V2_PLAIN, "priority: 100", "priority: 100\n    unicast_peer: [192.0.2.11]", "mode");

        private final Protocol protocol;
        private final String right;
        private final String wrong;
        private final String word;

        Mistake(Protocol protocol, String right, String wrong, String word) {
            this.protocol = protocol;
            this.right = right;
            this.wrong = wrong;
            this.word = word;
        }

        String in(String config) {
            String changed = config.replaceAll(right, wrong);
            assertThat(changed).isNotEqualTo(config);
            return changed;
        }
    }

    private static String config(Router router) {
        return "http: {listen: \"0.0.0.0:9112\", insecure: true}\n"
                + "split_brain: {peers: {" + router.peer().letter() + ": \"http://"
                + ManagementNetwork.address(router.peer()) + ":9112\"}}\n"
                + router.holdfastConfig();
    }

    private static HoldfastProcess start(Pair pair, Router router) {
        return HoldfastProcess.start(pair.lab(), router.self(), config(router));
    }

    /** Both run, a is master, and each has had an answer of the other. */
    private static List<HoldfastProcess> startSettled(Pair pair, Protocol protocol) {
        ManagementNetwork.between(pair.a(), pair.b());
        HoldfastProcess a = start(pair, pair.routerA(protocol));
        pair.watchA().awaitHolds(protocol.address(), 30);
        HoldfastProcess b = start(pair, pair.routerB(protocol));
        Pair.awaitListening(Agent.Kind.HOLDFAST, b, pair.b());
        awaitAnswers(pair.a());
        awaitAnswers(pair.b());
        return List.of(a, b);
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeIsToldOnBothSidesBeforeAnythingFails(Mistake mistake) {
        try (Pair pair = new Pair()) {
            ManagementNetwork.between(pair.a(), pair.b());
            HoldfastProcess a = start(pair, pair.routerA(mistake.protocol));
            pair.watchA().awaitHolds(mistake.protocol.address(), 30);
            // So b is no master, whatever it does not hear.
            String waits = config(pair.routerB(mistake.protocol))
                    .replace("global_defs:\n", "global_defs:\n  vrrp_startup_delay: 300\n");
            HoldfastProcess b = HoldfastProcess.start(pair.lab(), pair.b(), mistake.in(waits));

            awaitMismatch(pair.a(), mistake.word);
            awaitMismatch(pair.b(), mistake.word);
            assertThat(a.log() + b.log()).doesNotContain("split brain");

            b.reload(waits);
            for (LabNode node : List.of(pair.a(), pair.b())) {
                assertThat(Clock.waitFor(COMPARED_SECONDS, () -> status(node).contains("\"mismatches\":[]")))
                        .as(() -> "no difference is left: " + status(node))
                        .isTrue();
            }
            assertThat(Clock.waitFor(COMPARED_SECONDS, () -> a.log().contains("configured in the same way again")))
                    .as(a::log)
                    .isTrue();
        }
    }

    @Test
    void mastersThatAreDeafToEachOtherSaySoOnBothSides() {
        try (Pair pair = new Pair()) {
            startSettled(pair, Protocol.V2_PLAIN);
            pair.lab().silence(pair.b());
            pair.watchB().awaitHolds(Protocol.V2_PLAIN.address(), 10);

            awaitCause(pair.a(), "blocked");
            awaitCause(pair.b(), "blocked");
            assertThat(status(pair.a())).contains("\"verdict\":\"confirmed\"");

            pair.lab().hearAgain(pair.b());
            awaitNone(pair.a());
            awaitNone(pair.b());
        }
    }

    @Test
    void aNodeThatIsDeafIsNamedOnBothSides() {
        try (Pair pair = new Pair()) {
            startSettled(pair, Protocol.V2_PLAIN);
            pair.b()
                    .exec(
                            "nft",
                            "add table ip t; add chain ip t i { type filter hook input priority 0; };"
                                    + " add rule ip t i ip protocol 112 drop");
            pair.watchB().awaitHolds(Protocol.V2_PLAIN.address(), 10);

            awaitCause(pair.a(), "one_way");
            awaitCause(pair.b(), "one_way");

            pair.b().exec("nft", "delete table ip t");
            awaitNone(pair.a());
            awaitNone(pair.b());
        }
    }

    @ParameterizedTest
    @CsvSource({"VRID, vrid_mismatch", "MODE, mode_mismatch"})
    void whatOneSideAloneCannotTellIsNamedOnBoth(Mistake mistake, String cause) {
        try (Pair pair = new Pair()) {
            HoldfastProcess b = startSettled(pair, Protocol.V2_PLAIN).get(1);
            String right = config(pair.routerB(Protocol.V2_PLAIN));
            b.reload(mistake.in(right));
            pair.watchB().awaitHolds(Protocol.V2_PLAIN.address(), 20);

            awaitCause(pair.a(), cause);
            awaitCause(pair.b(), cause);

            b.reload(right);
            awaitNone(pair.a());
            awaitNone(pair.b());
        }
    }

    @Test
    void failoversRestartsAndReloadsAreNoSplitBrain() {
        try (Pair pair = new Pair()) {
            Protocol protocol = Protocol.V3_IPV4;
            List<HoldfastProcess> agents = startSettled(pair, protocol);
            HoldfastProcess a = agents.get(0);
            HoldfastProcess b = agents.get(1);
            for (int i = 0; i < 10; i++) {
                a.terminate();
                a.process().awaitExit(10);
                pair.watchB().awaitHolds(protocol.address(), 10);
                b.process().signal(Libc.SIGHUP);
                a = start(pair, pair.routerA(protocol));
                pair.watchB().awaitReleases(protocol.address(), 30);
                pair.watchA().awaitHolds(protocol.address(), 10);
                Clock.sleep(1.5); // Time for a wrong conclusion.
            }

            assertThat(Metrics.samples(pair.b(), "vrrp_split_brain_seconds_total"))
                    .endsWith(" 0.0");
            assertThat(a.log() + b.log()).doesNotContain("split brain").doesNotContain("another way");
        }
    }

    @Test
    void aPeerThatIsLostIsToldAndChangesNothing() {
        try (Pair pair = new Pair()) {
            List<HoldfastProcess> agents = startSettled(pair, Protocol.V2_PLAIN);
            Clock.sleep(60); // In the first minute nobody is missed.
            ManagementNetwork.cut(pair.a());

            HoldfastProcess a = agents.get(0);
            assertThat(Clock.waitFor(10, () -> a.log().contains("the peer's agent does not answer")))
                    .as(a::log)
                    .isTrue();
            assertThat(status(pair.a())).contains("\"state\":\"MASTER\"").contains("\"incident\":null");
            assertThat(status(pair.b())).contains("\"state\":\"BACKUP\"");
        }
    }

    private static String status(LabNode node) {
        return node.httpGet("/status/VI_1");
    }

    private static void awaitAnswers(LabNode node) {
        assertThat(Clock.waitFor(COMPARED_SECONDS, () -> node.httpGet("/status").contains("\"answers\":true")))
                .as(() -> "an answer of the peer: " + node.httpGet("/status"))
                .isTrue();
    }

    private static void awaitMismatch(LabNode node, String word) {
        assertThat(Clock.waitFor(COMPARED_SECONDS, () -> status(node).contains("{\"what\":\"" + word + "\"")))
                .as(() -> node.namespace() + " must tell of " + word + " but: " + status(node))
                .isTrue();
    }
}
