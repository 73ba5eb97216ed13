package dev.holdfast.agent.loop;

import dev.holdfast.agent.feed.Feed;
import dev.holdfast.core.engine.Action;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.Platform;
import dev.holdfast.core.spi.AgentEvent;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One turn of the agent loop, always in this order:
 *
 * <ol>
 *   <li>the engine learns that it is awake, and so whether it was late, and what the wall clock says;
 *   <li>links are read, then routes, then datagrams, then claims of our addresses, then posted inputs, each up to a budget;
 *   <li>only then are deadlines looked at: adverts that waited in the kernel while the process was paused must count
 *       before its own silence timer does, or a paused node takes over wrongly;
 *   <li>actions are carried out in order, each outcome told at once, until there are no more;
 *   <li>the snapshot is published, then the events.
 * </ol>
 *
 * <p>All inputs of a turn carry the time at which it began. A pause in the middle of a turn thus ends in a turn that
 * begins late and reads first, instead of in a deadline that is looked at with packets unread.
 *
 * <p>Knows no thread and no clock of its own. Not thread-safe.
 */
final class Turn {
    /** Datagrams per turn. A flood must not keep deadlines waiting; what is left is read by a turn that follows at once. */
    static final int DATAGRAM_BUDGET = 256;

    /** Link and address messages per turn, for the same reason. */
    static final int LINK_BUDGET = 1024;

    /** Route and rule messages per turn, for the same reason; a routing daemon may send many that are not ours. */
    static final int ROUTE_BUDGET = 1024;

    /** Claims of our addresses per turn. They wake nobody and may be lost, so what is left waits for another turn. */
    static final int CLAIM_BUDGET = 128;

    /**
     * Rounds of actions and outcomes. The longest honest chain is short (address confirmed, advertise, announce, notify);
     * a longer one means that the engine answers itself in a circle.
     */
    static final int ROUND_LIMIT = 64;

    private final Engine engine;
    private final Platform platform;
    private final PortExecutor executor;
    private final Inbox inbox;
    private final Feed feed;
    private final LongSupplier clock;
    private final LongSupplier epochMillis;
    private final EngineReceiver receiver;
    private final int roundLimit;
    private long deadlineNanos = Engine.NEVER;

    Turn(
            Engine engine,
            Platform platform,
            Errands errands,
            Inbox inbox,
            Feed feed,
            LongSupplier clock,
            LongSupplier epochMillis,
            int roundLimit) {
        this.engine = engine;
        this.platform = platform;
        this.executor = new PortExecutor(platform, errands);
        this.inbox = inbox;
        this.feed = feed;
        this.clock = clock;
        this.epochMillis = epochMillis;
        this.receiver = new EngineReceiver(engine);
        this.roundLimit = roundLimit;
    }

    /**
     * Runs one turn.
     *
     * @return whether a budget was used up, so that another turn should follow at once
     */
    boolean run() {
        long now = clock.getAsLong();
        boolean wasDue = tellLag(now);
        engine.onWake(now);
        engine.onWallClock(now, epochMillis.getAsLong());
        int links = platform.links().drain(LINK_BUDGET, receiver.at(now));
        int routes = platform.routeMonitor().drain(ROUTE_BUDGET, receiver.at(now));
        int datagrams = platform.transport().drain(DATAGRAM_BUDGET, receiver.at(now));
        platform.neighbourWatch().drain(CLAIM_BUDGET, receiver.at(now));
        int inputs = inbox.drain(engine, now);
        engine.onTime(now);
        boolean acted = act();
        if (wasDue || acted || links + routes + datagrams + inputs > 0) {
            publish();
        }
        deadlineNanos = engine.nextDeadlineNanos();
        return links >= LINK_BUDGET || routes >= ROUTE_BUDGET || datagrams >= DATAGRAM_BUDGET;
    }

    /** Has the engine resign and stop, as far as it still can. For the crash: publishes events, no snapshot. */
    void resign() {
        try {
            engine.onShutdown(clock.getAsLong());
            act();
        } finally {
            executor.takeEvents().forEach(feed::publish);
        }
    }

    /** When to run again at the latest, {@link Engine#NEVER} for no deadline. */
    long nextDeadlineNanos() {
        return deadlineNanos;
    }

    boolean isFinished() {
        return engine.isFinished();
    }

    private boolean tellLag(long now) {
        boolean isDue = deadlineNanos != Engine.NEVER && deadlineNanos - now <= 0;
        if (isDue) {
            feed.timerLag(now - deadlineNanos);
        }
        return isDue;
    }

    private boolean act() {
        for (int round = 0; ; round++) {
            List<Action> actions = engine.takeActions();
            if (actions.isEmpty()) {
                return round > 0;
            }
            if (round == roundLimit) {
                throw new IllegalStateException("actions follow from actions without end: " + actions);
            }
            for (Action action : actions) {
                Outcome outcome = action.accept(executor);
                engine.onOutcome(clock.getAsLong(), action, outcome);
            }
        }
    }

    private void publish() {
        feed.publish(engine.snapshot(clock.getAsLong()));
        for (AgentEvent event : executor.takeEvents()) {
            feed.publish(event);
        }
    }
}
