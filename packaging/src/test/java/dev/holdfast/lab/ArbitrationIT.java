package dev.holdfast.lab;

import static dev.holdfast.lab.Agent.Kind.HOLDFAST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What beside VRRP has a say about who holds the address keeps its promises, whatever is cut, frozen or killed. Node a has
 * the higher priority; node c is the gateway, or where etcd runs.
 */
@LabTest(tools = {"nft", "etcd"})
class ArbitrationIT {
    private static final Protocol PROTOCOL = Protocol.V3_IPV4;
    private static final String VIP = PROTOCOL.address();
    private static final int PARTITIONS = 20;
    private static final int CUTS = 5;

    /** 2 s for the reference to be missed, and the master-down interval of priority 100. */
    private static final double REFERENCE_BOUND_SECONDS = 2 + 3.7;

    /** A lease of 8 s, all of it at worst, the question of who is next, and a busy machine. */
    private static final double LEASE_BOUND_SECONDS = 8 + 4;

    private static String with(Router router, String arbitration) {
        return router.withInterval("1").holdfastConfig() + "split_brain:\n  arbitration:\n" + arbitration;
    }

    private static String etcd(EtcdProcess etcd, String more) {
        return "    etcd: {endpoints: [\"" + etcd.endpoint() + "\"], ttl: 8s" + more + "}\n";
    }

    private static String reference(LabNode gateway) {
        return "    reference: {addresses: [" + gateway.ipv4() + "]}\n";
    }

    private static HoldfastProcess[] startSettled(Pair pair, String arbitration) {
        HoldfastProcess a = HoldfastProcess.start(pair.lab(), pair.a(), with(pair.routerA(PROTOCOL), arbitration));
        pair.watchA().awaitHolds(VIP, 30);
        HoldfastProcess b = HoldfastProcess.start(pair.lab(), pair.b(), with(pair.routerB(PROTOCOL), arbitration));
        Pair.awaitListening(HOLDFAST, b, pair.b());
        return new HoldfastProcess[] {a, b};
    }

    /** Adverts of this node are neither sent nor heard; everything else is. */
    private static void muteAdverts(LabNode node) {
        node.exec(
                "nft",
                "add table ip t; add chain ip t i { type filter hook input priority 0; };"
                        + " add chain ip t o { type filter hook output priority 0; };"
                        + " add rule ip t i ip protocol 112 drop; add rule ip t o ip protocol 112 drop");
    }

    private static void hearAdverts(LabNode node) {
        node.exec("nft", "delete table ip t");
    }

    @Test
    void withEtcdTwoNeverHoldInTwentyPartitionsOfRandomPhase() {
        Random random = new Random(20);
        try (Pair pair = new Pair()) {
            EtcdProcess etcd = EtcdProcess.start(pair.lab(), pair.lab().node(3));
            startSettled(pair, etcd(etcd, ""));
            long from = Clock.nowMicros();
            for (int i = 0; i < PARTITIONS; i++) {
                Clock.sleep(random.nextDouble() * 2);
                pair.lab().silence(pair.a());
                pair.watchB().awaitHolds(VIP, LEASE_BOUND_SECONDS);
                assertThat(pair.watchA().holds(VIP)).isFalse();
                pair.lab().hearAgain(pair.a());
                // The better node wishes for the key, and gets it.
                pair.watchA().awaitHolds(VIP, LEASE_BOUND_SECONDS);
            }
            double both = pair.holders(VIP).holdBothSeconds(from, Clock.nowMicros());
            System.out.printf("etcd: two holders for %.2f s in %d partitions%n", both, PARTITIONS);
            assertThat(both).isZero();
            assertThat(pair.holders(VIP).arrivals(from)).isEqualTo(2 * PARTITIONS);
        }
    }

    @Test
    void withEtcdTheHolderStaysWhenOnlyAdvertsAreCut() {
        try (Pair pair = new Pair()) {
            EtcdProcess etcd = EtcdProcess.start(pair.lab(), pair.lab().node(3));
            startSettled(pair, etcd(etcd, ""));
            long from = Clock.nowMicros();
            muteAdverts(pair.b());
            assertThat(Clock.waitFor(8, () -> pair.b().httpGet("/status").contains("held by a")))
                    .isTrue();
            Clock.sleep(3);
            hearAdverts(pair.b());
            Clock.sleep(2);

            assertThat(pair.holders(VIP).arrivals(from))
                    .as(pair.holders(VIP).toString())
                    .isZero();
            assertThat(Metrics.samples(pair.a(), "vrrp_arbitration")).endsWith(" 1.0");
        }
    }

