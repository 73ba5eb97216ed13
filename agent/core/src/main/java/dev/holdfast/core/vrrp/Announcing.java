package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.IpFamily;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How often a master tells the link who answers for its addresses. Repeats are spread: a burst within one millisecond is
 * lost as one, for instance while a switch port still blocks.
 *
 * @param takeoverNanos when the rounds after a takeover go out, counted from it; the first is 0
 * @param contentionNanos when the rounds go out after another master was heard, counted from then; none for silence
 * @param refreshNanos how long after the last round the addresses are announced again, 0 for never
 * @param refreshRounds how many rounds such a refresh has
 * @param spacingNanos the time between two rounds of a refresh
 */
public record Announcing(
        List<Long> takeoverNanos, List<Long> contentionNanos, long refreshNanos, int refreshRounds, long spacingNanos) {
    /** A round is a packet for every address; more of them in one go help nobody. */
    public static final int MAX_ROUNDS = 60;

    private static final long MILLI = 1_000_000L;
    private static final List<Long> CONTENTION = millis(0, 1000);

    public Announcing {
        takeoverNanos = List.copyOf(takeoverNanos);
        contentionNanos = List.copyOf(contentionNanos);
        if (takeoverNanos.isEmpty() || takeoverNanos.get(0) != 0) {
            throw new IllegalArgumentException("a takeover is announced at once");
        }
        boolean few = takeoverNanos.size() <= 2 * MAX_ROUNDS && contentionNanos.size() <= 2 * MAX_ROUNDS;
        if (!few || refreshRounds < 1 || refreshRounds > MAX_ROUNDS || refreshNanos < 0 || spacingNanos < 1) {
            throw new IllegalArgumentException("rounds of announcements are bounded");
        }
    }

    /** Our own schedule, without a refresh. IPv6 has three rounds a second apart (RFC 4861 section 7.2.6). */
    public static Announcing standard(IpFamily family) {
        List<Long> takeover = switch (family) {
            case IPV4 -> millis(0, 200, 500, 1000, 2000, 5000);
            case IPV6 -> millis(0, 1000, 2000);
        };
        return new Announcing(takeover, CONTENTION, 0, 1, spacing(family));
    }

    /** keepalived's schedule, spread: some rounds now, and as many after a delay; 0 for no second set. */
    public static List<Long> twice(IpFamily family, int rounds, long delayNanos) {
        long spacing = spacing(family);
        long second = Math.max(delayNanos, rounds * spacing);
        LongStream first = LongStream.range(0, rounds).map(round -> round * spacing);
        LongStream later = LongStream.range(0, delayNanos == 0 ? 0 : rounds).map(round -> second + round * spacing);
        return LongStream.concat(first, later).boxed().toList();
    }

    /** What keepalived calls the delay: when the rounds go on after the longest pause between two; 0 for one round. */
    public long delayNanos() {
        long longest = 0;
        long delay = 0;
        for (int round = 1; round < takeoverNanos.size(); round++) {
            long pause = takeoverNanos.get(round) - takeoverNanos.get(round - 1);
            if (pause > longest) {
                longest = pause;
                delay = takeoverNanos.get(round);
            }
        }
        return delay;
    }

    public Announcing withTakeover(List<Long> nanos) {
        return new Announcing(nanos, contentionNanos, refreshNanos, refreshRounds, spacingNanos);
    }

    public Announcing withContention(List<Long> nanos) {
        return new Announcing(takeoverNanos, nanos, refreshNanos, refreshRounds, spacingNanos);
    }

    public Announcing withRefresh(long everyNanos, int rounds) {
        return new Announcing(takeoverNanos, contentionNanos, everyNanos, rounds, spacingNanos);
    }

    /** RFC 4861 section 7.2.6: unsolicited neighbour advertisements are at least a second apart. */
    private static long spacing(IpFamily family) {
        return switch (family) {
            case IPV4 -> 100 * MILLI;
            case IPV6 -> 1000 * MILLI;
        };
    }

    private static List<Long> millis(long... values) {
        return LongStream.of(values).map(value -> value * MILLI).boxed().toList();
    }
}
