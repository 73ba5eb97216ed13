package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The instruments themselves, shown on a pair of keepalived, whose behaviour is known. */
@LabTest(agent = false)
@Execution(ExecutionMode.CONCURRENT)
class HarnessIT {
    private static final String VIP = "192.0.2.100";

    @Test
    void everyRecorderSeesAGracefulTakeoverOfKeepalived() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            LabNode b = lab.node(2);
            LabNode client = lab.client();
            AddressWatch watchA = AddressWatch.start(lab, a);
            AddressWatch watchB = AddressWatch.start(lab, b);
            Agent first = Agent.Kind.KEEPALIVED.start(lab, Router.of(Protocol.V2_PLAIN, 150, a, b));
            Agent.Kind.KEEPALIVED.start(lab, Router.of(Protocol.V2_PLAIN, 100, b, a));
            watchA.awaitHolds(VIP, 8);
            Capture capture = Capture.outgoing(lab, a);
            Pinger pinger = Pinger.start(lab, client, VIP, 0.005);
            Clock.sleep(1.2);

            long stopMicros = Clock.nowMicros();
            first.terminate();
            watchB.awaitHolds(VIP, 3);
            assertThat(Clock.waitFor(
                            3,
                            () -> pinger.answeredSince(watchB.first(VIP, true, stopMicros)
                                    .orElseThrow()
                                    .micros())))
                    .isTrue();
            long endMicros = Clock.nowMicros();

            HoldersTimeline holders = new HoldersTimeline(VIP, List.of(watchA, watchB));
            assertThat(pinger.outageSeconds(stopMicros)).isBetween(0.5, 0.9);
            assertThat(holders.holdNoneSeconds(stopMicros, endMicros)).isBetween(0.5, 0.9);
            assertThat(holders.holdBothSeconds(stopMicros, endMicros)).isZero();
            assertThat(holders.arrivals(stopMicros)).isEqualTo(1);
            List<Frame> adverts = capture.adverts();
            assertThat(adverts).allMatch(Frame::hasGoodHeaderChecksum);
            assertThat(adverts.get(0).vrrpPriority()).isEqualTo(150);
            assertThat(adverts.get(adverts.size() - 1).vrrpPriority()).isZero();
        }
    }

    @Test
    void captureReadsKeepalivedsAdvertAsTheReferencePrintsIt() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            Capture capture = Capture.outgoing(lab, a);
            Agent.Kind.KEEPALIVED.start(lab, Router.of(Protocol.V2_PLAIN, 150, a, a));

            assertThat(Clock.waitFor(8, () -> !capture.adverts().isEmpty())).isTrue();

            Frame advert = capture.adverts().get(0);
            assertThat(advert.hex()).startsWith("01005e000012" + "02000000000a" + "0800" + "45c00028" + "0001");
            assertThat(advert.comparable())
                    .endsWith("c000020b" + "e0000012" + "2133960100018665c00002640000000000000000");
            assertThat(Clock.waitFor(3, () -> capture.frames().stream().anyMatch(Frame::isArp)))
                    .isTrue();
        }
    }

    @Test
    void timelineSeesAStoppedKeepalivedHoldTogetherWithItsSuccessor() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            LabNode b = lab.node(2);
            List<AddressWatch> watches = List.of(AddressWatch.start(lab, a), AddressWatch.start(lab, b));
            Agent first = Agent.Kind.KEEPALIVED.start(lab, Router.of(Protocol.V2_PLAIN, 150, a, b));
            watches.get(0).awaitHolds(VIP, 8);
            Agent.Kind.KEEPALIVED.start(lab, Router.of(Protocol.V2_PLAIN, 100, b, a));
            Clock.sleep(1.5);

            long killMicros = Clock.nowMicros();
            first.killHard();
            watches.get(1).awaitHolds(VIP, 6);
            Clock.sleep(1);

            double both = new HoldersTimeline(VIP, watches).holdBothSeconds(killMicros, Clock.nowMicros());
            assertThat(both).isGreaterThan(0.9);
        }
    }
}
