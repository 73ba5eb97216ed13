package dev.holdfast.agent.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads how many processes there must be.
 *
 * @param least at least so many
 * @param most at most so many; empty for any number
 */
record Quorum(int least, OptionalInt most) {
    /** The largest pid_max of a 32-bit kernel; nobody counts more by name. */
    private static final int MAX = 32_768;

    static Quorum read(Section section) {
        Optional<Value> written = section.value("quorum");
        int least = written.flatMap(value -> value.integer(0, MAX)).orElse(1);
        Optional<Value> limit = section.value("quorum_max");
        Optional<Integer> most = limit.flatMap(value -> value.integer(0, MAX));
        if (most.isPresent() && most.get() < least) {
            limit.get().error("must be at least the quorum of " + least + ", was " + most.get());
        }
        if (least == 0 && limit.isEmpty()) {
            written.ifPresent(value -> value.warning("0 is always reached; write quorum_max to limit the number"));
        }
        return new Quorum(least, most.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }
}
