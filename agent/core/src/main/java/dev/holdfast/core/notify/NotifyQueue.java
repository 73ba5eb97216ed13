package dev.holdfast.core.notify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The scripts of one virtual router, in the order of its transitions, one at a time. keepalived starts them all at once,
 * so that a slow {@code notify_backup} may end after the {@code notify_master} that followed it.
 */
public final class NotifyQueue {
    /**
     * How many scripts may wait. A router that changes its state more often than its scripts can follow keeps the newest:
     * what was true minutes ago helps nobody.
     */
    public static final int CAPACITY = 32;

    private final Deque<ScriptRun> waiting = new ArrayDeque<>();
    private Optional<ScriptRun> running = Optional.empty();
    private long dropped;

    /** Adds scripts at the end. Returns those that had to give way and will never run. */
    public List<ScriptRun> add(List<ScriptRun> runs) {
        waiting.addAll(runs);
        List<ScriptRun> victims = new ArrayList<>();
        while (waiting.size() > CAPACITY) {
            victims.add(waiting.removeFirst());
        }
        dropped += victims.size();
        return victims;
    }

    /** The script to start now; empty while one is running or none waits. */
    public Optional<ScriptRun> start() {
        if (running.isPresent() || waiting.isEmpty()) {
            return Optional.empty();
        }
        running = Optional.of(waiting.removeFirst());
        return running;
    }

    /** The running script has ended. Returns it; empty when it is not one of ours. */
    public Optional<ScriptRun> finish(long id) {
        Optional<ScriptRun> finished = running.filter(run -> run.id() == id);
        if (finished.isPresent()) {
            running = Optional.empty();
        }
        return finished;
    }

    /** Whether a script of this kind is yet to start; the same news twice helps nobody. */
    public boolean isWaiting(String kind) {
        return waiting.stream().anyMatch(run -> run.kind().equals(kind));
    }

    public boolean isIdle() {
        return running.isEmpty() && waiting.isEmpty();
    }

    public int waiting() {
        return waiting.size();
    }

    public long dropped() {
        return dropped;
    }
}
