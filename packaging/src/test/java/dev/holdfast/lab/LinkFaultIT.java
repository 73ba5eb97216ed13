package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What happens to the address when the holder's cable, card or addresses come and go. Nothing else runs beside. */
@LabTest
@Isolated("timing")
class LinkFaultIT {
    private static final Protocol PROTOCOL = Protocol.V2_PLAIN;
    private static final String VIP = "192.0.2.100";

    /** Three adverts of a second and the skew of priority 100. */
    private static final double MASTER_DOWN_SECONDS = 3.61;

    @Test
    void aCableThatFlapsMovesTheAddressOnceAndBackOnce() {
        try (Pair pair = settled()) {
            long fromMicros = Clock.nowMicros();

            for (int i = 0; i < 20; i++) {
                pair.lab().unplug(pair.a());
                Clock.sleep(0.3);
                pair.lab().plug(pair.a());
                Clock.sleep(0.3);
            }
            pair.watchB().awaitHolds(VIP, 5);
            pair.watchB().awaitReleases(VIP, 8);
            Clock.sleep(2);

            HoldersTimeline holders = pair.holders(VIP);
            assertThat(pair.watchA().holds(VIP)).isTrue();
            assertThat(holders.arrivals(fromMicros)).as(holders.toString()).isEqualTo(2);
            // The hand-back: priority 0 is on its way while the other node already has the address.
            assertThat(holders.holdBothSeconds(fromMicros, Clock.nowMicros())).isLessThanOrEqualTo(0.05);
        }
    }

    @Test
    void aCardThatIsPulledAndPutBackComesBackByItself() {
        try (Pair pair = settled()) {
            long pulledMicros = Clock.nowMicros();
            pair.lab().pullCard(pair.a());
            pair.watchB().awaitHolds(VIP, 8);
            double none = pair.holders(VIP).holdNoneSeconds(pulledMicros, Clock.nowMicros());
            assertThat(none).isLessThanOrEqualTo(MASTER_DOWN_SECONDS + 0.15);
            assertThat(pair.a().httpGet("/status")).contains("interface_missing");

            long backMicros = Clock.nowMicros();
            pair.lab().insertCard(pair.a());
            pair.watchA().awaitHolds(VIP, 8);
            long takenMicros =
                    pair.watchA().first(VIP, true, backMicros).orElseThrow().micros();
            assertThat((takenMicros - backMicros) / 1e6).isLessThanOrEqualTo(MASTER_DOWN_SECONDS);
            pair.watchB().awaitReleases(VIP, 2);
        }
    }

    /** Ten flushes, five for each pair: ten removals in a minute are contested, and a flush may remove the address twice. */
    @RepeatedTest(2)
    void flushedAddressesAreNotFollowedByATransition() {
        try (Pair pair = new Pair()) {
            Agent holder = pair.startSettled(
                            Agent.Kind.HOLDFAST, Agent.Kind.HOLDFAST, pair.routerA(PROTOCOL), pair.routerB(PROTOCOL))
                    .a();
            String before = Metrics.transitions(pair.a());

            for (int i = 0; i < 5; i++) {
                long flushedMicros = Clock.nowMicros();
                flushAndRestore(pair.a());
                Clock.sleep(0.5);
                double none = pair.holders(VIP).holdNoneSeconds(flushedMicros, Clock.nowMicros());
                assertThat(none).as(holder.log()).isBetween(1e-6, 0.2);
            }

            assertThat(pair.watchA().holds(VIP)).isTrue();
            assertThat(pair.watchB().events(VIP)).isEmpty();
            assertThat(Metrics.transitions(pair.a())).isEqualTo(before);
        }
    }

    /** As a program does that configures the network anew, in one go. */
    private static void flushAndRestore(LabNode node) {
        String commands = "addr flush dev eth0\\naddr add " + node.ipv4() + "/24 dev eth0\\n";
        Shell.Result done = node.exec("bash", "-c", "printf '" + commands + "' | ip -batch -");
        assertThat(done.status()).as(done.output()).isZero();
    }

    /** The address is on a; b waits. */
    private static Pair settled() {
        Pair pair = new Pair();
        pair.startSettled(Agent.Kind.HOLDFAST, Agent.Kind.HOLDFAST, pair.routerA(PROTOCOL), pair.routerB(PROTOCOL));
        return pair;
    }
}
