package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.CheckResult;
import dev.holdfast.core.spi.CheckSnapshot;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What the looks of each check came to, and how long they took. Written on the agent loop alone, read by scrapes. */
final class CheckTallies {
    private final Map<Id, Tally> byCheck = new ConcurrentHashMap<>();

    private record Id(String kind, String name) {
        static Id of(CheckSnapshot check) {
            return new Id(check.kind(), check.name());
        }
    }

    /** One check. */
    static final class Tally {
        private final Map<CheckResult, AtomicLong> results = new EnumMap<>(CheckResult.class);

        /** From a port of this machine to the time limit of a script. */
        private final DurationHistogram duration = new DurationHistogram(0.01, 0.1, 1, 10);

        Tally() {
            for (CheckResult result : CheckResult.values()) {
                results.put(result, new AtomicLong());
            }
        }

        long count(CheckResult result) {
            return results.getOrDefault(result, new AtomicLong()).get();
        }

        long runs() {
            return results.values().stream().mapToLong(AtomicLong::get).sum();
        }

        /** How long those that were made took together. */
        double seconds() {
            return duration.sumSeconds();
        }

        DurationHistogram duration() {
            return duration;
        }
    }

    void count(String kind, String name, CheckResult result, long tookNanos) {
        Tally tally = byCheck.computeIfAbsent(new Id(kind, name), id -> new Tally());
        tally.results.getOrDefault(result, new AtomicLong()).incrementAndGet();
        if (result != CheckResult.NOT_MADE) {
            tally.duration.record(tookNanos);
        }
    }

    /** The counts of a check, all zero before its first look. */
    Tally of(CheckSnapshot check) {
        Tally known = byCheck.get(Id.of(check));
        return known == null ? new Tally() : known;
    }

    /** Forgets checks that are gone. */
    void retain(Collection<CheckSnapshot> checks) {
        byCheck.keySet().retainAll(checks.stream().map(Id::of).collect(Collectors.toSet()));
    }
}
