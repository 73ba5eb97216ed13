package dev.holdfast.lab;

import static dev.holdfast.lab.Agent.Kind.HOLDFAST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A shared disk keeps two nodes from holding one address, whatever is cut, frozen or killed, and costs a takeover next to
 * nothing. Node a has the higher priority.
 */
@LabTest(tools = {"losetup", "prlimit"})
class DiskLockIT {
    private static final Protocol PROTOCOL = Protocol.V2_PLAIN;
    private static final String VIP = PROTOCOL.address();
    private static final int PARTITIONS = 10;
    private static final int DEATHS = 3;

    /** Silence of 3.61 s, the rest of an interval, three calls to the disk, and a busy machine. */
    private static final double TAKEOVER_BOUND_SECONDS = 6;

    /** How long a lock must stand still that is refreshed every 0.5 s, beside a kernel lease of 3 s: 4.8 s, and the same. */
    private static final double STALE_BOUND_SECONDS = 8;

    private static HoldfastProcess[] startSettled(Pair pair, String arbitration) {
        HoldfastProcess a = HoldfastProcess.start(
                pair.lab(), pair.a(), pair.routerA(PROTOCOL).holdfastConfig() + arbitration);
        pair.watchA().awaitHolds(VIP, 30);
        HoldfastProcess b = HoldfastProcess.start(
                pair.lab(), pair.b(), pair.routerB(PROTOCOL).holdfastConfig() + arbitration);
        Pair.awaitListening(HOLDFAST, b, pair.b());
        return new HoldfastProcess[] {a, b};
    }

    private static void assertNeverTwo(Pair pair, long fromMicros) {
        assertThat(pair.holders(VIP).holdBothSeconds(fromMicros, Clock.nowMicros()))
                .isZero();
    }

    @Test
    void twoNeverHoldInTenPartitionsOfRandomPhase() {
        Random random = new Random(10);
        try (Pair pair = new Pair();
                LabDisk disk = LabDisk.block(pair.lab(), "a", "b")) {
            startSettled(pair, disk.yaml(""));
            long from = Clock.nowMicros();
            for (int i = 0; i < PARTITIONS; i++) {
                Clock.sleep(random.nextDouble() * 2);
                pair.lab().silence(pair.a());
                assertThat(Clock.waitFor(8, () -> pair.b().httpGet("/status").contains("a lives: it has the lock")))
                        .isTrue();
                Clock.sleep(2 * random.nextDouble());
                pair.lab().hearAgain(pair.a());
                Clock.sleep(1.5);
            }
            double both = pair.holders(VIP).holdBothSeconds(from, Clock.nowMicros());
            System.out.printf("disk: two holders for %.2f s in %d partitions%n", both, PARTITIONS);
            assertThat(both).isZero();
            assertThat(pair.holders(VIP).arrivals(from)).isZero();
            assertThat(disk.show()).contains("a holds, not locked").contains("b holds nothing");
        }
    }

    @Test
    void aDeadHolderIsFollowedAboutAsSoonAsWithoutTheLock() {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < DEATHS; i++) {
            double phase = random.nextDouble();
            with.add(secondsToFollow(true, phase));
            without.add(secondsToFollow(false, phase));
        }
        System.out.printf("disk: a dead holder was followed after %s s, without the lock after %s s%n", with, without);

