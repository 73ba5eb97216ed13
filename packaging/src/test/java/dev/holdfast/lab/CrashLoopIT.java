package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A holder that its service manager starts again and again, and that dies each time after a second. */
@LabTest
@Execution(ExecutionMode.CONCURRENT)
class CrashLoopIT {
    private static final Protocol PROTOCOL = Protocol.V2_PLAIN;
    private static final String VIP = "192.0.2.100";
    private static final int CRASHES = 60;

    @Test
    void thePeerKeepsTheAddressUntilTheCrashesEnd() {
        try (Pair pair = new Pair()) {
            Router router = pair.routerA(PROTOCOL);
            Pair.Agents agents =
                    pair.startSettled(Agent.Kind.HOLDFAST, Agent.Kind.HOLDFAST, router, pair.routerB(PROTOCOL));
            long fromMicros = Clock.nowMicros();

            Agent crashing = agents.a();
            for (int i = 0; i < CRASHES; i++) {
                crashing.killHard();
                crashing = Agent.Kind.HOLDFAST.start(pair.lab(), router);
                Clock.sleep(1);
            }
            assertThat(pair.watchB().holds(VIP)).isTrue();
            pair.watchB().awaitReleases(VIP, 30);

            Clock.sleep(2);
            HoldersTimeline holders = pair.holders(VIP);
            assertThat(pair.watchA().holds(VIP)).isTrue();
            assertThat(holders.arrivals(fromMicros)).as(holders.toString()).isEqualTo(2);
        }
    }
}
