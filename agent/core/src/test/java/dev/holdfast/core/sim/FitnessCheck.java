package dev.holdfast.core.sim;

import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.spi.RouterState;

/**
 * Who is unfit, by what it tracks or by the operator's hand, is no master; and virtual routers that move together are
 * master together or not at all, and in FAULT together. At the end of every turn.
 */
final class FitnessCheck implements Observer {
    private final World world;

    FitnessCheck(World world) {
        this.world = world;
    }

    @Override
    public void onTurnEnd(SimNode node) {
        int masters = count(node, RouterState.MASTER);
        if (masters > 0 && !node.process().hand().isFit()) {
            throw new Violation("fitness", node.name() + " is unfit and master");
        }
        if (world.topology().tracking().grouped()) {
            boolean apart = masters % world.keys().size() != 0
                    || count(node, RouterState.FAULT) % world.keys().size() != 0;
            if (apart) {
                throw new Violation("group", node.name() + " is not of one mind: " + states(node));
            }
        }
    }

    private int count(SimNode node, RouterState state) {
        int count = 0;
        for (RouterKey key : world.keys()) {
            count += node.state(key) == state ? 1 : 0;
        }
        return count;
    }

    private String states(SimNode node) {
        return world.keys().stream().map(node::state).toList().toString();
    }
}
