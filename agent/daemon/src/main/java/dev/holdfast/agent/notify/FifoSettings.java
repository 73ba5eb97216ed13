package dev.holdfast.agent.notify;

import java.util.List;
import java.util.Set;

/**
 * Everything about named pipes.
 *
 * @param pipes those that are written to
 * @param priorityChanges the instances whose changes of priority get a line
 * @param servers what virtual servers and real servers are called in lines
 */
public record FifoSettings(List<FifoConfig> pipes, Set<String> priorityChanges, ServerLines servers) {
    public static final FifoSettings NONE = new FifoSettings(List.of(), Set.of(), ServerLines.NONE);

    public FifoSettings {
        pipes = List.copyOf(pipes);
        priorityChanges = Set.copyOf(priorityChanges);
    }
}
