package dev.holdfast.exporter.zabbix;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What one destination is yet to be told, in order, and when to try. Values leave it when Zabbix has answered for them;
 * one that arrives twice after a lost answer is better than one that never does.
 *
 * <p>Given the time, asks no clock. Not safe for threads: its owner locks.
 */
final class PushQueue {
    /** Days of a pair in peace, minutes of one that flaps. About 300 KB. */
    static final int MOST_WAITING = 1000;

    /** Zabbix takes many more at once, but an answer for few comes soon. */
    static final int MOST_AT_ONCE = 100;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Deque<Pushed> waiting = new ArrayDeque<>();
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private OptionalLong notBefore = OptionalLong.empty();
    private long dropped;

    /** Adds a value; when there is no room the oldest goes: the newest tells how things are. */
    void add(Pushed value) {
        if (waiting.size() == MOST_WAITING) {
            waiting.removeFirst();
            dropped++;
        }
        waiting.addLast(value);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Values that never left because there was no room. */
    long dropped() {
        return dropped;
    }

    /** When the oldest that waits happened, wall time. */
    OptionalLong oldestEpochMillis() {
        return waiting.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(waiting.getFirst().epochMillis());
    }

    /** Whether the last attempt failed. */
    boolean isPaused() {
        return notBefore.isPresent();
    }

    /** What to send now; empty while nothing waits or a pause lasts. */
    List<Pushed> due(long nowNanos) {
        return pauseNanos(nowNanos) > 0
                ? List.of()
                : waiting.stream().limit(MOST_AT_ONCE).toList();
    }

    /** How long until a pause ends; 0 when none lasts. */
    long pauseNanos(long nowNanos) {
        return notBefore.isPresent() ? Math.max(0, notBefore.getAsLong() - nowNanos) : 0;
    }

    /** Zabbix answered for these. */
    void done(List<Pushed> sent) {
        for (Pushed value : sent) {
            if (value.equals(waiting.peekFirst())) { // Or it was dropped meanwhile.
                waiting.removeFirst();
            }
        }
        pauseNanos = FIRST_PAUSE_NANOS;
        notBefore = OptionalLong.empty();
    }

    /** It could not be reached, or did not answer: again after 1, 2, 4 … 60 seconds. */
    void failed(long nowNanos) {
        notBefore = OptionalLong.of(nowNanos + pauseNanos);
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
    }
}