        assertThat(Collections.max(with)).isLessThan(TAKEOVER_BOUND_SECONDS);
    }

    private static double secondsToFollow(boolean locked, double phase) {
        try (Pair pair = new Pair();
                LabDisk disk = LabDisk.block(pair.lab(), "a", "b")) {
            HoldfastProcess a = startSettled(pair, locked ? disk.yaml("") : "")[0];
            Clock.sleep(phase);
            long killed = Clock.nowMicros();
            a.killHard();
            pair.watchB().awaitHolds(VIP, 15);
            if (locked) {
                assertNeverTwo(pair, killed);
            }
            long followed = pair.watchB().first(VIP, true, killed).orElseThrow().micros();
            return Math.round((followed - killed) / 1e4) / 100.0;
        }
    }

    @Test
    void aFrozenHolderIsFollowedWhenItsAddressIsGone() {
        try (Pair pair = new Pair();
                LabDisk disk = LabDisk.file(pair.lab(), "a", "b")) {
            HoldfastProcess[] agents = startSettled(pair, disk.yaml(""));
            long from = Clock.nowMicros();
            agents[0].process().signalTree(Libc.SIGSTOP);
            pair.watchB().awaitHolds(VIP, TAKEOVER_BOUND_SECONDS + 2);
            agents[0].process().signalTree(Libc.SIGCONT);
            // The better one is back, and is handed the address.
            pair.watchA().awaitHolds(VIP, 15);

            // Cut off it has the lock when it freezes, so the lock has to stand still first.
            pair.lab().silence(pair.a());
            assertThat(Clock.waitFor(8, () -> pair.b().httpGet("/status").contains("a lives: it has the lock")))
                    .isTrue();
            agents[0].process().signalTree(Libc.SIGSTOP);
            pair.watchB().awaitHolds(VIP, STALE_BOUND_SECONDS);
            agents[0].process().signalTree(Libc.SIGCONT);
            Clock.sleep(3);
            assertThat(pair.watchB().holds(VIP)).isTrue();
            assertNeverTwo(pair, from);
        }
    }

    @Test
    void aHolderThatIsStoppedIsFollowedAtOnceAlsoAcrossAPartition() {
        try (Pair pair = new Pair();
                LabDisk disk = LabDisk.file(pair.lab(), "a", "b")) {
            HoldfastProcess[] agents = startSettled(pair, disk.yaml(""));
            long from = Clock.nowMicros();
            pair.lab().silence(pair.a());
            assertThat(Clock.waitFor(8, () -> pair.b().httpGet("/status").contains("a lives: it has the lock")))
                    .isTrue();
            agents[0].terminate();
            pair.watchB().awaitHolds(VIP, 3);
            assertNeverTwo(pair, from);
        }
    }

    @Test
    void aHolderThatCannotWriteKeepsUntilItSeesThatItWasFollowed() {
        try (Pair pair = new Pair();
                LabDisk disk = LabDisk.file(pair.lab(), "a", "b")) {
            HoldfastProcess[] agents = startSettled(pair, disk.yaml(""));
            letWrite(agents[0], false);
            pair.lab().silence(pair.a());
            pair.watchB().awaitHolds(VIP, TAKEOVER_BOUND_SECONDS + 2);
            // It reads, so it knows at once.
            pair.watchA().awaitReleases(VIP, 3);
            agents[0].process().awaitLine("b has taken over meanwhile", 3);
        }
    }

    @Test
    void aHolderThatCannotWriteLetsGoFirstIfItIsToldTo() {
        try (Pair pair = new Pair();
                LabDisk disk = LabDisk.file(pair.lab(), "a", "b")) {
            HoldfastProcess[] agents = startSettled(pair, disk.yaml(", on_loss: release"));
            long from = Clock.nowMicros();
            letWrite(agents[0], false);
            pair.lab().silence(pair.a());
            pair.watchB().awaitHolds(VIP, TAKEOVER_BOUND_SECONDS + 2);
            letWrite(agents[0], true);
            Clock.sleep(3);
            assertThat(pair.watchA().holds(VIP)).isFalse();
            assertNeverTwo(pair, from);
        }
    }

    @Test
    void aBackupWithoutTheDiskDoesNotTakeOverAndSaysWhy() {
        try (Pair pair = new Pair();
                LabDisk disk = LabDisk.file(pair.lab(), "a", "c")) {
            startSettled(pair, disk.yaml(""));
            long from = Clock.nowMicros();
            pair.lab().silence(pair.a());
            Clock.sleep(8);
            assertThat(pair.b().httpGet("/status")).contains("there is no place for b, only for a, c");
            assertThat(pair.holders(VIP).arrivals(from)).isZero();
        }
    }

    /** Regular files of this process may have no octet, or as many as they like. */
    private static void letWrite(HoldfastProcess agent, boolean may) {
        Shell.run(
                "prlimit",
                "--pid",
                String.valueOf(agent.process().pid()),
                "--fsize=" + (may ? "unlimited" : "0:unlimited"));
    }
}
