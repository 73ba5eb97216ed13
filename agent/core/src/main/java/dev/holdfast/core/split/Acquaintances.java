package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.split.Sign.Weight;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The senders of adverts that were ever heard, and what was wrong with their adverts last. Outlives their silence. */
final class Acquaintances {
    /** A router has a handful of nodes. */
    static final int MOST = 8;

    private static final Set<Weight> TELLING = EnumSet.of(Weight.REFUSED, Weight.STRANGER, Weight.ODD);

    /** The one heard longest ago is the first. */
    private final Map<IpAddress, Optional<Mark>> known = new LinkedHashMap<>();

    private record Mark(long atNanos, SplitCause cause) {}

    /** An advert passed every check: what was wrong before is over. */
    void heard(long nowNanos, IpAddress sender) {
        Optional<Mark> mark = known.getOrDefault(sender, Optional.empty());
        put(sender, mark.filter(odd -> odd.atNanos == nowNanos));
    }

    void noted(long nowNanos, IpAddress sender, Sign sign) {
        if (TELLING.contains(sign.weight())) {
            put(sender, Optional.of(new Mark(nowNanos, sign.cause())));
        }
    }

    private void put(IpAddress sender, Optional<Mark> mark) {
        known.remove(sender);
        if (known.size() == MOST) {
            known.remove(known.keySet().iterator().next());
        }
        known.put(sender, mark);
    }

    Set<IpAddress> addresses() {
        return new LinkedHashSet<>(known.keySet());
    }

    /** What was wrong with this sender's adverts, if that was seen after then. */
    Optional<SplitCause> causeSince(long nanos, IpAddress sender) {
        return known.getOrDefault(sender, Optional.empty())
                .filter(mark -> mark.atNanos - nanos >= 0)
                .map(Mark::cause);
    }

    /** What was wrong with anybody's. */
    Optional<SplitCause> causeSince(long nanos) {
        return known.keySet().stream()
                .flatMap(sender -> causeSince(nanos, sender).stream())
                .min(SplitCause::compareTo);
    }
}
