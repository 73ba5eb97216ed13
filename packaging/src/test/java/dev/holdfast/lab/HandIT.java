package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's hand on a running pair: release, maintenance, reload, and the plan of a reload. */
@LabTest
class HandIT {
    private static final String VIP = "192.0.2.100";

    /** The skew of priority 100 in VRRPv2 is 0.61 s; the rest is a busy machine. */
    private static final double HAND_OVER_SECONDS = 0.61 + 0.3;

    private final Path folder;
    private final Path socketA;
    private final Path socketB;

    HandIT(@TempDir Path folder) {
        this.folder = folder;
        socketA = folder.resolve("a.sock");
        socketB = folder.resolve("b.sock");
    }

    private static Shell.Result holdfast(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(HoldfastProcess.launcher().toString()));
        command.addAll(List.of(arguments));
        return Shell.attempt(command);
    }

    private HoldfastProcess start(Pair pair, Router router, Path socket) {
        String yaml = config(router, socket);
        return HoldfastProcess.start(pair.lab(), router.self(), yaml);
    }

    private static String config(Router router, Path socket) {
        return router.holdfastConfig().replace("global_defs:\n", "global_defs:\n  control_socket: " + socket + "\n");
    }

    /** Both run, a holds the address, and both answer their operator. */
    private HoldfastProcess startSettled(Pair pair) {
        HoldfastProcess a = start(pair, pair.routerA(Protocol.V2_PLAIN), socketA);
        pair.watchA().awaitHolds(VIP, 30);
        HoldfastProcess b = start(pair, pair.routerB(Protocol.V2_PLAIN), socketB);
        Pair.awaitListening(Agent.Kind.HOLDFAST, b, pair.b());
        assertThat(Clock.waitFor(5, () -> Files.exists(socketA) && Files.exists(socketB)))
                .isTrue();
        return a;
    }

    @Test
    void releaseMovesTheAddressToThePeerWithinTheSkewAndItStaysThere() {
        try (Pair pair = new Pair()) {
            HoldfastProcess a = startSettled(pair);
            long startMicros = Clock.nowMicros();

            Shell.Result released = holdfast("release", "VI_1", "--control", socketA.toString());

            assertThat(released.status()).as(released.output()).isZero();
            assertThat(released.output()).isEqualTo("VI_1: released, listens for a peer\n");
            pair.watchB().awaitHolds(VIP, 5);
            // Longer than the 3.41 s after which a's higher priority would take back.
            Clock.sleep(5);
            long endMicros = Clock.nowMicros();
            assertThat(pair.watchB().holds(VIP)).isTrue();
            assertThat(pair.holders(VIP).holdNoneSeconds(startMicros, endMicros))
                    .as(a.log())
                    .isLessThan(HAND_OVER_SECONDS);
            assertThat(pair.holders(VIP).holdBothSeconds(startMicros, endMicros))
                    .isZero();
            assertThat(pair.a().httpGet("/status")).contains("\"reason\":\"released\"");

            assertThat(holdfast("release", "VI_1", "--control", socketB.toString())
                            .status())
                    .isZero();
            pair.watchA().awaitHolds(VIP, 5);
        }
    }

    @Test
    void maintenanceKeepsTheAddressAwayUntilItEnds() {
        try (Pair pair = new Pair()) {
            startSettled(pair);

            Shell.Result on = holdfast("maintenance", "on", "--control", socketA.toString());

            assertThat(on.status()).as(on.output()).isZero();
            pair.watchB().awaitHolds(VIP, 5);
            assertThat(pair.watchA().holds(VIP)).isFalse();
            assertThat(pair.a().httpGet("/status")).contains("\"cause\":\"maintenance\"", "\"state\":\"FAULT\"");
            assertThat(pair.a().httpGet("/metrics")).contains("vrrp_fault{cause=\"maintenance\"");

            Shell.Result off = holdfast("maintenance", "off", "--control", socketA.toString());
            assertThat(off.output()).isEqualTo("maintenance: off\n");
            pair.watchA().awaitHolds(VIP, 10);
        }
    }

    @Test
    void aReloadOfABrokenFileExitsWith1AndChangesNothing() throws IOException {
        try (Pair pair = new Pair()) {
            HoldfastProcess a = startSettled(pair);
            String good = Files.readString(a.config());
            long startMicros = Clock.nowMicros();

            Files.writeString(a.config(), good.replace("priority: 150", "priority: 300"));
            Shell.Result broken = holdfast("reload", "--control", socketA.toString());
            assertThat(broken.status()).isEqualTo(1);
            assertThat(broken.output())
                    .contains(a.config() + ":", "vrrp_instance.VI_1.priority: must be 1..255, was 300");
            assertThat(pair.a().httpGet("/status")).contains("\"generation\":1");

            Files.writeString(a.config(), good.replace("priority: 150", "priority: 140"));
            Shell.Result plan = holdfast(
                    "check", "--config", a.config().toString(), "--against-running", "--control", socketA.toString());
            assertThat(plan.status()).as(plan.output()).isZero();
            assertThat(plan.output()).contains("  kept: -\n  changed: VI_1\n  restarted: -\n");
            assertThat(pair.a().httpGet("/status")).contains("\"generation\":1", "\"base\":150");

            Shell.Result reloaded = holdfast("reload", "--control", socketA.toString());
            assertThat(reloaded.status()).as(reloaded.output()).isZero();
            assertThat(reloaded.output()).contains(a.config() + ": in force\n", "  changed: VI_1\n");
            assertThat(pair.a().httpGet("/status")).contains("\"generation\":2", "\"base\":140");
            assertThat(pair.watchA().holds(VIP)).isTrue();
            assertThat(pair.holders(VIP).holdNoneSeconds(startMicros, Clock.nowMicros()))
                    .isZero();
        }
    }

    @Test
    void theSocketOfAKilledAgentIsTakenOverByTheNextOne() {
        try (Pair pair = new Pair()) {
            HoldfastProcess first = start(pair, pair.routerA(Protocol.V2_PLAIN), socketA);
            assertThat(Clock.waitFor(30, () -> Files.exists(socketA))).isTrue();
            first.killHard();
            first.process().awaitExit(5);
            assertThat(socketA).exists();

            HoldfastProcess second = start(pair, pair.routerA(Protocol.V2_PLAIN), socketA);
            boolean answers = Clock.waitFor(
                    30,
                    () -> holdfast("maintenance", "status", "--control", socketA.toString())
                                    .status()
                            == 0);

            assertThat(answers).as(second.log()).isTrue();
        }
    }

    private static String mode(Path file) {
        return Shell.attempt(List.of("stat", "-c", "%a", file.toString()))
                .output()
                .strip();
    }

    @Test
    void anotherUserIsTurnedAway() {
        try (Pair pair = new Pair()) {
            start(pair, pair.routerA(Protocol.V2_PLAIN), socketA);
            // The agent sets it after it made the file, and ours is to be the last word.
            assertThat(Clock.waitFor(30, () -> mode(socketA).equals("600"))).isTrue();
            // Let through by the mode of the file, so that the kernel's word on who asks is what counts.
            Shell.run("chmod", "0666", socketA.toString());
            Shell.run("chmod", "0755", folder.toString());

            Shell.Result refused = Shell.attempt(List.of(
                    "setpriv",
                    "--reuid=65534",
                    "--clear-groups",
                    HoldfastProcess.launcher().toString(),
                    "maintenance",
                    "on",
                    "--control",
                    socketA.toString()));

            assertThat(refused.status()).as(refused.output()).isEqualTo(1);
            assertThat(refused.output()).contains("only root and the agent's own user may ask this");
            assertThat(pair.a().httpGet("/status")).doesNotContain("maintenance");
        }
    }
}
