package dev.holdfast.lab;

import java.util.Locale;

/** Very many instances on one interface: do they stay where they are, and what does it cost? */
final class ManyBench {
    private ManyBench() {}

    /** @param busy how many programs that never rest run beside them */
    static void run(int instances, int busy, int seconds) {
        Bench.header("instances", "program", "seconds", "moves", "CPU of the master %", "CPU of the backup %");
        try (ManyInstances ours = new ManyInstances(Agent.Kind.HOLDFAST, instances);
                ManyInstances theirs = new ManyInstances(Agent.Kind.KEEPALIVED, instances)) {
            ours.burden(busy);
            Load before = Load.of(ours);
            Load beforeTheirs = Load.of(theirs);
            long fromMicros = Clock.nowMicros();
            Clock.sleep(seconds);
            Load used = Load.of(ours).less(before).per(seconds);
            Load usedTheirs = Load.of(theirs).less(beforeTheirs).per(seconds);
            row(instances, "Holdfast", seconds, ours.moves(fromMicros), used);
            row(instances, "keepalived", seconds, theirs.moves(fromMicros), usedTheirs);
            System.out.printf(
                    Locale.ROOT,
                    "ratio: master %.2f, backup %.2f%n",
                    used.master() / usedTheirs.master(),
                    used.backup() / usedTheirs.backup());
        }
    }

    private static void row(int instances, String program, int seconds, long moves, Load share) {
        Bench.row(instances, program, seconds, moves, percent(share.master()), percent(share.backup()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    /** Processor time in seconds, or its share of a span. */
    private record Load(double master, double backup) {
        static Load of(ManyInstances pair) {
            return new Load(pair.masterSeconds(), pair.backupSeconds());
        }

        Load less(Load earlier) {
            return new Load(master - earlier.master, backup - earlier.backup);
        }

        Load per(double seconds) {
            return new Load(master / seconds, backup / seconds);
        }
    }
}
