package dev.holdfast.core.sim;

import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.spi.RouterState;
import java.util.List;

/** After healing and quiet: every agent runs, exactly one is master, and it is the best of those who would take over. */
final class LivenessCheck {
    private final World world;

    LivenessCheck(World world) {
        this.world = world;
    }

    void check() {
        for (RouterKey key : world.keys()) {
            for (SimNode node : world.nodes()) {
                RouterState state = node.process().askState(key);
                if (state != RouterState.MASTER && state != RouterState.BACKUP) {
                    throw new Violation("S1", node.name() + " is still " + state + " long after everything was healed");
                }
            }
            List<SimNode> masters = world.nodes().stream()
                    .filter(node -> node.process().askState(key) == RouterState.MASTER)
                    .toList();
            if (masters.size() != 1) {
                throw new Violation("S1", key + " has " + masters.size() + " masters in the end");
            }
            checkBest(key, masters.get(0));
        }
    }

    /** Who moves together takes over together. */
    private boolean preempts(SimNode node, RouterKey key) {
        boolean grouped = world.topology().tracking().grouped();
        List<RouterKey> keys = grouped ? world.keys() : List.of(key);
        return keys.stream()
                .map(node::config)
                .allMatch(config -> config.preempt() || config.priority().isOwner());
    }

    private void checkBest(RouterKey key, SimNode master) {
        int priority = master.config(key).priority().value();
        for (SimNode node : world.nodes()) {
            if (preempts(node, key) && node.config(key).priority().value() > priority) {
                throw new Violation("S1", node.name() + " should be master of " + key + " instead of " + master.name());
            }
        }
    }
}
