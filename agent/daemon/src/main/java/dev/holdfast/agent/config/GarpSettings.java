package dev.holdfast.agent.config;

import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.vrrp.Announcing;
import java.util.Optional;

/**
 * keepalived's {@code garp_*} settings, as far as they were written. Whoever writes none gets our own schedule; whoever
 * writes one gets keepalived's, with its defaults for the rest.
 *
 * @param masterDelayNanos between the two sets of rounds after a takeover
 * @param masterRepeat rounds of a set
 * @param refreshNanos between refreshes, 0 for none
 * @param refreshRepeat rounds of a refresh
 * @param lowerPrioDelayNanos between the two sets of rounds after a master of lower priority was heard
 * @param lowerPrioRepeat rounds of such a set
 */
record GarpSettings(
        Optional<Long> masterDelayNanos,
        Optional<Integer> masterRepeat,
        Optional<Long> refreshNanos,
        Optional<Integer> refreshRepeat,
        Optional<Long> lowerPrioDelayNanos,
        Optional<Integer> lowerPrioRepeat) {
    static final GarpSettings NONE = new GarpSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final long MAX_DELAY_NANOS = 1_000 * Durations.SECOND;
    private static final long MAX_REFRESH_NANOS = 24 * Durations.HOUR;
    private static final long DEFAULT_DELAY_NANOS = 5 * Durations.SECOND;
    private static final int DEFAULT_REPEAT = 5;

    /** Reads the keys of a block, each behind a prefix. */
    static GarpSettings read(Section section, String prefix) {
        return new GarpSettings(
                time(section, prefix + "garp_master_delay", MAX_DELAY_NANOS),
                rounds(section, prefix + "garp_master_repeat", 1),
                time(section, prefix + "garp_master_refresh", MAX_REFRESH_NANOS)
                        .filter(nanos -> isRareEnough(section, prefix + "garp_master_refresh", nanos)),
                rounds(section, prefix + "garp_master_refresh_repeat", 1),
                time(section, prefix + "garp_lower_prio_delay", MAX_DELAY_NANOS),
                rounds(section, prefix + "garp_lower_prio_repeat", 0));
    }

    /** These, and where they say nothing, those of the whole process. */
    GarpSettings or(GarpSettings global) {
        return new GarpSettings(
                masterDelayNanos.or(global::masterDelayNanos),
                masterRepeat.or(global::masterRepeat),
                refreshNanos.or(global::refreshNanos),
                refreshRepeat.or(global::refreshRepeat),
                lowerPrioDelayNanos.or(global::lowerPrioDelayNanos),
                lowerPrioRepeat.or(global::lowerPrioRepeat));
    }

    Announcing announcing(IpFamily family) {
        Announcing announcing =
                Announcing.standard(family).withRefresh(refreshNanos.orElse(0L), refreshRepeat.orElse(1));
        long delay = masterDelayNanos.orElse(DEFAULT_DELAY_NANOS);
        int repeat = masterRepeat.orElse(DEFAULT_REPEAT);
        if (masterDelayNanos.isPresent() || masterRepeat.isPresent()) {
            announcing = announcing.withTakeover(Announcing.twice(family, repeat, delay));
        }
        if (lowerPrioDelayNanos.isPresent() || lowerPrioRepeat.isPresent()) {
            announcing = announcing.withContention(
                    Announcing.twice(family, lowerPrioRepeat.orElse(repeat), lowerPrioDelayNanos.orElse(delay)));
        }
        return announcing;
    }

    private static Optional<Integer> rounds(Section section, String key, int least) {
        return section.integer(key, least, Announcing.MAX_ROUNDS);
    }

    private static Optional<Long> time(Section section, String key, long most) {
        return section.value(key)
                .flatMap(value -> value.durationNanos().filter(nanos -> {
                    boolean fine = nanos <= most;
                    if (!fine) {
                        value.error(
                                "must be 0.." + most / Durations.SECOND + " seconds, was " + Durations.format(nanos));
                    }
                    return fine;
                }));
    }

    /** Every host of the network receives each round. */
    private static boolean isRareEnough(Section section, String key, long nanos) {
        boolean fine = nanos == 0 || nanos >= Durations.SECOND;
        if (!fine) {
            section.value(key)
                    .ifPresent(value -> value.error("must be 0 or at least 1 second, was " + Durations.format(nanos)));
        }
        return fine;
    }
}
