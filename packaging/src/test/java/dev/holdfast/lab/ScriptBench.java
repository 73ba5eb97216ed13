package dev.holdfast.lab;

/** Very many runs of check scripts: what is left of them? */
final class ScriptBench {
    private static final int SCRIPTS = 20;
    private static final double SECONDS_PER_RUN = 0.1;

    private ScriptBench() {}

    static void run(int runs) {
        Bench.header("runs", "zombies", "descriptors at first", "descriptors at last", "moves");
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            AddressWatch watch = AddressWatch.start(lab, a);
            ScriptRuns scripts = ScriptRuns.start(lab, a, SCRIPTS);
            watch.awaitHolds(ScriptRuns.VIP, 30);
            scripts.await(10 * SCRIPTS, 60);
            int before = scripts.descriptors();
            scripts.await(runs, runs * SECONDS_PER_RUN);
            long moves = watch.events(ScriptRuns.VIP).stream()
                    .filter(event -> !event.present())
                    .count();
            Bench.row(runs, scripts.zombies().size(), before, scripts.descriptors(), moves);
        }
    }
}
