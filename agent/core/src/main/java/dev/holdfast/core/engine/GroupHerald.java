package dev.holdfast.core.engine;

import dev.holdfast.core.notify.NotifyPlan;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.Unfit;
import java.util.List;

/** Tells of the transitions of one sync group: the event, and the scripts, in order. Outlives reloads. */
final class GroupHerald {
    private final String name;
    private final Outbox outbox;
    private final NotifyDesk desk;
    private RouterState told = RouterState.INIT;
    private long sinceNanos;

    GroupHerald(String name, Outbox outbox) {
        this.name = name;
        this.outbox = outbox;
        this.desk = new NotifyDesk(outbox);
    }

    RouterState told() {
        return told;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    NotifyDesk desk() {
        return desk;
    }

    /** Says that the group stands elsewhere now. */
    void tell(long nowNanos, RouterState state, List<String> members, List<Unfit> unfit, NotifyScripts wanted) {
        GroupChanged event = new GroupChanged(nowNanos, outbox.nextId(), name, told, state, members, unfit);
        told = state;
        sinceNanos = nowNanos;
        outbox.publish(event);
        desk.add(nowNanos, NotifyPlan.of(event, wanted, outbox::nextId));
    }
}
