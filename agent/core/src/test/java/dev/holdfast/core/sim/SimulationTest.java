package dev.holdfast.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.RouterState;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many seeds, each another segment with other misfortunes. {@code -Dsim.seeds=N} runs more, {@code -Dsim.first=N} begins
 * elsewhere, {@code -Dsim.seed=N} runs one again, {@code -Dsim.lines=N} tells more of what went before.
 */
class SimulationTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 1000);
    private static final long FIRST = Long.getLong("sim.first", 1);
    private static final long ONE = Long.getLong("sim.seed", 0);

    /** How many failing seeds are told in full; the rest is only counted. */
    private static final int TOLD = 3;

    @Test
    void everySeedKeepsEveryInvariant() {
        LongStream seeds = ONE == 0 ? LongStream.range(FIRST, FIRST + SEEDS) : LongStream.of(ONE);
        List<SeedRun> runs = seeds.parallel().mapToObj(SeedRun::of).toList();

        List<SeedRun> failed =
                runs.stream().filter(run -> run.failure().isPresent()).toList();
        assertThat(failed)
                .as(() -> failed.size() + " of " + runs.size() + " seeds fail\n" + told(failed))
                .isEmpty();
        if (ONE == 0 && SEEDS >= 1000) {
            assertCovered(runs);
        }
    }

    private static String told(List<SeedRun> failed) {
        StringBuilder text = new StringBuilder();
        failed.stream().limit(TOLD).forEach(run -> text.append(run.failure().orElseThrow()));
        failed.stream().skip(TOLD).forEach(run -> text.append(run.seed()).append(' '));
        return text.toString();
    }

    private static void assertCovered(List<SeedRun> runs) {
        Coverage.Total total = new Coverage.Total();
        runs.forEach(run -> total.add(run.coverage()));

        for (FaultKind kind : FaultKind.values()) {
            assertThat(total.seedsWith(kind))
                    .as("seeds with %s of %s\n%s", kind, runs.size(), total)
                    .isGreaterThanOrEqualTo(runs.size() / 20);
        }
        for (Coverage.Event event : Coverage.Event.values()) {
            for (RouterState state : List.of(RouterState.BACKUP, RouterState.MASTER)) {
                if (event != Coverage.Event.STARTUP) {
                    assertThat(total.count(state, event))
                            .as("%s when %s\n%s", event, state, total)
                            .isPositive();
                }
            }
        }
    }
}
