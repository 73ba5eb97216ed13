package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.spi.TransitionReason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * S12 for what is told of claims: who is said to claim an address has it, or had it just now; and a backup that takes over
 * what a silent node still has says so before, and says so at no other time.
 */
final class ClaimCheck implements Observer {
    private static final long FORGOTTEN_NANOS = 3 * SECOND;

    private final World world;
    private final Calm calm;
    private final long longestNanos;
    private final Map<Place, Long> gainedNanos = new HashMap<>();
    private final Map<Place, Long> lostNanos = new HashMap<>();
    private final Map<String, Long> toldNanos = new HashMap<>();
    private final long[] disturbedNanos;

    /** @param longestNanos the longest advert interval */
    ClaimCheck(World world, Calm calm, long longestNanos) {
        this.world = world;
        this.calm = calm;
        this.longestNanos = longestNanos;
        this.disturbedNanos = new long[world.topology().nodes()];
    }

    private record Place(int node, VirtualAddress address) {}

    @Override
    public void onFault(Fault fault, boolean begins) {
        Arrays.fill(disturbedNanos, world.nowNanos());
    }

    @Override
    public void onStart(SimNode node) {
        disturbedNanos[node.index()] = world.nowNanos();
    }

    @Override
    public void onConfig(SimNode node) {
        disturbedNanos[node.index()] = world.nowNanos();
    }

    @Override
    public void onAddress(SimNode node, VirtualAddress address, boolean present) {
        (present ? gainedNanos : lostNanos).put(new Place(node.index(), address), world.nowNanos());
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        if (event instanceof SplitNoted noted && noted.notice() == SplitNotice.VIP_CLAIMED) {
            checkClaimed(node, noted);
        } else if (event instanceof SplitNoted noted && noted.notice() == SplitNotice.VIP_STILL_HELD) {
            toldNanos.put(node.name() + noted.router(), world.nowNanos());
            if (calm.isSettled()) {
                throw new Violation("S12", node.name() + " hears its master and minds who has the address: " + noted);
            }
        } else if (event instanceof StateChanged change
                && change.to() == RouterState.MASTER
                && change.reason() == TransitionReason.TIMEOUT) {
            checkTold(node, change);
        }
    }

    private void checkClaimed(SimNode node, SplitNoted noted) {
        long since = world.nowNanos() - FORGOTTEN_NANOS - 6 * (longestNanos + SimProcess.MAX_CALL_NANOS);
        boolean isTrue = addresses(node, noted.router()).stream()
                .anyMatch(address -> world.nodes().stream()
                        .filter(other -> other != node)
                        .anyMatch(other -> other.kernel().holds(address)
                                || lostNanos.getOrDefault(new Place(other.index(), address), Long.MIN_VALUE) >= since));
        if (!isTrue) {
            throw new Violation("S12", node.name() + " says that somebody has what nobody has: " + noted);
        }
    }

    /** It asked an advert before, and has read the answer. */
    private void checkTold(SimNode node, StateChanged change) {
        long asked = world.nowNanos() - 2 * longestNanos - 2 * world.network().latencyNanos();
        boolean quiet = disturbedNanos[node.index()] < asked && !node.callsAreSlow();
        long told = toldNanos.getOrDefault(node.name() + change.router(), Long.MIN_VALUE);
        if (quiet && told < asked) {
            addresses(node, change.router())
                    .forEach(address -> world.nodes().stream()
                            .filter(other -> other != node && couldAnswer(node, other, address, asked))
                            .forEach(other -> {
                                throw new Violation(
                                        "S12",
                                        node.name() + " takes " + address + " and does not say that " + other.name()
                                                + " has it");
                            }));
        }
    }

    private boolean couldAnswer(SimNode node, SimNode other, VirtualAddress address, long sinceNanos) {
        return other.kernel().holds(address)
                && gainedNanos.getOrDefault(new Place(other.index(), address), Long.MAX_VALUE) < sinceNanos
                && world.neighbours().reaches(node, other)
                && world.neighbours().reaches(other, node);
    }

    private static List<VirtualAddress> addresses(SimNode node, String router) {
        return node.process().routers().stream()
                .filter(config -> config.name().equals(router))
                .flatMap(config -> config.addresses().stream())
                .toList();
    }
}
