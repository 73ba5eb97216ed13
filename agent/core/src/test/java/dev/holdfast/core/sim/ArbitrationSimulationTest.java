package dev.holdfast.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many seeds of a world with arbitration; {@code -Dsim.arbitration=N} runs more. And bugs that they must find. */
class ArbitrationSimulationTest {
    private static final long SEEDS = Long.getLong("sim.arbitration", 300);
    private static final long SABOTAGE_SEEDS = 1000;

    static List<Sabotage> sabotages() {
        return List.of(
                new Sabotage(
                        "A1 the kernel is thought to be punctual",
                        1,
                        "arbitrate/WitnessConfig.java",
                        "return livesNanos - (kernelLeaseSeconds + KERNEL_LAG_SECONDS) * SECOND;",
                        "return livesNanos - kernelLeaseSeconds * SECOND;"),
                new Sabotage(
                        "A1 all clocks are thought to run at the same speed",
                        261,
                        "arbitrate/WitnessConfig.java",
                        "long livesNanos = ttlSeconds * SECOND * (100 - DRIFT_PERCENT) / 100;",
                        "long livesNanos = ttlSeconds * SECOND;"),
                new Sabotage(
                        "A1 the lease is counted from the answer",
                        1,
                        "arbitrate/WitnessHold.java",
                        "renewedNanos = orderedNanos;",
                        "renewedNanos = nowNanos;"),
                new Sabotage(
                        "A1 who was frozen reads before it looks",
                        21,
                        "engine/VirtualRouter.java",
                        "arbitrate(now);\n        reporter.late(",
                        "reporter.late("),
                new Sabotage(
                        "A1 the key is given back before the address is gone",
                        1,
                        "engine/Custody.java",
                        "isLettingGo &= !outcome.isDone();",
                        "isLettingGo = false;"),
                new Sabotage(
                        "A1 nobody waits for the answer",
                        1,
                        "arbitrate/Arbitration.java",
                        "return isNone() || (wanting && statuses().stream().allMatch(Arbitration::isGranted));",
                        "return true;"),
                new Sabotage(
                        "A2 a master ignores that it lost the reference",
                        1,
                        "arbitrate/ReferenceArbiter.java",
                        "if (situation.isHolding() && config.masterKeeps()) {",
                        "if (situation.isHolding()) {"),
                new Sabotage(
                        "A3 a wish is not granted",
                        1,
                        "arbitrate/WitnessArbiter.java",
                        "if (hold.wish().orElse(0) > situation.priority().value()) {",
                        "if (hold.wish().orElse(0) > 255) {"),
                new Sabotage(
                        "A4 a master asks nobody",
                        14,
                        "engine/ClaimDesk.java",
                        "if (isChallenged || state.deadlineNanos() - nowNanos <= 0) {",
                        "if (isChallenged) {"),
                new Sabotage(
                        "A4 a claim is remembered for ever",
                        16,
                        "split/Claimants.java",
                        "- claimant.tally().lastNanos() >= silence);",
                        "- claimant.tally().lastNanos() >= 100 * silence);"));
    }

    @Test
    void everySeedKeepsItsPromises() {
        List<String> failures = LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(ArbitrationRun::failure)
                .flatMap(java.util.Optional::stream)
                .toList();

        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void everyDeliberateBugIsFoundByItsInvariant(Sabotage sabotage, @TempDir Path folder) throws IOException {
        Path output = Files.createDirectory(folder.resolve("classes"));

        String found = sabotage.provoke(output, SABOTAGE_SEEDS, ArbitrationRun.class.getName());

        assertThat(found).startsWith(sabotage.name().substring(0, 2));
    }
}
