package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Junk and spoofed adverts on the segment. */
@LabTest
@Isolated("a flood disturbs everyone's timing")
class IntruderIT {
    private static final String VIP = "192.0.2.100";

    @Test
    void floodOfMalformedAdvertsMovesNothing() {
        try (Pair pair = new Pair()) {
            LabNode intruder = pair.lab().node(3);
            pair.startSettled(
                    Agent.Kind.HOLDFAST,
                    Agent.Kind.HOLDFAST,
                    pair.routerA(Protocol.V2_PLAIN),
                    pair.routerB(Protocol.V2_PLAIN));
            String before = Metrics.transitions(pair.a()) + Metrics.transitions(pair.b());
            PacketSocket socket = PacketSocket.open(pair.lab(), intruder);

            long floodMicros = Clock.nowMicros();
            long sent = Junk.flood(socket, Junk.malformed(1000), 20_000, 10);

            assertThat(sent).isGreaterThan(50_000);
            Clock.sleep(1);
            assertThat(Metrics.transitions(pair.a()) + Metrics.transitions(pair.b()))
                    .isEqualTo(before);
            assertThat(pair.holders(VIP).arrivals(floodMicros)).isZero();
            assertThat(pair.watchA().holds(VIP)).isTrue();
            assertThat(pair.watchB().events(VIP)).isEmpty();
        }
    }

    @Test
    void advertsForAnotherRouterOrFromAStrangersListMoveNothing() {
        try (Pair pair = new Pair()) {
            LabNode intruder = pair.lab().node(3);
            pair.startSettled(
                    Agent.Kind.HOLDFAST,
                    Agent.Kind.HOLDFAST,
                    pair.routerA(Protocol.V2_PLAIN),
                    pair.routerB(Protocol.V2_PLAIN));
            PacketSocket socket = PacketSocket.open(pair.lab(), intruder);

            long floodMicros = Clock.nowMicros();
            // Another VRID of priority 250, and our VRID with a list that shares no address with ours.
            Junk.flood(
                    socket,
                    List.of(
                            Junk.advert("192.0.2.66", 52, 250, VIP),
                            Junk.advert("192.0.2.66", Router.VRID, 250, "198.51.100.7")),
                    20,
                    5);

            assertThat(pair.holders(VIP).arrivals(floodMicros)).isZero();
            assertThat(pair.watchA().holds(VIP)).isTrue();
            assertThat(pair.watchB().events(VIP)).isEmpty();
        }
    }

    @Test
    void aStrangerThatSharesAnAddressIsHeardAndReported() {
        try (Pair pair = new Pair()) {
            LabNode intruder = pair.lab().node(3);
            Pair.Agents agents = pair.startSettled(
                    Agent.Kind.HOLDFAST,
                    Agent.Kind.HOLDFAST,
                    pair.routerA(Protocol.V2_PLAIN),
                    pair.routerB(Protocol.V2_PLAIN));
            PacketSocket socket = PacketSocket.open(pair.lab(), intruder);

            Junk.flood(socket, List.of(Junk.advert("192.0.2.66", Router.VRID, 250, VIP, "198.51.100.7")), 10, 2);

            // To refuse it would make two masters of one address; so the better one has it, and both say what is odd.
            pair.watchA().awaitReleases(VIP, 2);
            agents.a().process().awaitLine("address_list_differs", 3);
            agents.b().process().awaitLine("address_list_differs", 3);
            pair.watchA().awaitHolds(VIP, 8);
            assertThat(pair.watchB().events(VIP)).isEmpty();
        }
    }
}
