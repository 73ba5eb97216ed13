package dev.holdfast.agent.notify;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.LowerMasterHeard;
import dev.holdfast.core.spi.AgentEvent.PriorityChanged;
import dev.holdfast.core.spi.AgentEvent.Reconciled;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.RouterState;
import java.util.Optional;
import java.util.Set;

/** Events as the lines that keepalived writes to a named pipe: {@code INSTANCE "VI_1" MASTER 100} and a line end. */
final class FifoLines {
    private final AgentFeed feed;

    FifoLines(AgentFeed feed) {
        this.feed = feed;
    }

    /** The line of an event; empty for what keepalived has none for. Called on the agent loop. */
    Optional<String> of(AgentEvent event, Set<String> priorityChanges) {
        if (event instanceof StateChanged changed && changed.to() != RouterState.INIT) {
            return instance(changed.router(), word(changed.to()), changed.priority());
        }
        if (event instanceof GroupChanged changed && changed.to() != RouterState.INIT) {
            return Optional.of(line("GROUP", changed.group(), word(changed.to()), 0));
        }
        if (event instanceof LowerMasterHeard heard) {
            return instance(heard.router(), "MASTER_RX_LOWER_PRI", heard.priority());
        }
        if (event instanceof Reconciled reconciled) {
            return instance(reconciled.router(), "MASTER", reconciled.priority());
        }
        if (event instanceof PriorityChanged changed && priorityChanges.contains(changed.router())) {
            return instance(changed.router(), priorityWord(changed.router()), changed.to());
        }
        return Optional.empty();
    }

    private static Optional<String> instance(String name, String word, Priority priority) {
        return Optional.of(line("INSTANCE", name, word, priority.value()));
    }

    private static String line(String kind, String name, String word, int priority) {
        return kind + " \"" + name + "\" " + word + " " + priority + "\n";
    }

    /** keepalived's word for a state: STOP for STOPPED, else the same. */
    private static String word(RouterState state) {
        return state == RouterState.STOPPED ? "STOP" : state.name();
    }

    /** Whoever is not master counts as a backup here, in FAULT too. */
    private String priorityWord(String router) {
        boolean master = feed.snapshot().routers().stream()
                .anyMatch(one -> one.name().equals(router) && one.state() == RouterState.MASTER);
        return master ? "MASTER_PRIORITY" : "BACKUP_PRIORITY";
    }
}
