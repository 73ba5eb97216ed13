package dev.holdfast.core.sim;

import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import java.util.List;

/**
 * S9: nothing changes once everything has settled, and a fault costs few changes of role: while the network is whole,
 * twice as many as there are agents at most.
 */
final class ChurnCheck implements Observer {
    private final World world;
    private final Calm calm;
    private int occasions;
    private int changes;

    ChurnCheck(World world, Calm calm) {
        this.world = world;
        this.calm = calm;
    }

    @Override
    public void onFault(Fault fault, boolean begins) {
        occasions++;
    }

    @Override
    public void onStart(SimNode node) {
        occasions++;
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        if (!(event instanceof StateChanged change)) {
            return;
        }
        if (calm.isSettled()) {
            throw new Violation("S9", node.name() + " changed without a reason: " + change);
        }
        boolean isRole = change.from() == RouterState.MASTER || change.to() == RouterState.MASTER;
        if (isRole && calm.isNetworkWhole() && !world.nodes().get(node.index()).callsAreSlow()) {
            changes++;
        }
        List<SimNode> nodes = world.nodes();
        int allowed = 2 * nodes.size() * occasions * world.keys().size();
        if (changes > allowed) {
            throw new Violation("S9", changes + " changes of role after " + occasions + " occasions");
        }
    }
}
