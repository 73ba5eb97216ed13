package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to the address when its holder is killed, stopped, robbed or told nonsense. Nothing else runs beside. */
@LabTest
@Isolated("timing")
class HolderFaultIT {
    private static final Agent.Kind HOLDFAST = Agent.Kind.HOLDFAST;
    private static final Protocol PROTOCOL = Protocol.V2_PLAIN;
    private static final String VIP = "192.0.2.100";

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void killedHolderLosesTheAddressBeforeOrSoonAfterItsSuccessorTakesIt(double phaseSeconds) {
        try (Pair pair = new Pair()) {
            Pair.Agents agents = pair.startSettled(HOLDFAST, HOLDFAST, pair.routerA(PROTOCOL), pair.routerB(PROTOCOL));
            Clock.sleep(phaseSeconds);

            long killMicros = Clock.nowMicros();
            agents.a().killHard();
            pair.watchB().awaitHolds(VIP, 6);
            Clock.sleep(3);

            long endMicros = Clock.nowMicros();
            assertThat(pair.watchA().holds(VIP)).isFalse();
            assertThat(pair.holders(VIP).holdBothSeconds(killMicros, endMicros)).isLessThanOrEqualTo(0.5);
            assertThat(pair.holders(VIP).holdNoneSeconds(killMicros, endMicros)).isLessThanOrEqualTo(1.5);
        }
    }

    @Test
    void stoppedHolderLosesTheAddressAndDoesNotFightWhenItGoesOn() {
        try (Pair pair = new Pair()) {
            Pair.Agents agents = pair.startSettled(
                    HOLDFAST,
                    HOLDFAST,
                    pair.routerA(PROTOCOL).withPreempt(false),
                    pair.routerB(PROTOCOL).withPreempt(false));

            long stopMicros = Clock.nowMicros();
            agents.a().process().signalTree(Libc.SIGSTOP);
            Clock.sleep(8);
            Capture capture = Capture.outgoing(pair.lab(), pair.a());
            agents.a().process().signalTree(Libc.SIGCONT);
            Clock.sleep(5);

            assertThat(pair.holders(VIP).holdBothSeconds(stopMicros, Clock.nowMicros()))
                    .isLessThanOrEqualTo(0.5);
            assertThat(pair.watchA().holds(VIP)).isFalse();
            assertThat(pair.watchB().holds(VIP)).isTrue();
            assertThat(capture.adverts()).isEmpty();
        }
    }

    @Test
    void stoppedHolderOfHigherPriorityComesBackInOrder() {
        try (Pair pair = new Pair()) {
            Pair.Agents agents = pair.startSettled(HOLDFAST, HOLDFAST, pair.routerA(PROTOCOL), pair.routerB(PROTOCOL));

            long stopMicros = Clock.nowMicros();
            agents.a().process().signalTree(Libc.SIGSTOP);
            Clock.sleep(8);
            agents.a().process().signalTree(Libc.SIGCONT);
            pair.watchB().awaitReleases(VIP, 6);
            Clock.sleep(1);

            assertThat(pair.watchA().holds(VIP)).isTrue();
            assertThat(pair.holders(VIP).holdBothSeconds(stopMicros, Clock.nowMicros()))
                    .isLessThanOrEqualTo(0.5);
        }
    }

    @Test
    void deletedAddressIsBackWithinATenthOfASecondWithoutATransition() {
        try (Pair pair = new Pair()) {
            pair.startSettled(HOLDFAST, HOLDFAST, pair.routerA(PROTOCOL), pair.routerB(PROTOCOL));
            String before = Metrics.transitions(pair.a());

            for (int i = 0; i < 3; i++) {
                long fromMicros = Clock.nowMicros();
                pair.a().ip("addr", "del", VIP + "/24", "dev", LabNode.INTERFACE);
                Clock.sleep(0.5);
                long goneMicros = pair.watchA()
                        .first(VIP, false, fromMicros)
                        .orElseThrow()
                        .micros();
                long backMicros =
                        pair.watchA().first(VIP, true, goneMicros).orElseThrow().micros();
                assertThat((backMicros - goneMicros) / 1e6).isLessThanOrEqualTo(0.1);
            }

            assertThat(Metrics.transitions(pair.a())).isEqualTo(before);
            assertThat(pair.watchB().events(VIP)).isEmpty();
        }
    }