    @Test
    void withEtcdAStopHandsOverAtOnceAndAFrozenHolderHoldsNothingWhenItsLeaseEnds() {
        try (Pair pair = new Pair()) {
            EtcdProcess etcd = EtcdProcess.start(pair.lab(), pair.lab().node(3));
            HoldfastProcess[] agents = startSettled(pair, etcd(etcd, ""));
            long stopped = Clock.nowMicros();
            agents[0].terminate();
            agents[0].process().awaitExit(10);
            pair.watchB().awaitHolds(VIP, 10);
            assertThat(pair.watchB().first(VIP, true, stopped).orElseThrow().micros() - stopped)
                    .isLessThan(2_500_000);

            agents[1].process().signalTree(Libc.SIGSTOP);
            HoldfastProcess.start(pair.lab(), pair.a(), with(pair.routerA(PROTOCOL), etcd(etcd, "")));
            pair.watchA().awaitHolds(VIP, 30);
            Clock.sleep(1);
            agents[1].process().signalTree(Libc.SIGCONT);
            Clock.sleep(3);

            assertThat(pair.holders(VIP).holdBothSeconds(stopped, Clock.nowMicros()))
                    .isZero();
            assertThat(pair.watchA().holds(VIP)).isTrue();
        }
    }

    @Test
    void whenEtcdIsLostAHolderReleasesOrKeepsAsConfigured() {
        try (Pair pair = new Pair()) {
            EtcdProcess etcd = EtcdProcess.start(pair.lab(), pair.lab().node(3));
            HoldfastProcess[] agents = startSettled(pair, etcd(etcd, ""));
            etcd.kill();
            pair.watchA().awaitReleases(VIP, LEASE_BOUND_SECONDS);
            agents[0].process().awaitLine("arbitration demands it", 5);
            etcd.startAgain();
            pair.watchA().awaitHolds(VIP, 30);

            long reloaded = Clock.nowMicros();
            for (HoldfastProcess agent : agents) {
                Router router = agent.equals(agents[0]) ? pair.routerA(PROTOCOL) : pair.routerB(PROTOCOL);
                agent.reload(with(router, etcd(etcd, ", on_loss: keep")));
                agent.process().awaitLine("in force", 10);
            }
            Clock.sleep(4);
            etcd.kill();
            Clock.sleep(LEASE_BOUND_SECONDS);
            assertThat(pair.watchA().holds(VIP)).isTrue();
            assertThat(pair.holders(VIP).arrivals(reloaded))
                    .as(pair.holders(VIP).toString())
                    .isZero();
        }
    }

    @Test
    void threeNodesThatHearNothingOfEachOtherShareTheAddress() {
        try (Pair pair = new Pair()) {
            LabNode d = pair.lab().node(4);
            AddressWatch watchD = AddressWatch.start(pair.lab(), d);
            EtcdProcess etcd = EtcdProcess.start(pair.lab(), pair.lab().node(3));
            List<LabNode> nodes = List.of(pair.a(), pair.b(), d);
            nodes.forEach(ArbitrationIT::muteAdverts);
            long from = Clock.nowMicros();
            HoldfastProcess a =
                    HoldfastProcess.start(pair.lab(), pair.a(), with(pair.routerA(PROTOCOL), etcd(etcd, "")));
            pair.watchA().awaitHolds(VIP, 30);
            HoldfastProcess.start(pair.lab(), pair.b(), with(pair.routerB(PROTOCOL), etcd(etcd, "")));
            Router third = Router.of(PROTOCOL, 50, d, pair.a());
            HoldfastProcess.start(pair.lab(), d, with(third, etcd(etcd, "")));
            assertThat(Clock.waitFor(30, () -> d.httpGet("/status").contains("held by a")))
                    .isTrue();

            a.killHard();
            assertThat(Clock.waitFor(LEASE_BOUND_SECONDS, () -> pair.watchB().holds(VIP) || watchD.holds(VIP)))
                    .isTrue();
            Clock.sleep(4);

            HoldersTimeline holders = new HoldersTimeline(VIP, List.of(pair.watchA(), pair.watchB(), watchD));
            assertThat(holders.holdBothSeconds(from, Clock.nowMicros())).isZero();
            assertThat(pair.watchB().holds(VIP)).isTrue();
        }
    }

