package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.split.Sign.Weight;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One sender of adverts with our virtual router id, from its first word to its silence. */
final class OtherMaster {
    private static final Set<Weight> NOT_HEARD = EnumSet.of(Weight.REFUSED, Weight.STRANGER, Weight.ECHO);

    private static final int UNKNOWN = -1;

    private final IpAddress address;
    private final long firstNanos;
    private final Map<Sign, Tally> signs = new EnumMap<>(Sign.class);
    private final Map<Weight, Last> lastOf = new EnumMap<>(Weight.class);
    private long lastNanos;
    private int priority = UNKNOWN;
    private long intervalNanos;
    private boolean refusedBefore;

    /** Heard at this time, when it said that it advertises so often. */
    private record Last(long atNanos, long intervalNanos) {}

    OtherMaster(IpAddress address, long nowNanos) {
        this.address = address;
        firstNanos = nowNanos;
        lastNanos = nowNanos;
    }

    void note(long nowNanos, Sign sign, String text) {
        lastNanos = nowNanos;
        lastOf.put(sign.weight(), new Last(nowNanos, intervalNanos));
        signs.merge(sign, Tally.once(nowNanos, text), Tally::and);
    }

    /** Its adverts say this of its priority. */
    void claims(int claimed) {
        priority = claimed;
    }

    /** As a rival; empty as long as it has not said how good it is. */
    Optional<Rival> asRival() {
        return priority == UNKNOWN ? Optional.empty() : Optional.of(new Rival(address, priority));
    }

    /** When it was last heard with one of these weights, our own moves notwithstanding; 0 for never. */
    long lastNanos(Set<Weight> weights) {
        return lasts(weights).mapToLong(Last::atNanos).max().orElse(0);
    }

    /** When its silence with these weights is no accident any more; 0 when there was nothing. */
    long silentNanos(Own own, Set<Weight> weights) {
        return lasts(weights)
                .mapToLong(last -> last.atNanos + patienceNanos(own, last.intervalNanos))
                .max()
                .orElse(0);
    }

    private Stream<Last> lasts(Set<Weight> weights) {
        return lastOf.entrySet().stream()
                .filter(entry -> weights.contains(entry.getKey()))
                .map(Map.Entry::getValue);
    }

    /** It says that it advertises this often. */
    void everyNanos(long interval) {
        intervalNanos = interval;
    }

    /**
     * Our own role has changed, and only what is heard from now on speaks for a second master. Who took over although it
     * heard adverts, and refused them, has a good deal to go by already.
     */
    void onOwnMove(long nowNanos, boolean toMaster) {
        refusedBefore = toMaster
                && !has(Weight.ACCEPTED)
                && of(NOT_HEARD).filter(tally -> tally.count() >= 2).isPresent();
        boolean mover = lastNanos == nowNanos && has(Weight.ACCEPTED) && !toMaster;
        signs.clear();
        if (mover) {
            signs.put(Sign.HEARD, Tally.once(nowNanos, "advertises"));
        }
    }

    IpAddress address() {
        return address;
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }

    boolean wasRefusedBefore() {
        return refusedBefore;
    }

    /** When its silence is no accident any more. */
    long silentNanos(Own own) {
        return lastNanos + patienceNanos(own, intervalNanos);
    }

    private static long patienceNanos(Own own, long intervalNanos) {
        return Math.max(own.downNanos(), 2 * intervalNanos + own.intervalNanos());
    }

    /** Whether it has been heard since our last move, and not by a mistake of the wire. */
    boolean isCredible() {
        return has(Weight.ACCEPTED)
                || of(EnumSet.allOf(Weight.class)).filter(this::isRepeated).isPresent();
    }

    private boolean isRepeated(Tally tally) {
        return tally.count() >= 2 || refusedBefore;
    }

    boolean has(Weight weight) {
        return of(EnumSet.of(weight)).isPresent();
    }

    /** Everything of these weights, taken together. */
    Optional<Tally> of(Set<Weight> weights) {
        return signs.entrySet().stream()
                .filter(entry -> weights.contains(entry.getKey().weight()))
                .map(Map.Entry::getValue)
                .reduce(Tally::and);
    }

    /** The signs seen since our last move. */
    Set<Sign> signs() {
        return signs.keySet();
    }

    List<SplitEvidence> evidence() {
        List<SplitEvidence> list = new ArrayList<>();
        signs.forEach((sign, tally) -> list.add(new SplitEvidence(
                sign.word(),
                Optional.of(address),
                tally.count(),
                tally.firstNanos(),
                tally.lastNanos(),
                tally.text())));
        return list;
    }
}
