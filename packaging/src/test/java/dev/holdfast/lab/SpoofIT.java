package dev.holdfast.lab;

import static dev.holdfast.lab.Agent.Kind.HOLDFAST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Forged adverts of the highest priority: without signatures they take the address away for as long as they come, no longer,
 * and they are told of; with signatures they do nothing. Node a is master.
 */
@LabTest
class SpoofIT {
    private static final String FORGER = "192.0.2.66";

    /** Three intervals and the skew of priority 150, and a busy machine. */
    private static final double BACK_SECONDS = 3.42 + 1.5;

    private static final double FORGING_SECONDS = 8;

    private static byte[] highest() {
        return Junk.advert(FORGER, Router.VRID, 255, Protocol.V2_PLAIN.address());
    }

    private static String status(LabNode node) {
        return node.httpGet("/status/VI_1");
    }

    private static void awaitStatus(LabNode node, double seconds, String... words) {
        assertThat(Clock.waitFor(seconds, () -> List.of(words).stream().allMatch(status(node)::contains)))
                .as(() -> node.namespace() + " must say " + List.of(words) + " but: " + status(node))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void advertsOfPriority255TakeTheAddressNoLongerThanTheyComeAndNameTheirSender(Agent.Kind kind) {
        String vip = Protocol.V2_PLAIN.address();
        try (Pair pair = new Pair()) {
            LabNode forger = pair.lab().node(3);
            forger.ip("addr", "add", FORGER + "/24", "dev", LabNode.INTERFACE);
            pair.startSettled(HOLDFAST, kind, pair.routerA(Protocol.V2_PLAIN), pair.routerB(Protocol.V2_PLAIN));
            PacketSocket socket = PacketSocket.open(pair.lab(), forger);

            Junk.flood(socket, List.of(highest()), 2, FORGING_SECONDS);
            long lastMicros = Clock.nowMicros();

            assertThat(pair.watchA().holds(vip)).isFalse();
            assertThat(status(pair.a()))
                    .contains("\"verdict\":\"suspected\"")
                    .contains("\"cause\":\"unknown\"")
                    .contains("\"peers\":[\"" + FORGER + "\"]")
                    .contains("nobody_answers")
                    .contains("the sender's hardware address is " + forger.mac());
            pair.watchA().awaitHolds(vip, BACK_SECONDS);
            assertThat(pair.holders(vip).holdNoneSeconds(lastMicros, Clock.nowMicros()))
                    .isLessThan(BACK_SECONDS);
            SplitBrains.awaitNone(pair.a());
        }
    }

    @Test
    void anIntervalBeyondTheCapTakesNothingAndNamesItsSender() {
        String vip = Protocol.V3_IPV4.address();
        try (Pair pair = new Pair()) {
            pair.startSettled(HOLDFAST, HOLDFAST, pair.routerA(Protocol.V3_IPV4), pair.routerB(Protocol.V3_IPV4));
            PacketSocket socket = PacketSocket.open(pair.lab(), pair.lab().node(3));
            long from = Clock.nowMicros();

            // Priority 255, 4095 centiseconds, from an address that nobody else has.
            byte[] frame = Forged.v3("3133ff01 0fff0000 c0000267").from(FORGER).frame(pair.a());
            Junk.flood(socket, List.of(frame), 2, 2);

            awaitStatus(
                    pair.a(),
                    SplitBrains.BOUND_SECONDS,
                    "\"cause\":\"advert_interval_mismatch\"",
                    "\"peers\":[\"" + FORGER + "\"]");
            assertThat(pair.watchA().holds(vip)).isTrue();
            assertThat(pair.holders(vip).holdNoneSeconds(from, Clock.nowMicros()))
                    .isZero();
        }
    }

    /** Only their refusal is counted, and suspected as another key. */
    @Test
    void signedAdvertsCannotBeForged() {
        String vip = Protocol.V2_PLAIN.address();
        String signed = "    auth_hmac: {key: {1: \"hex:" + "a1".repeat(32) + "\"}, active_key: 1}\n";
        try (Pair pair = new Pair()) {
            pair.startSettled(
                    HOLDFAST,
                    HOLDFAST,
                    pair.routerA(Protocol.V2_PLAIN).withExtra(signed),
                    pair.routerB(Protocol.V2_PLAIN).withExtra(signed));
            PacketSocket socket = PacketSocket.open(pair.lab(), pair.lab().node(3));
            String before = Metrics.transitions(pair.a()) + Metrics.transitions(pair.b());
            long from = Clock.nowMicros();

            Junk.flood(socket, List.of(highest()), 2, FORGING_SECONDS);

            assertThat(pair.holders(vip).holdNoneSeconds(from, Clock.nowMicros()))
                    .isZero();
            assertThat(Metrics.transitions(pair.a()) + Metrics.transitions(pair.b()))
                    .isEqualTo(before);
            assertThat(status(pair.a())).doesNotContain("nobody_answers");
        }
    }

    @ParameterizedTest
    @CsvSource({"HOLDFAST, V3_IPV4", "HOLDFAST, V3_IPV6", "KEEPALIVED, V3_IPV4", "KEEPALIVED, V3_IPV6"})
    void anHonestMasterIsNoGhost(Agent.Kind kind, Protocol protocol) {
        String vip = protocol.address();
        try (Pair pair = new Pair()) {
            Pair.Agents agents = pair.startSettled(kind, HOLDFAST, pair.routerA(protocol), pair.routerB(protocol));
            Clock.sleep(4);
            agents.a().terminate();
            agents.a().process().awaitExit(10);
            pair.watchB().awaitHolds(vip, 10);
            kind.start(pair.lab(), pair.routerA(protocol));
            pair.watchB().awaitReleases(vip, 30);
            Clock.sleep(4);

            assertThat(agents.b().log()).doesNotContain("split brain");
        }
    }
}
