package dev.holdfast.lab;

import static dev.holdfast.lab.Agent.Kind.HOLDFAST;
import static dev.holdfast.lab.SplitBrains.awaitCause;
import static dev.holdfast.lab.SplitBrains.awaitNone;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two masters are noticed within five seconds of their first adverts, named with their cause, and told as over as soon
 * after the repair; what operators do every day is no split brain. Node a is always Holdfast, of the higher priority.
 */
@LabTest(tools = "nft")
class SplitBrainIT {

    /** A mistake in node b's file: what stands there, and what is written instead. */
    enum Mistake {
        PASSWORD(Protocol.V2_PASS, "s3cr3t", "0ther", "auth_mismatch"),
        AUTH_TYPE(Protocol.V2_PASS, " {4}authentication: [^\n]*\n", "", "auth_mismatch"),
        ADDRESS_LIST(Protocol.V2_PLAIN, "192\\.0\\.2\\.100", "192.0.2.200", "address_list_mismatch"),
        VERSION(Protocol.V2_PLAIN, "version: 2", "version: 3", "version_mismatch"),
        INTERVAL(Protocol.V2_PLAIN, "advert_int: 1", "advert_int: 2", "advert_interval_mismatch");

        private final Protocol protocol;
        private final String right;
        private final String wrong;
        private final String cause;

        Mistake(Protocol protocol, String right, String wrong, String cause) {
            this.protocol = protocol;
            this.right = right;
            this.wrong = wrong;
            this.cause = cause;
        }

        String in(String config) {
            String changed = config.replaceAll(right, wrong);
            assertThat(changed).isNotEqualTo(config);
            return changed;
        }

        String address() {
            return this == ADDRESS_LIST ? "192.0.2.200" : protocol.address();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeBesideHoldfastIsNamedOnBothSidesAndEndsWithItsRepair(Mistake mistake) {
        try (Pair pair = new Pair()) {
            HOLDFAST.start(pair.lab(), pair.routerA(mistake.protocol));
            pair.watchA().awaitHolds(mistake.protocol.address(), 30);
            Router right = pair.routerB(mistake.protocol);
            HoldfastProcess b = HoldfastProcess.start(pair.lab(), pair.b(), mistake.in(right.holdfastConfig()));
            pair.watchB().awaitHolds(mistake.address(), 30);

            awaitCause(pair.a(), mistake.cause);
            awaitCause(pair.b(), mistake.cause);

            b.reload(right.holdfastConfig());
            awaitNone(pair.a());
            awaitNone(pair.b());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatIsDeafIsNoticedByTheOther(Agent.Kind kind) {
        try (Pair pair = new Pair()) {
            pair.startSettled(HOLDFAST, kind, pair.routerA(Protocol.V2_PLAIN), pair.routerB(Protocol.V2_PLAIN));
            pair.b()
                    .exec(
                            "nft",
                            "add table ip t; add chain ip t i { type filter hook input priority 0; };"
                                    + " add rule ip t i ip protocol 112 drop");
            pair.watchB().awaitHolds(Protocol.V2_PLAIN.address(), 10);

            awaitCause(pair.a(), "one_way");

            pair.b().exec("nft", "delete table ip t");
            awaitNone(pair.a());
        }
    }

    /** Two of one image: the same priority and the same address, so that each kernel drops the other's adverts as its own. */
    @Test
    void aClonedNodeIsNamedOnBothSides() {
        try (Pair pair = new Pair()) {
            Protocol protocol = Protocol.V2_PLAIN;
            HOLDFAST.start(pair.lab(), pair.routerA(protocol));
            pair.watchA().awaitHolds(protocol.address(), 30);
            pair.b().ip("addr", "del", pair.b().ipv4() + "/24", "dev", LabNode.INTERFACE);
            pair.b().ip("addr", "add", pair.a().ipv4() + "/24", "dev", LabNode.INTERFACE);
            HOLDFAST.start(pair.lab(), pair.routerA(protocol).on(pair.b()));
            pair.watchB().awaitHolds(protocol.address(), 30);

            awaitCause(pair.a(), "equal_priority");
            awaitCause(pair.b(), "equal_priority");

            pair.b().ip("link", "set", LabNode.INTERFACE, "down");
            awaitNone(pair.a());
            awaitNone(pair.b());
        }
    }

    @Test
    void aStrangerWithOurVirtualRouterIdIsSuspected() {
        try (Pair pair = new Pair()) {
            LabNode intruder = pair.lab().node(3);
            pair.startSettled(HOLDFAST, HOLDFAST, pair.routerA(Protocol.V2_PLAIN), pair.routerB(Protocol.V2_PLAIN));
            PacketSocket socket = PacketSocket.open(pair.lab(), intruder);

            Junk.flood(socket, List.of(Junk.advert("192.0.2.66", Router.VRID, 250, "198.51.100.7")), 2, 3);

            awaitCause(pair.a(), "address_list_mismatch");
            assertThat(pair.a().httpGet("/status/VI_1"))
                    .contains("\"verdict\":\"suspected\"")
                    .contains("\"peers\":[\"192.0.2.66\"]");
            awaitNone(pair.a());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHolderThatWasStoppedSaysSo(Agent.Kind kind) {
        try (Pair pair = new Pair()) {
            Pair.Agents agents =
                    pair.startSettled(HOLDFAST, kind, pair.routerA(Protocol.V2_PLAIN), pair.routerB(Protocol.V2_PLAIN));
            agents.a().process().signalTree(Libc.SIGSTOP);
            Clock.sleep(8);
            agents.a().process().signalTree(Libc.SIGCONT);

            awaitCause(pair.a(), "stalled");
            awaitNone(pair.a());
        }
    }

    @ParameterizedTest
    @CsvSource({"HOLDFAST, 20", "KEEPALIVED, 5"})
    void failoversRestartsAndReloadsAreNoSplitBrain(Agent.Kind kind, int times) {
        try (Pair pair = new Pair()) {
            Router a = pair.routerA(Protocol.V3_IPV4);
            Pair.Agents agents = pair.startSettled(kind, HOLDFAST, a, pair.routerB(Protocol.V3_IPV4));
            Agent holder = agents.a();
            HoldfastProcess b = (HoldfastProcess) agents.b();
            for (int i = 0; i < times; i++) {
                holder.terminate();
                holder.process().awaitExit(10);
                pair.watchB().awaitHolds(a.protocol().address(), 10);
                b.process().signal(Libc.SIGHUP);
                holder = kind.start(pair.lab(), a);
                pair.watchB().awaitReleases(a.protocol().address(), 30);
                pair.watchA().awaitHolds(a.protocol().address(), 10);
            }
            Clock.sleep(2);

            assertThat(Metrics.samples(pair.b(), "vrrp_split_brain_seconds_total"))
                    .endsWith(" 0.0");
            assertThat(b.log()).doesNotContain("split brain");
            assertThat(holder.log()).doesNotContain("split brain");
        }
    }
}
