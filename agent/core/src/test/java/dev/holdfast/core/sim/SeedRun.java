package dev.holdfast.core.sim;

import java.util.Optional;

/**
 * One seed, run twice. With a stranger on the segment the second run is without him and must take the same course (S7);
 * else the two must be alike in everything (S11).
 *
 * <p>Exceptions of the engine are violations too: an agent that throws is an agent that stops.
 */
public final class SeedRun {
    private final long seed;
    private final Coverage coverage;
    private final Optional<String> failure;
    private final String invariant;

    private SeedRun(long seed, Coverage coverage, String invariant, Optional<String> failure) {
        this.seed = seed;
        this.coverage = coverage;
        this.invariant = invariant;
        this.failure = failure;
    }

    static SeedRun of(long seed) {
        FaultPlan plan = FaultPlan.draw(seed);
        Simulation first = new Simulation(plan);
        try {
            first.run(true);
            Simulation second = new Simulation(plan);
            second.run(false);
            compare(plan, first.transcript(), second.transcript());
            return new SeedRun(seed, first.coverage(), "", Optional.empty());
        } catch (Violation violation) {
            return failed(plan, first, violation.invariant(), violation);
        } catch (RuntimeException thrown) {
            return failed(plan, first, "exception", thrown);
        }
    }

    /**
     * Runs seeds until one fails: {@code likely} first, then from 1 on.
     *
     * @return the first seed that failed and the invariant it broke; empty when none did
     */
    public static String firstFailure(long likely, long seeds) {
        for (long seed = 0; seed <= seeds; seed++) {
            SeedRun run = of(seed == 0 ? likely : seed);
            if (run.failure.isPresent()) {
                return run.invariant + " at seed " + run.seed;
            }
        }
        return "";
    }

    Coverage coverage() {
        return coverage;
    }

    long seed() {
        return seed;
    }

    /** Everything somebody needs who has to find the reason. */
    Optional<String> failure() {
        return failure;
    }

    private static void compare(FaultPlan plan, Transcript first, Transcript second) {
        if (first.historyHash() != second.historyHash()) {
            throw new Violation(plan.junk() ? "S7" : "S11", "a second run took another course");
        }
        if (!plan.junk() && first.hash() != second.hash()) {
            throw new Violation("S11", "a second run said something else");
        }
    }

    private static SeedRun failed(FaultPlan plan, Simulation simulation, String invariant, RuntimeException thrown) {
        String text = "seed " + plan.seed() + " breaks " + thrown + "\n" + where(thrown) + plan.topology() + "\n"
                + plan.settings() + "\n" + simulation.transcript().tail() + "replay: mvn -pl agent/core test"
                + " -Dtest=SimulationTest -Dsim.seed=" + plan.seed() + "\n";
        return new SeedRun(plan.seed(), simulation.coverage(), invariant, Optional.of(text));
    }

    private static String where(RuntimeException thrown) {
        StringBuilder text = new StringBuilder();
        if (!(thrown instanceof Violation)) {
            for (StackTraceElement element : thrown.getStackTrace()) {
                text.append("  at ").append(element).append('\n');
            }
        }
        return text.toString();
    }
}