    @Test
    void brokenFileOnReloadChangesNothing() {
        try (Pair pair = new Pair()) {
            LabNode client = pair.lab().client();
            Router router = pair.routerA(PROTOCOL);
            Pair.Agents agents = pair.startSettled(HOLDFAST, HOLDFAST, router, pair.routerB(PROTOCOL));
            HoldfastProcess holder = (HoldfastProcess) agents.a();
            String before = Metrics.transitions(pair.a());
            Pinger pinger = Pinger.start(pair.lab(), client, VIP, 0.005);

            for (String broken : List.of(
                    router.holdfastConfig().replace("priority: 150", "priority: 300"),
                    router.holdfastConfig().replace("interface: eth0", "interfaze: eth0"),
                    "vrrp_instance: [",
                    "")) {
                holder.reload(broken);
                Clock.sleep(1);
            }

            assertThat(pinger.stopAndCountLost()).isZero();
            assertThat(holder.process().isAlive()).as(holder.log()).isTrue();
            assertThat(Metrics.transitions(pair.a())).isEqualTo(before);
            assertThat(pair.watchB().events(VIP)).isEmpty();
            assertThat(holder.log()).contains("priority").contains("interfaze");
        }
    }

    @Test
    void reloadOfTheSameFileLosesNoPingAndMakesNoTransition() {
        try (Pair pair = new Pair()) {
            LabNode client = pair.lab().client();
            Router router = pair.routerA(PROTOCOL);
            Pair.Agents agents = pair.startSettled(HOLDFAST, HOLDFAST, router, pair.routerB(PROTOCOL));
            HoldfastProcess holder = (HoldfastProcess) agents.a();
            String before = Metrics.transitions(pair.a());
            Pinger pinger = Pinger.start(pair.lab(), client, VIP, 0.005);

            for (int i = 0; i < 3; i++) {
                holder.reload(router.holdfastConfig());
                Clock.sleep(1);
            }

            assertThat(pinger.stopAndCountLost()).isZero();
            assertThat(Metrics.transitions(pair.a())).isEqualTo(before);
            assertThat(pair.watchB().events(VIP)).isEmpty();
        }
    }

    @Test
    void terminatedHolderResignsBeforeItEnds() {
        try (Pair pair = new Pair()) {
            Pair.Agents agents = pair.startSettled(HOLDFAST, HOLDFAST, pair.routerA(PROTOCOL), pair.routerB(PROTOCOL));
            Capture capture = Capture.outgoing(pair.lab(), pair.a());
            Clock.sleep(1.2);

            long stopMicros = Clock.nowMicros();
            agents.a().terminate();
            assertThat(agents.a().process().awaitExit(5)).isZero();
            long exitMicros = Clock.nowMicros();
            pair.watchB().awaitHolds(VIP, 3);

            long goneMicros =
                    pair.watchA().first(VIP, false, stopMicros).orElseThrow().micros();
            List<Frame> adverts = capture.adverts();
            Frame last = adverts.get(adverts.size() - 1);
            assertThat(goneMicros).isLessThan(exitMicros);
            assertThat(last.vrrpPriority()).isZero();
            assertThat(last.micros()).isBetween(stopMicros, exitMicros);
            long takenMicros =
                    pair.watchB().first(VIP, true, stopMicros).orElseThrow().micros();
            // The skew of priority 100 is 609 ms.
            assertThat((takenMicros - last.micros()) / 1e6).isBetween(0.55, 0.70);
        }
    }
}
