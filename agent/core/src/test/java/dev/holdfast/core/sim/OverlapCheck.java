package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.engine.ClaimPolicy;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitPhase;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * S12 for addresses: while two nodes hold one, and somebody can see it, an incident is open on some node.
 *
 * <p>Somebody can see it that runs, is connected, has been what it is for a master-down interval, and for as long without a
 * break as it takes to be sure: a master beside a kernel that has one of its addresses and whose answers reach it; a master
 * that the adverts of another one reach; a backup that the adverts of two reach. Two between whom nothing passes do not know.
 */
final class OverlapCheck implements Observer {
    /** Who goes on claiming is asked again after a second. */
    private static final long AGAIN_NANOS = SECOND;

    private final World world;
    private final Map<Sight, Long> sinceNanos = new HashMap<>();
    private final Set<Sight> now = new HashSet<>();
    private final long[][] settledNanos;
    private final boolean[][] open;
    private final boolean[] overlaps;

    OverlapCheck(World world) {
        this.world = world;
        int routers = world.keys().size();
        settledNanos = new long[world.topology().nodes()][routers];
        open = new boolean[world.topology().nodes()][routers];
        overlaps = new boolean[routers];
    }

    /** What a node could see. */
    private record Sight(int router, int node, int one, int other, boolean byClaims) {}

    @Override
    public void onStart(SimNode node) {
        Arrays.fill(open[node.index()], false);
    }

    @Override
    public void onEnd(SimNode node, boolean cleanly) {
        Arrays.fill(open[node.index()], false);
    }

    @Override
    public void onConfig(SimNode node) {
        world.keys().forEach(key -> unsettle(node, key));
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        if (event instanceof StateChanged change) {
            unsettle(node, change.key());
        } else if (event instanceof SplitBrainChanged change) {
            open[node.index()][world.routerOf(change.key())] = change.phase() != SplitPhase.RESOLVED;
        }
    }

    private void unsettle(SimNode node, RouterKey key) {
        long down = 4 * node.config(key).advertIntervalNanos();
        settledNanos[node.index()][world.routerOf(key)] = world.nowNanos() + down;
    }

    @Override
    public void onAddress(SimNode node, VirtualAddress address, boolean present) {
        for (int router = 0; router < overlaps.length; router++) {
            overlaps[router] = world.addresses(router).stream().anyMatch(this::isHeldTwice);
        }
    }

    private boolean isHeldTwice(VirtualAddress address) {
        return world.nodes().stream()
                        .filter(node -> node.kernel().holds(address))
                        .limit(2)
                        .count()
                > 1;
    }

    @Override
    public void onInstant() {
        now.clear();
        for (int router = 0; router < overlaps.length; router++) {
            if (overlaps[router]) {
                look(router);
            }
        }
        if (!sinceNanos.isEmpty() || !now.isEmpty()) {
            sinceNanos.keySet().retainAll(now);
            now.forEach(this::check);
        }
    }

    private void look(int router) {
        for (SimNode node : world.nodes()) {
            if (isWatching(node, router)) {
                boolean master = node.state(key(router)) == RouterState.MASTER;
                world.nodes().stream().filter(other -> other != node).forEach(other -> {
                    if (master) {
                        besideMaster(router, node, other);
                    } else {
                        besideBackup(router, node, other);
                    }
                });
            }
        }
    }

    private void besideMaster(int router, SimNode node, SimNode other) {
        if (sharesAddress(router, node, other)) {
            if (world.neighbours().reaches(node, other) && world.neighbours().reaches(other, node)) {
                now.add(new Sight(router, node.index(), node.index(), other.index(), true));
            }
            if (isHeardAsMaster(router, node, other)) {
                now.add(new Sight(router, node.index(), node.index(), other.index(), false));
            }
        }
    }

    private void besideBackup(int router, SimNode node, SimNode one) {
        if (isHeardAsMaster(router, node, one)) {
            world.nodes().stream()
                    .filter(other -> other.index() > one.index() && other != node)
                    .filter(other -> sharesAddress(router, one, other) && isHeardAsMaster(router, node, other))
                    .forEach(other -> now.add(new Sight(router, node.index(), one.index(), other.index(), false)));
        }
    }

    private boolean isWatching(SimNode node, int router) {
        RouterState state = node.state(key(router));
        return node.isEligible()
                && (state == RouterState.MASTER || state == RouterState.BACKUP)
                && world.nowNanos() >= settledNanos[node.index()][router];
    }

    private boolean isHeardAsMaster(int router, SimNode node, SimNode other) {
        return other.isEligible()
                && other.state(key(router)) == RouterState.MASTER
                && world.network().isFair()
                && !world.network().isCut(other.index(), node.index());
    }

    private boolean sharesAddress(int router, SimNode node, SimNode other) {
        return node.config(key(router)).addresses().stream()
                .anyMatch(address ->
                        node.kernel().holds(address) && other.kernel().holds(address));
    }

    private void check(Sight sight) {
        long since = sinceNanos.computeIfAbsent(sight, unknown -> world.nowNanos());
        if (world.nowNanos() - since > patienceNanos(sight) && !isOpenAnywhere(sight.router)) {
            throw new Violation(
                    "S12",
                    world.nodes().get(sight.node).name() + " could see that two hold an address for "
                            + (world.nowNanos() - since) / VirtualTime.MILLI + " ms, and nobody says so: " + sight);
        }
    }

    /** A master asks, reads the answer an advert later, asks again and reads that; a backup is sure after a silence. */
    private long patienceNanos(Sight sight) {
        long interval = Math.max(
                interval(sight, sight.node), Math.max(interval(sight, sight.one), interval(sight, sight.other)));
        long step = interval + SimProcess.MAX_CALL_NANOS + SimProcess.MAX_LOOP_LAG_NANOS;
        boolean master = sight.node == sight.one;
        return sight.byClaims ? ClaimPolicy.DEFAULT.askNanos() + AGAIN_NANOS + 4 * step : (master ? 3 : 7) * step;
    }

    private long interval(Sight sight, int node) {
        return world.nodes().get(node).isAlive()
                ? world.nodes().get(node).config(key(sight.router)).advertIntervalNanos()
                : 0;
    }

    private boolean isOpenAnywhere(int router) {
        return Arrays.stream(open).anyMatch(ofNode -> ofNode[router]);
    }

    private RouterKey key(int router) {
        return world.keys().get(router);
    }
}
