package dev.holdfast.agent.notify;

import java.util.List;
import java.util.Set;

/**
 * Everything about named pipes.
 *
 * @param pipes those that are written to; all get the same lines
 * @param priorityChanges the instances whose changes of priority get a line
 */
public record FifoSettings(List<FifoConfig> pipes, Set<String> priorityChanges) {
    public static final FifoSettings NONE = new FifoSettings(List.of(), Set.of());

    public FifoSettings {
        pipes = List.copyOf(pipes);
        priorityChanges = Set.copyOf(priorityChanges);
    }
}
