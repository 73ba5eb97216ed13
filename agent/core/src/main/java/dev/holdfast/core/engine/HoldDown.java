package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.StandDown;
import java.util.Optional;

/**
 * Keeps a router that lost a split brain out of the election: until nobody who may have won is heard any more, or until an
 * operator clears it. Without it, one that refuses the winner's adverts would measure silence and take over again.
 */
final class HoldDown {
    private Optional<StandDown> held = Optional.empty();
    private long notBeforeNanos;
    private long overNanos = Engine.NEVER;

    /** @param downNanos a silence; whoever won has so long to be heard */
    void begin(long nowNanos, long downNanos, Optional<IpAddress> winner, boolean sticky) {
        held = Optional.of(new StandDown(nowNanos, winner, sticky || isSticky()));
        notBeforeNanos = nowNanos + downNanos;
        overNanos = isSticky() ? Engine.NEVER : notBeforeNanos;
    }

    boolean isHeld() {
        return held.isPresent();
    }

    Optional<StandDown> standDown() {
        return held;
    }

    /** Ends it when it is over by itself; says whether it was. */
    boolean look(long nowNanos, long heardUntilNanos) {
        if (held.isEmpty() || isSticky()) {
            return false;
        }
        overNanos = Math.max(notBeforeNanos, heardUntilNanos);
        return overNanos - nowNanos <= 0 && clear();
    }

    /** Ends it; says whether there was something to end. */
    boolean clear() {
        boolean was = isHeld();
        held = Optional.empty();
        overNanos = Engine.NEVER;
        return was;
    }

    long deadlineNanos() {
        return overNanos;
    }

    private boolean isSticky() {
        return held.filter(StandDown::sticky).isPresent();
    }
}
