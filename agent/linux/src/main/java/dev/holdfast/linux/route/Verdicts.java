package dev.holdfast.linux.route;

import dev.holdfast.core.route.Verdict;
import java.util.Arrays;
import java.util.Optional;

/** The kernel's numbers of verdicts: RTN_… of routes and FR_ACT_… of rules, which are the same where both exist. */
final class Verdicts {
    private Verdicts() {}

    static int number(Verdict verdict) {
        return switch (verdict) {
            case FORWARD -> 1;
            case BLACKHOLE -> 6;
            case UNREACHABLE -> 7;
            case PROHIBIT -> 8;
            case THROW -> 9;
        };
    }

    static Optional<Verdict> of(int number) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> number(verdict) == number)
                .findFirst();
    }
}
