package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What Holdfast does with authentication headers that it should not believe. {@link PairIT} has those it should. */
@LabTest
@Execution(ExecutionMode.CONCURRENT)
class HeaderIT {
    private static final Protocol PROTOCOL = Protocol.V2_AH;

    @Test
    void anotherPasswordIsRefusedAndSaidSo() {
        try (Pair pair = new Pair()) {
            Agent.Kind.KEEPALIVED.start(pair.lab(), pair.routerA(PROTOCOL));
            pair.watchA().awaitHolds(PROTOCOL.address(), 30);

            HoldfastProcess b = HoldfastProcess.start(
                    pair.lab(),
                    pair.b(),
                    pair.routerB(PROTOCOL).holdfastConfig().replace(Router.PASSWORD, "wr0ng"));

            b.process().awaitLine("reason=auth_failure", 30);
            assertThat(Metrics.samples(pair.b(), "reason=\"auth_failure\"")).doesNotContain(" 0.0");
            assertThat(b.log()).doesNotContain("wr0ng");
        }
    }

    @Test
    void recordedAdvertsKeepNoDeadMasterAlive() {
        try (Pair pair = new Pair()) {
            LabNode intruder = pair.lab().node(3);
            PacketSocket socket = PacketSocket.open(pair.lab(), intruder);
            Capture capture = Capture.outgoing(pair.lab(), pair.a());
            Pair.Agents agents = pair.startSettled(
                    Agent.Kind.KEEPALIVED, Agent.Kind.HOLDFAST, pair.routerA(PROTOCOL), pair.routerB(PROTOCOL));

            agents.a().killHard();
            List<byte[]> recorded = capture.adverts().stream().map(Frame::bytes).toList();
            Junk.flood(socket, recorded, 5, 6);

            assertThat(pair.watchB().holds(PROTOCOL.address())).isTrue();
            assertThat(Metrics.samples(pair.b(), "reason=\"auth_replay\"")).doesNotContain(" 0.0");
        }
    }

    @Test
    void aForgerWithoutAHeaderDeposesNobody() {
        try (Pair pair = new Pair()) {
            LabNode intruder = pair.lab().node(3);
            PacketSocket socket = PacketSocket.open(pair.lab(), intruder);
            pair.startSettled(Agent.Kind.HOLDFAST, Agent.Kind.HOLDFAST, pair.routerA(PROTOCOL), pair.routerB(PROTOCOL));
            String before = Metrics.transitions(pair.a()) + Metrics.transitions(pair.b());

            Junk.flood(socket, List.of(Junk.advert("192.0.2.66", Router.VRID, 255, "192.0.2.104")), 20, 5);

            assertThat(Metrics.transitions(pair.a()) + Metrics.transitions(pair.b()))
                    .isEqualTo(before);
            assertThat(pair.watchA().holds(PROTOCOL.address())).isTrue();
            assertThat(Metrics.samples(pair.a(), "reason=\"auth_type\"")).doesNotContain(" 0.0");
        }
    }
}
