package dev.holdfast.core.engine;

import dev.holdfast.core.spi.AgentEvent;
import java.util.ArrayList;
import java.util.List;

/** The actions of this turn, in order, and the numbers that events and scripts are known by. */
final class Outbox {
    private List<Action> actions = new ArrayList<>();
    private long lastId;

    void add(Action action) {
        actions.add(action);
    }

    void publish(AgentEvent event) {
        add(new Action.Publish(event));
    }

    long nextId() {
        return ++lastId;
    }

    List<Action> take() {
        List<Action> taken = actions;
        actions = new ArrayList<>();
        return taken;
    }
}
