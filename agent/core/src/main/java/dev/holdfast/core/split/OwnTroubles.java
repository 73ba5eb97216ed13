package dev.holdfast.core.split;

import dev.holdfast.core.spi.SplitEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What went wrong on this node itself, and may be why another one is master.
 *
 * @param stall the last time it was not run for longer than an advert may be missing
 * @param letGoNanos when it let go of its addresses for such a stall; {@link #NEVER} when it did not
 * @param link the last change of its link
 */
record OwnTroubles(Optional<Tally> stall, long letGoNanos, Optional<Tally> link) {
    static final long NEVER = Long.MAX_VALUE;
    static final OwnTroubles NONE = new OwnTroubles(Optional.empty(), NEVER, Optional.empty());

    OwnTroubles withStall(long nowNanos, long lateNanos) {
        String text = "this node was not run for " + lateNanos / 1_000_000 + " ms";
        return new OwnTroubles(Optional.of(Tally.once(nowNanos, text)), letGoNanos, link);
    }

    OwnTroubles withLink(long nowNanos, boolean up) {
        return new OwnTroubles(stall, letGoNanos, Optional.of(Tally.once(nowNanos, up ? "link came" : "link went")));
    }

    OwnTroubles lettingGo(long atNanos) {
        return new OwnTroubles(stall, atNanos, link);
    }

    /** Whether it was stalled after this moment. */
    boolean stalledSince(long nanos) {
        return stall.filter(tally -> tally.lastNanos() - nanos >= 0).isPresent();
    }

    /** What happened after this moment. */
    List<SplitEvidence> evidenceSince(long nanos) {
        List<SplitEvidence> list = new ArrayList<>();
        stall.ifPresent(tally -> list.add(evidence("stalled", tally)));
        link.ifPresent(tally -> list.add(evidence("link", tally)));
        list.removeIf(found -> found.lastNanos() - nanos < 0);
        return list;
    }

    private static SplitEvidence evidence(String kind, Tally tally) {
        return new SplitEvidence(
                kind, Optional.empty(), tally.count(), tally.firstNanos(), tally.lastNanos(), tally.text());
    }
}
