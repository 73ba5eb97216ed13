package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pairs whose adverts are signed, over real sockets: the kernel makes the checksum of IPv6 over the signature too. */
@LabTest
@Execution(ExecutionMode.CONCURRENT)
class SignedIT {
    private static final String KEY_ONE = "1: \"hex:" + "a1".repeat(32) + "\"";
    private static final String KEY_TWO = "2: \"hex:" + "b2".repeat(32) + "\"";
    private static final String FALSE_ONE = "1: \"hex:" + "c3".repeat(32) + "\"";

    private static String signed(String keys, int active) {
        return "    auth_hmac: {key: {" + keys + "}, active_key: " + active + "}\n";
    }

    @ParameterizedTest
    @EnumSource(names = {"V2_PLAIN", "V3_IPV4", "V3_IPV6"})
    void aSignedPairElectsAndHandsOver(Protocol protocol) {
        try (Pair pair = new Pair()) {
            String address = protocol.address();
            Pair.Agents agents = pair.startSettled(
                    Agent.Kind.HOLDFAST,
                    Agent.Kind.HOLDFAST,
                    pair.routerA(protocol).withExtra(signed(KEY_ONE, 1)),
                    pair.routerB(protocol).withExtra(signed(KEY_ONE, 1)));
            assertThat(pair.watchB().events(address)).isEmpty();

            long stopMicros = Clock.nowMicros();
            agents.a().terminate();

            pair.watchB().awaitHolds(address, 10);
            // The signed word of farewell was heard: a silence would last three intervals more.
            assertThat(pair.holders(address).holdNoneSeconds(stopMicros, Clock.nowMicros()))
                    .isLessThan(protocol.version() == 2 ? 1.5 : 0.5);
        }
    }

    @Test
    void whoDoesNotHaveTheKeyDeposesNobody() {
        Protocol protocol = Protocol.V2_PLAIN;
        try (Pair pair = new Pair()) {
            LabNode intruder = pair.lab().node(3);
            pair.startSettled(
                    Agent.Kind.HOLDFAST,
                    Agent.Kind.HOLDFAST,
                    pair.routerA(protocol).withExtra(signed(KEY_ONE, 1)),
                    pair.routerB(protocol).withExtra(signed(KEY_ONE, 1)));
            PacketSocket socket = PacketSocket.open(pair.lab(), intruder);
            String before = Metrics.transitions(pair.a()) + Metrics.transitions(pair.b());

            Junk.flood(socket, List.of(Junk.advert("192.0.2.66", Router.VRID, 255, protocol.address())), 20, 5);

            assertThat(Metrics.transitions(pair.a()) + Metrics.transitions(pair.b()))
                    .isEqualTo(before);
            assertThat(pair.watchA().holds(protocol.address())).isTrue();
            assertThat(Metrics.samples(pair.a(), "reason=\"auth_missing\"")).doesNotContain(" 0.0");
        }
    }

    @Test
    void aWrongKeyIsRefusedAndSaidSo() {
        Protocol protocol = Protocol.V3_IPV4;
        try (Pair pair = new Pair()) {
            Agent a =
                    Agent.Kind.HOLDFAST.start(pair.lab(), pair.routerA(protocol).withExtra(signed(KEY_ONE, 1)));
            pair.watchA().awaitHolds(protocol.address(), 30);
            Agent b =
                    Agent.Kind.HOLDFAST.start(pair.lab(), pair.routerB(protocol).withExtra(signed(FALSE_ONE, 1)));

            b.process().awaitLine("reason=auth_failure", 30);

            assertThat(Metrics.samples(pair.b(), "reason=\"auth_failure\"")).doesNotContain(" 0.0");
            assertThat(a.log() + b.log()).doesNotContain("a1a1").doesNotContain("c3c3");
        }
    }

    /** The three steps of docs/operations.md, each reloaded on one node after the other. */
    @Test
    void aKeyIsChangedWithoutATransition() {
        Protocol protocol = Protocol.V3_IPV4;
        try (Pair pair = new Pair()) {
            Router routerA = pair.routerA(protocol);
            Router routerB = pair.routerB(protocol);
            Pair.Agents agents = pair.startSettled(
                    Agent.Kind.HOLDFAST,
                    Agent.Kind.HOLDFAST,
                    routerA.withExtra(signed(KEY_ONE, 1)),
                    routerB.withExtra(signed(KEY_ONE, 1)));
            HoldfastProcess a = (HoldfastProcess) agents.a();
            HoldfastProcess b = (HoldfastProcess) agents.b();
            String before = Metrics.transitions(pair.a()) + Metrics.transitions(pair.b());

            for (String step : List.of(
                    signed(KEY_ONE + ", " + KEY_TWO, 1), signed(KEY_ONE + ", " + KEY_TWO, 2), signed(KEY_TWO, 2))) {
                a.reload(routerA.withExtra(step).holdfastConfig());
                Clock.sleep(1.2);
                b.reload(routerB.withExtra(step).holdfastConfig());
                Clock.sleep(1.2);
            }

            assertThat(Metrics.transitions(pair.a()) + Metrics.transitions(pair.b()))
                    .isEqualTo(before);
            assertThat(pair.watchB().events(protocol.address())).isEmpty();
            assertThat(b.log()).doesNotContain("advert discarded");
        }
    }
}
