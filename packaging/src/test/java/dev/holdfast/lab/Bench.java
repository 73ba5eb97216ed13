package dev.holdfast.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The benchmarks beside keepalived, as tables for {@code docs/benchmarks.md}. Started by {@code packaging/bench}, never
 * by the build: timings on a busy machine are no test.
 */
public final class Bench {
    private static final int ROUNDS = 5;
    private static final int MINUTES = 10;

    private Bench() {}

    /**
     * Runs {@code takeover [rounds [only]]}, {@code start [rounds]}, {@code adverts [seconds]}, {@code steady [minutes]},
     * {@code many [instances [busy]]}, {@code scrape [instances]}, {@code flood [seconds]}, {@code scripts [runs]} or
     * {@code servers [count]}.
     */
    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        String which = words.isEmpty() ? "" : words.get(0);
        int number = words.size() > 1 ? Integer.parseInt(words.get(1)) : 0;
        switch (which) {
            case "takeover" -> TakeoverBench.run(number > 0 ? number : ROUNDS, words.size() > 2 ? words.get(2) : "");
            case "start" -> StartBench.run(number > 0 ? number : 2 * ROUNDS + 1);
            case "adverts" -> AdvertBench.run(number > 0 ? number : 60);
            case "steady" -> SteadyBench.run(number > 0 ? number : MINUTES);
            case "many" ->
                ManyBench.run(number > 0 ? number : 250, words.size() > 2 ? Integer.parseInt(words.get(2)) : 0, 120);
            case "scrape" -> ScrapeBench.run(number > 0 ? number : 250);
            case "flood" -> FloodBench.run(number > 0 ? number : 60);
            case "scripts" -> ScriptBench.run(number > 0 ? number : 100_000);
            case "servers" -> ServersBench.run(number > 0 ? number : 1_000);
            default -> {
                System.err.println("usage: bench takeover [rounds [only]] | start [rounds] | adverts [seconds]"
                        + " | steady [minutes] | many [instances [busy]] | scrape [instances] | flood [seconds] | scripts [runs]"
                        + " | servers [count]");
                System.exit(2);
            }
        }
        // Lab threads are daemons or done; what a failed measurement left is closed by the labs' own hook.
        System.exit(0);
    }

    /** Prints one row of a table at once, so that a long run can be watched. */
    static void row(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ').append(cell).append(" |");
        }
        System.out.println(line);
    }

    static void header(String... names) {
        row((Object[]) names);
        System.out.println("|" + " --- |".repeat(names.length));
    }

    static String millis(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds * 1e3);
    }
}
