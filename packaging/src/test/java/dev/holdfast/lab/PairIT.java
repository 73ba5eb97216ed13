package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of every protocol, path and mode, Holdfast with keepalived in both roles and with itself. */
@LabTest
@Execution(ExecutionMode.CONCURRENT)
class PairIT {
    /** What keepalived says when it dislikes a packet. */
    private static final Pattern COMPLAINT =
            Pattern.compile("(?i)invalid|incorrect|mismatch|checksum|too short|bad |expected|unknown|dropp");

    /** keepalived puts off a promotion by what its own log and netlink cost on a machine with all cells at once. */
    private static final double TOLERANCE_SECONDS = 0.3;

    static Stream<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            for (boolean unicast : new boolean[] {false, true}) {
                cells.add(new Cell(protocol, unicast, Agent.Kind.HOLDFAST, Agent.Kind.KEEPALIVED));
                cells.add(new Cell(protocol, unicast, Agent.Kind.KEEPALIVED, Agent.Kind.HOLDFAST));
                cells.add(new Cell(protocol, unicast, Agent.Kind.HOLDFAST, Agent.Kind.HOLDFAST));
            }
        }
        return cells.stream();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void higherPriorityTakesOverAndHandsBackWhenItStops(Cell cell) {
        try (Pair pair = new Pair()) {
            Router routerA = pair.routerA(cell.protocol()).withUnicast(cell.unicast());
            Router routerB = pair.routerB(cell.protocol()).withUnicast(cell.unicast());
            String address = cell.protocol().address();

            Agent low = cell.low().start(pair.lab(), routerB);
            pair.watchB().awaitHolds(address, 30);
            long startMicros = Clock.nowMicros();
            Agent high = cell.high().start(pair.lab(), routerA);
            pair.watchA().awaitHolds(address, 30);
            pair.watchB().awaitReleases(address, 1);
            Clock.sleep(1);
            assertThat(pair.watchA().holds(address)).isTrue();
            assertThat(pair.holders(address).holdBothSeconds(startMicros, Clock.nowMicros()))
                    .isLessThan(TOLERANCE_SECONDS);
            assertThat(pair.holders(address).holdNoneSeconds(startMicros, Clock.nowMicros()))
                    .isLessThan(TOLERANCE_SECONDS);

            long stopMicros = Clock.nowMicros();
            high.terminate();
            pair.watchB().awaitHolds(address, 10);
            assertThat(high.process().awaitExit(10)).isZero();
            assertHandOver(pair, cell, address, stopMicros, logs(high, low));
            assertNoComplaint(cell, high, low);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void nopreemptLeavesTheLowerPriorityInPlaceUntilItStops(Cell cell) {
        try (Pair pair = new Pair()) {
            Router routerA =
                    pair.routerA(cell.protocol()).withUnicast(cell.unicast()).withPreempt(false);
            Router routerB =
                    pair.routerB(cell.protocol()).withUnicast(cell.unicast()).withPreempt(false);
            String address = cell.protocol().address();

            Agent low = cell.low().start(pair.lab(), routerB);
            pair.watchB().awaitHolds(address, 30);
            Agent high = cell.high().start(pair.lab(), routerA);
            Pair.awaitListening(cell.high(), high, pair.a());
            Clock.sleep(cell.downSeconds() + 0.5);
            assertThat(pair.watchA().events(address)).isEmpty();
            assertThat(pair.watchB().holds(address)).isTrue();

            long stopMicros = Clock.nowMicros();
            low.terminate();
            pair.watchA().awaitHolds(address, 10);
            assertThat(low.process().awaitExit(10)).isZero();
            assertHandOver(pair, cell, address, stopMicros, logs(high, low));
            assertNoComplaint(cell, high, low);
        }
    }

    private static String logs(Agent high, Agent low) {
        return "\n--- a, 150:\n" + high.log() + "\n--- b, 100:\n" + low.log();
    }

    private static void assertHandOver(Pair pair, Cell cell, String address, long stopMicros, String logs) {
        long endMicros = Clock.nowMicros();
        assertThat(pair.holders(address).holdBothSeconds(stopMicros, endMicros))
                .as(cell + logs)
                .isZero();
        assertThat(pair.holders(address).holdNoneSeconds(stopMicros, endMicros))
                .as(cell + logs)
                .isLessThan(cell.skewSeconds() + TOLERANCE_SECONDS);
    }

    private static void assertNoComplaint(Cell cell, Agent high, Agent low) {
        for (Agent agent : List.of(high, low)) {
            if (agent instanceof KeepalivedProcess) {
                assertThat(agent.process().lines())
                        .as(cell.toString())
                        .noneMatch(line -> COMPLAINT.matcher(line).find());
            }
        }
    }

    /**
     * @param high the program with priority 150 on node a
     * @param low the program with priority 100 on node b
     */
    record Cell(Protocol protocol, boolean unicast, Agent.Kind high, Agent.Kind low) {
        /** (256 - 100) / 256 of a second, or of an interval of 0.2 s. */
        double skewSeconds() {
            return protocol.version() == 2 ? 0.609 : 0.122;
        }

        double downSeconds() {
            return protocol.version() == 2 ? 3.414 : 0.683;
        }

        @Override
        public String toString() {
            return protocol + (unicast ? " unicast " : " multicast ") + high + " over " + low;
        }
    }
}