    @Test
    void aMasterCutOffFromTheReferenceLetsGoBeforeTheOtherTakesOver() {
        try (Pair pair = new Pair()) {
            LabNode gateway = pair.lab().node(3);
            startSettled(pair, reference(gateway));
            double longest = 0;
            for (int i = 0; i < CUTS; i++) {
                Clock.sleep(0.37 * i);
                long cut = Clock.nowMicros();
                pair.lab().silence(pair.a());
                pair.watchB().awaitHolds(VIP, 15);
                pair.watchA().awaitReleases(VIP, 5);
                longest = Math.max(longest, pair.holders(VIP).holdBothSeconds(cut, Clock.nowMicros()));
                assertThat(pair.a().httpGet("/status")).contains("192.0.2.13 not reachable");
                pair.lab().hearAgain(pair.a());
                pair.watchA().awaitHolds(VIP, 15);
                pair.watchB().awaitReleases(VIP, 5);
            }
            System.out.printf("reference: two holders for %.2f s at most in each of %d partitions%n", longest, CUTS);
            assertThat(longest).isLessThan(REFERENCE_BOUND_SECONDS);
        }
    }

    @Test
    void aBackupWithoutTheReferenceDoesNotTakeOverAndSaysWhy() {
        try (Pair pair = new Pair()) {
            LabNode gateway = pair.lab().node(3);
            startSettled(pair, reference(gateway));
            long from = Clock.nowMicros();

            pair.lab().silence(pair.b());
            Clock.sleep(8);

            assertThat(pair.watchA().holds(VIP)).isTrue();
            assertThat(pair.holders(VIP).arrivals(from))
                    .as(pair.holders(VIP).toString())
                    .isZero();
            assertThat(pair.b().httpGet("/status")).contains("192.0.2.13 not reachable");
            assertThat(Metrics.samples(pair.b(), "vrrp_arbitration")).endsWith(" 0.0");
        }
    }

    @Test
    void aDeadReferenceTakesTheAddressFromNobodyWhileAPeerAnswers() {
        try (Pair pair = new Pair()) {
            LabNode gateway = pair.lab().node(3);
            ManagementNetwork.between(pair.a(), pair.b());
            HoldfastProcess.start(pair.lab(), pair.a(), withPeer(pair.routerA(PROTOCOL), gateway));
            pair.watchA().awaitHolds(VIP, 30);
            HoldfastProcess b = HoldfastProcess.start(pair.lab(), pair.b(), withPeer(pair.routerB(PROTOCOL), gateway));
            Pair.awaitListening(HOLDFAST, b, pair.b());
            Clock.sleep(3);
            long from = Clock.nowMicros();

            pair.lab().silence(gateway);
            String keeps = "192.0.2.13 not reachable, the peers answer and are not master";
            assertThat(Clock.waitFor(8, () -> pair.a().httpGet("/status").contains(keeps)))
                    .as(() -> pair.a().httpGet("/status"))
                    .isTrue();
            Clock.sleep(4);
            assertThat(pair.watchA().holds(VIP)).isTrue();
            assertThat(pair.holders(VIP).arrivals(from))
                    .as(pair.holders(VIP).toString())
                    .isZero();

            b.killHard();
            pair.watchA().awaitReleases(VIP, 12);
        }
    }

    private static String withPeer(Router router, LabNode gateway) {
        return "http: {listen: \"0.0.0.0:9112\", insecure: true}\n"
                + router.withInterval("1").holdfastConfig()
                + "split_brain:\n"
                + "  peers: {" + router.peer().letter() + ": \"http://" + ManagementNetwork.address(router.peer())
                + ":9112\"}\n"
                + "  arbitration:\n" + reference(gateway);
    }
}
