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

/** One sender of adverts with our virtual router id, from its first word to its silence. */
final class OtherMaster {
    private static final Set<Weight> NOT_HEARD = EnumSet.of(Weight.REFUSED, Weight.STRANGER, Weight.ECHO);

    private final IpAddress address;
    private final long firstNanos;
    private final Map<Sign, Tally> signs = new EnumMap<>(Sign.class);
    private long lastNanos;
    private long intervalNanos;
    private boolean refusedBefore;

    OtherMaster(IpAddress address, long nowNanos) {
        this.address = address;
        firstNanos = nowNanos;
        lastNanos = nowNanos;
    }

    void note(long nowNanos, Sign sign, String text) {
        lastNanos = nowNanos;
        signs.merge(sign, Tally.once(nowNanos, text), Tally::and);
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
        return lastNanos + Math.max(own.downNanos(), 2 * intervalNanos + own.intervalNanos());
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
