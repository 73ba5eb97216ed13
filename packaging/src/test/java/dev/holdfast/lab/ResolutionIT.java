package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A split brain ends as it was asked for. Node a has priority 150, node b 100, and b has another password. */
@LabTest(tools = "nft")
class ResolutionIT {
    private static final Protocol PROTOCOL = Protocol.V2_PASS;
    private static final String VIP = PROTOCOL.address();

    /** From b's takeover: an advert of a, another, and the time to let go. */
    private static final double YIELD_SECONDS = 2.3;

    private static String yaml(Router router, String splitBrain) {
        return router.holdfastConfig() + splitBrain;
    }

    private static String wrong(String config) {
        return config.replace("s3cr3t", "0ther");
    }

    /** Both run: a is master and b, which refuses a's adverts, is about to be. */
    private static HoldfastProcess[] start(Pair pair, String splitBrainA, String splitBrainB) {
        HoldfastProcess a = HoldfastProcess.start(pair.lab(), pair.a(), yaml(pair.routerA(PROTOCOL), splitBrainA));
        pair.watchA().awaitHolds(VIP, 30);
        HoldfastProcess b =
                HoldfastProcess.start(pair.lab(), pair.b(), wrong(yaml(pair.routerB(PROTOCOL), splitBrainB)));
        return new HoldfastProcess[] {a, b};
    }

