package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.VirtualAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * S10: who gains an address and keeps it announces it three times within three seconds, never before the kernel has it,
 * and never without measure.
 */
final class AnnouncementCheck implements Observer {
    private static final long WINDOW_NANOS = 3 * SECOND;

    /** Rounds for each gain of any address. */
    private static final int ROUNDS = 6;

    private static final long BUDGET_WINDOW_NANOS = 10 * SECOND;

    /** How long the rounds after a gain last. */
    private static final long ROUNDS_NANOS = 5 * SECOND;

    private final World world;
    private final Map<Place, Deque<Long>> announced = new LinkedHashMap<>();
    private final Map<Integer, Deque<Long>> gains = new LinkedHashMap<>();
    private final Map<Place, Long> gainedNanos = new LinkedHashMap<>();
    private final Map<SimNode, Long> disturbedNanos = new LinkedHashMap<>();

    AnnouncementCheck(World world) {
        this.world = world;
    }

    private record Place(int node, VirtualAddress address) {}

    @Override
    public void onFault(Fault fault, boolean begins) {
        world.nodes().forEach(node -> disturbedNanos.put(node, world.nowNanos()));
    }

    @Override
    public void onStart(SimNode node) {
        announced.keySet().removeIf(place -> place.node() == node.index());
    }

    @Override
    public void onAction(SimNode node, Action action) {
        if (action instanceof Action.Announce announce) {
            announce.addresses().forEach(address -> note(node, address));
        }
    }

    private void note(SimNode node, VirtualAddress address) {
        if (!node.kernel().holds(address)) {
            throw new Violation("S10", node.name() + " announces " + address + " without having it");
        }
        Deque<Long> times = announced.computeIfAbsent(new Place(node.index(), address), unknown -> new ArrayDeque<>());
        times.add(world.nowNanos());
        while (world.nowNanos() - times.element() > BUDGET_WINDOW_NANOS) {
            times.remove();
        }
        if (times.size() > ROUNDS * (1 + gainsLately(node))) {
            throw new Violation("S10", node.name() + " announces " + address + " without end");
        }
    }

    private int gainsLately(SimNode node) {
        Deque<Long> times = gains.computeIfAbsent(node.index(), unknown -> new ArrayDeque<>());
        while (!times.isEmpty() && world.nowNanos() - times.element() > BUDGET_WINDOW_NANOS + ROUNDS_NANOS) {
            times.remove();
        }
        return times.size();
    }

    @Override
    public void onAddress(SimNode node, VirtualAddress address, boolean present) {
        Place place = new Place(node.index(), address);
        if (!present) {
            gainedNanos.remove(place);
            return;
        }
        long gained = world.nowNanos();
        gainedNanos.put(place, gained);
        gains.computeIfAbsent(node.index(), unknown -> new ArrayDeque<>()).add(gained);
        world.time()
                .at(gained + WINDOW_NANOS + 2 * SimProcess.MAX_LOOP_LAG_NANOS, () -> checkGain(node, place, gained));
    }

    private void checkGain(SimNode node, Place place, long gained) {
        boolean isKept = gainedNanos.getOrDefault(place, -1L) == gained;
        boolean isQuiet = disturbedNanos.getOrDefault(node, -1L) < gained;
        if (!isKept || !isQuiet || !node.isEligible()) {
            return;
        }
        long rounds = announced.getOrDefault(place, new ArrayDeque<>()).stream()
                .filter(time -> time >= gained)
                .count();
        if (rounds < 3) {
            throw new Violation(
                    "S10", node.name() + " announced " + place.address() + " only " + rounds + " times in 3 s");
        }
    }
}
