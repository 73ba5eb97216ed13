package dev.holdfast.agent.loop;

import dev.holdfast.core.engine.Engine;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/** Inputs on their way to the loop. Filled from any thread, emptied by the loop. */
final class Inbox {
    /**
     * Inputs are results of scripts (a few at a time), reloads and the end; so many in waiting mean that the loop is dead,
     * and then nothing is gained by keeping more.
     */
    static final int CAPACITY = 1024;

    private final Queue<Input> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder refused = new LongAdder();

    /** Returns false, and counts, when there is no room. */
    boolean post(Input input) {
        boolean taken = waiting.offer(input);
        if (!taken) {
            refused.increment();
        }
        return taken;
    }

    /** Tells the engine what waited at the beginning of the call; what arrives meanwhile is the next turn's. */
    int drain(Engine engine, long nowNanos) {
        int count = waiting.size();
        for (int i = 0; i < count; i++) {
            Input input = waiting.poll();
            if (input == null) {
                return i;
            }
            input.tell(engine, nowNanos);
        }
        return count;
    }

    long refused() {
        return refused.sum();
    }
}
