package dev.holdfast.core.engine;

import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.Outcome;
import java.util.List;
import java.util.function.Supplier;

/**
 * How one part of the kernel's load balancer is brought from what it is to what it should be: nothing is ordered before it
 * is known what is there, nor again before all was answered; what the kernel refuses is ordered again after {@link Pauses}.
 */
final class Pursuit {
    private final Outbox outbox;
    private final Pauses pauses = new Pauses();
    private boolean known;
    private boolean open = true;
    private int awaited;
    private boolean refused;

    Pursuit(Outbox outbox) {
        this.outbox = outbox;
    }

    /** The wish, or the truth, is another one. */
    void differs() {
        open = true;
    }

    /** The wish is another one, and whatever hindered the last one is no hindrance yet. */
    void startAnew(long nowNanos) {
        pauses.startAnew(nowNanos);
        differs();
    }

    /** The truth was told. Says whether, before that, it was thought to be as wished. */
    boolean onReport() {
        boolean wasRight = known && !open && awaited == 0;
        known = true;
        differs();
        return wasRight;
    }

    /** Whether the truth was ever told. */
    boolean isKnown() {
        return known;
    }

    /** Somebody undid what had been done. */
    void onUndone(long nowNanos) {
        pauses.onUndone(nowNanos);
    }

    /** Whether an answer is on its way. */
    boolean isAwaiting() {
        return awaited > 0;
    }

    /** Orders what differs, when it is time. */
    void act(long nowNanos, Supplier<List<? extends TableOrder>> difference) {
        if (isDue() && pauses.areOver(nowNanos)) {
            List<? extends TableOrder> orders = difference.get();
            open = false;
            refused = false;
            awaited = orders.size();
            orders.forEach(order -> outbox.add(new Action.OrderIpvs(order)));
        }
    }

    private boolean isDue() {
        return open && known && awaited == 0;
    }

    /** An order was carried out, or refused. */
    void onOutcome(long nowNanos, Outcome outcome) {
        awaited--;
        if (!outcome.isDone() && !refused) {
            // What follows in the same turn fails for the same reason, and is no further trouble.
            refused = true;
            open = true;
            pauses.onRefused(nowNanos);
        }
    }

    /** When to {@link #act} again though nothing happened. */
    long nextDeadlineNanos() {
        return isDue() ? pauses.untilNanos() : Engine.NEVER;
    }
}
