package dev.holdfast.core.engine;

import dev.holdfast.core.spi.AgentEvent;
import java.util.ArrayList;
import java.util.List;

/** The actions of this turn, in order, and the numbers that events and scripts are known by. */
final class Outbox {
    private List<Action> actions = new ArrayList<>();
    private long lastId;
    private long lastIncident;

    void add(Action action) {
        actions.add(action);
    }

    /** Adds an order unless it only repeats the one before it; says whether it did. */
    boolean addUnlessLast(Action action) {
        boolean repeats = !actions.isEmpty() && actions.get(actions.size() - 1).equals(action);
        return !repeats && actions.add(action);
    }

    void publish(AgentEvent event) {
        add(new Action.Publish(event));
    }

    long nextId() {
        return ++lastId;
    }

    /** Incidents have numbers of their own: few, and easy to say over the telephone. */
    long nextIncident() {
        return ++lastIncident;
    }

    List<Action> take() {
        List<Action> taken = actions;
        actions = new ArrayList<>();
        return taken;
    }
}
