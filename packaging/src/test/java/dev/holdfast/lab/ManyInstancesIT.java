package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** As many instances on one interface as there are VRIDs, nearly. What they cost: {@code packaging/bench many}. */
@LabTest
@Isolated("timing")
class ManyInstancesIT {
    private static final int INSTANCES = 250;
    private static final double SECONDS = 120;

    @Test
    void allStayWhereTheyAre() {
        try (ManyInstances pair = new ManyInstances(Agent.Kind.HOLDFAST, INSTANCES)) {
            long fromMicros = Clock.nowMicros();

            Clock.sleep(SECONDS);

            assertThat(pair.moves(fromMicros)).isZero();
        }
    }
}
