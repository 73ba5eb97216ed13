package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the transitions of one virtual router have counted. One writer, the agent loop; any readers; no locks. */
final class RouterTally {
    /**
     * The transitions that are shown with 0 before they happen, because an alert cannot see a counter grow that begins
     * with 1. All others are shown once they have happened: all pairs would be most of a node's series.
     */
    private static final Map<RouterState, Set<TransitionReason>> EXPECTED = expected();

    private final Map<RouterState, Map<TransitionReason, Cell>> transitions = cells();

    /** From one netlink answer to a machine that is all but stuck. */
    private final DurationHistogram failovers = new DurationHistogram(0.001, 0.01, 0.1, 1, 5);

    /** From a handover and three 10 ms intervals to the usual 3.x s of keepalived's defaults and beyond. */
    private final DurationHistogram gaps = new DurationHistogram(0.1, 0.5, 1, 4, 10);

    /**
     * The event behind a count.
     *
     * @param id the event's id
     * @param atNanos when, on the agent's clock
     */
    record Event(long id, long atNanos) {}

    /** What to do with each transition. */
    @FunctionalInterface
    interface TransitionReader {
        void read(RouterState to, TransitionReason reason, long count, Optional<Event> last);
    }

    /** How often it was master and is no more. */
    private final AtomicLong released = new AtomicLong();

    private static final class Cell {
        private final AtomicLong count = new AtomicLong();
        private final AtomicReference<@Nullable Event> last = new AtomicReference<>();
    }

    void count(StateChanged event) {
        Event last = new Event(event.id(), event.atNanos());
        Cell cell = cell(event.to(), event.reason());
        cell.last.set(last);
        cell.count.incrementAndGet();
        if (event.from() == RouterState.MASTER) {
            released.incrementAndGet();
        }
        if (event.to() == RouterState.MASTER) {
            failovers.record(event.tookNanos(), last);
            if (event.silenceNanos() > 0) {
                gaps.record(event.silenceNanos(), last);
            }
        }
    }

    void readTransitions(TransitionReader reader) {
        for (RouterState to : RouterState.values()) {
            for (TransitionReason reason : TransitionReason.values()) {
                Cell cell = cell(to, reason);
                long count = cell.count.get();
                if (count > 0 || EXPECTED.getOrDefault(to, Set.of()).contains(reason)) {
                    reader.read(to, reason, count, Optional.ofNullable(cell.last.get()));
                }
            }
        }
    }

    /** How often it became master. */
    long becameMaster() {
        return Objects.requireNonNull(transitions.get(RouterState.MASTER)).values().stream()
                .mapToLong(cell -> cell.count.get())
                .sum();
    }

    long releasedMaster() {
        return released.get();
    }

    DurationHistogram failovers() {
        return failovers;
    }

    DurationHistogram gaps() {
        return gaps;
    }

    private Cell cell(RouterState to, TransitionReason reason) {
        return Objects.requireNonNull(
                Objects.requireNonNull(transitions.get(to)).get(reason));
    }

    private static Map<RouterState, Map<TransitionReason, Cell>> cells() {
        Map<RouterState, Map<TransitionReason, Cell>> cells = new EnumMap<>(RouterState.class);
        for (RouterState to : RouterState.values()) {
            Map<TransitionReason, Cell> row = new EnumMap<>(TransitionReason.class);
            for (TransitionReason reason : TransitionReason.values()) {
                row.put(reason, new Cell());
            }
            cells.put(to, row);
        }
        return cells;
    }

    private static Map<RouterState, Set<TransitionReason>> expected() {
        Map<RouterState, Set<TransitionReason>> pairs = new EnumMap<>(RouterState.class);
        pairs.put(
                RouterState.BACKUP,
                EnumSet.of(
                        TransitionReason.STARTUP,
                        TransitionReason.HIGHER_PRIORITY,
                        TransitionReason.TIE_BREAK,
                        TransitionReason.STALLED,
                        TransitionReason.RECOVERED));
        pairs.put(
                RouterState.MASTER,
                EnumSet.of(
                        TransitionReason.STARTUP,
                        TransitionReason.TIMEOUT,
                        TransitionReason.PRIORITY_ZERO,
                        TransitionReason.PREEMPTION,
                        TransitionReason.RECOVERED));
        pairs.put(
                RouterState.FAULT,
                EnumSet.of(
                        TransitionReason.STARTUP,
                        TransitionReason.INTERFACE,
                        TransitionReason.ADDRESS,
                        TransitionReason.TRANSPORT));
        return pairs;
    }
}