    private static Shell.Result holdfast(HoldfastProcess agent, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(HoldfastProcess.launcher().toString(), "split-brain"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--control", agent.config() + ".sock"));
        return Shell.attempt(command);
    }

    @Test
    void theLesserOneYieldsStaysOutWhileTheOtherLivesAndTakesItsPlaceAfterwards() {
        try (Pair pair = new Pair()) {
            String yield = "split_brain: {on_split_brain: yield}\n";
            Capture capture = Capture.outgoing(pair.lab(), pair.a());
            long startMicros = Clock.nowMicros();
            HoldfastProcess[] agents = start(pair, yield, yield);
            pair.watchB().awaitHolds(VIP, 30);
            pair.watchB().awaitReleases(VIP, 10);
            long yieldedMicros = Clock.nowMicros();
            double both = pair.holders(VIP).holdBothSeconds(startMicros, yieldedMicros);
            System.out.printf("yield: two holders for %.2f s, with an advert each second%n", both);
            assertThat(both).as(agents[1].log()).isLessThan(YIELD_SECONDS);

            // Three times as long as a silence: it hears, refuses, and holds still.
            Clock.sleep(12);
            assertThat(pair.watchB().holds(VIP)).isFalse();
            assertThat(pair.holders(VIP).holdBothSeconds(yieldedMicros, Clock.nowMicros()))
                    .isZero();
            assertThat(pair.b().httpGet("/status/VI_1"))
                    .contains("\"reason\":\"yielded\"", "\"winner\":\"192.0.2.11\"");
            assertThat(Metrics.samples(pair.b(), "vrrp_split_brain_loser")).endsWith(" 1.0");
            assertThat(Metrics.samples(pair.a(), "vrrp_heal_announcements_total"))
                    .endsWith(" 1.0");
            assertThat(capture.frames().stream().filter(Frame::isArp)).hasSizeGreaterThanOrEqualTo(7);

            agents[0].process().signalTree(Libc.SIGKILL);
            pair.watchB().awaitHolds(VIP, 10);
        }
    }

    @Test
    void theBetterOneFencesOnce() throws IOException {
        try (Pair pair = new Pair()) {
            Path called = pair.lab().folder().resolve("fenced");
            String fence = fence(pair, called, "incident");
            HoldfastProcess[] agents = start(pair, fence, fence);

            assertThat(Clock.waitFor(30, () -> Files.exists(called)))
                    .as(agents[0].log())
                    .isTrue();
            Clock.sleep(8);

            assertThat(Files.readString(called)).isEqualTo("VI_1 1 auth_mismatch 192.0.2.12\n");
            assertThat(agents[0].log()).contains("the other master is being fenced", "the other master was fenced");
        }
    }

    @Test
    void aBackupFencesTheSilentMasterAndOnlyThenTakesOver() throws IOException {
        try (Pair pair = new Pair()) {
            Path called = pair.lab().folder().resolve("fenced");
            Router plainA = pair.routerA(PROTOCOL);
            Router plainB = pair.routerB(PROTOCOL);
            HoldfastProcess a = HoldfastProcess.start(pair.lab(), pair.a(), plainA.holdfastConfig());
            pair.watchA().awaitHolds(VIP, 30);
            HoldfastProcess b =
                    HoldfastProcess.start(pair.lab(), pair.b(), yaml(plainB, fence(pair, called, "takeover")));
            Pair.awaitListening(Agent.Kind.HOLDFAST, b, pair.b());

            a.process().signalTree(Libc.SIGKILL);
            pair.watchB().awaitHolds(VIP, 15);

            assertThat(Files.readString(called)).isEqualTo("VI_1 0 silent 192.0.2.11\n");
        }
    }

    private static String fence(Pair pair, Path called, String when) {
        Path script = ScriptRuns.script(pair.lab(), "fence.sh", "echo \"$@\" >> " + called);
        return "split_brain: {on_split_brain: fence, fence: {command: " + script + ", user: root, when: " + when
                + "}}\n";
    }

    @Test
    void theLesserOneFencesItselfAndRunsItsLastCommandOnce() throws IOException {
        try (Pair pair = new Pair()) {
            Path called = pair.lab().folder().resolve("rebooted");
            Path script = ScriptRuns.script(pair.lab(), "reboot.sh", "echo reboot >> " + called);
            String selfFence = "split_brain: {on_split_brain: self_fence, self_fence: {reboot_command: " + script
                    + ", user: root}}\n";
            HoldfastProcess[] agents = start(pair, selfFence, selfFence);

            assertThat(agents[1].process().awaitExit(40)).as(agents[1].log()).isEqualTo(76);

            assertThat(Files.readString(called)).isEqualTo("reboot\n");
            assertThat(pair.watchB().holds(VIP)).isFalse();
            assertThat(pair.watchA().holds(VIP)).isTrue();
        }
    }

    @Test
    void aStickyLoserOutlivesTheWinnerAndAReloadUntilItIsCleared() throws IOException {
        try (Pair pair = new Pair()) {
            String sticky = "split_brain: {on_split_brain: yield, sticky_loser: yes}\n";
            HoldfastProcess[] agents = start(pair, sticky, sticky);
            pair.watchB().awaitHolds(VIP, 30);
            pair.watchB().awaitReleases(VIP, 10);
            agents[0].process().signalTree(Libc.SIGKILL);
            agents[1].reload(Files.readString(agents[1].config()).replace("priority: 100", "priority: 90"));
            agents[1].process().awaitLine("configuration in force generation=2", 10);
            Clock.sleep(6);
            assertThat(pair.watchB().holds(VIP)).isFalse();
            assertThat(holdfast(agents[1], "list").output()).contains("holdfast split-brain clear VI_1");

            Shell.Result cleared = holdfast(agents[1], "clear", "VI_1");

            assertThat(cleared.output()).isEqualTo("VI_1: takes part again\n");
            pair.watchB().awaitHolds(VIP, 10);
        }
    }

    @Test
    void anOperatorDecidesByCommand() {
        try (Pair pair = new Pair()) {
            HoldfastProcess[] agents = start(pair, "", "");
            assertThat(Clock.waitFor(40, () -> pair.a().httpGet("/status/VI_1").contains("\"confirmed\"")))
                    .as(agents[0].log())
                    .isTrue();

            assertThat(holdfast(agents[0], "resolve", "1", "--keep", "lb99").status())
                    .isEqualTo(1);
            Shell.Result decided = holdfast(agents[0], "resolve", "1", "--keep", "192.0.2.12");

            assertThat(decided.status()).as(decided.output()).isZero();
            pair.watchA().awaitReleases(VIP, 5);
            Clock.sleep(6);
            assertThat(pair.watchA().holds(VIP)).isFalse();
            assertThat(pair.watchB().holds(VIP)).isTrue();
            assertThat(agents[0].log()).contains("an operator decided who stays master");
        }
    }
}
