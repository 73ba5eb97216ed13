package dev.holdfast.agent.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.event.Level;

/**
 * The last lines of the log of events, numbered from 1 without a gap. What is only for debugging is left out.
 *
 * <p>The agent loop writes and never waits; any thread may read. A reader who is slower than the writer misses the oldest
 * and sees it by the numbers.
 */
public final class RecentEvents {
    /** A bad night: some dozens of transitions with the scripts, priorities and warnings around them. */
    public static final int CAPACITY = 256;

    private final AtomicReferenceArray<Told> slots = new AtomicReferenceArray<>(CAPACITY);
    private volatile long newest;

    /**
     * A line that was told.
     *
     * @param id 1 for the first of this run of the agent, one more for each that follows
     * @param atNanos when it happened, on the agent's clock
     */
    public record Told(long id, long atNanos, LogLine line) {}

    void add(long atNanos, LogLine line) {
        if (line.level().toInt() < Level.INFO.toInt()) {
            return;
        }
        long id = newest + 1; // One writer: nobody else can have taken it.
        slots.set(slot(id), new Told(id, atNanos, line));
        newest = id;
    }

    /** Those after a number, the oldest first; 0 for all that are kept. */
    public List<Told> after(long id) {
        long last = newest;
        List<Told> found = new ArrayList<>();
        for (long next = Math.max(Math.max(id, last - CAPACITY), 0) + 1; next <= last; next++) {
            Told told = slots.get(slot(next));
            if (told.id() == next) {
                found.add(told);
            } else {
                found.clear(); // Overwritten while we read, and so are those before it by now: no hole in the middle.
            }
        }
        return found;
    }

    private static int slot(long id) {
        return (int) (id % CAPACITY);
    }
}
