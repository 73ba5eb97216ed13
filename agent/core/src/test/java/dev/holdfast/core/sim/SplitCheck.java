package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.LowerMasterHeard;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitPhase;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * S12: a master that has settled and hears another one tells of a split brain within two intervals, nobody does of what an
 * operator did in order (restarts, reloads, releases), and after healing every incident ends. A stranger's packets are wrong by design: with him, only the
 * first is asked.
 */
final class SplitCheck implements Observer {
    /** A start may bring two masters about by itself: the first advert alone opens nothing for so long. */
    private static final long START_NANOS = 60 * SECOND;

    /** What is done every day, and moves masters about without two of them. */
    private static final Set<FaultKind> EVERYDAY = EnumSet.of(
            FaultKind.STOP,
            FaultKind.RELOAD_NOTHING,
            FaultKind.RELOAD_PRIORITY,
            FaultKind.RELOAD_PREEMPT,
            FaultKind.TRACKER_FAILS,
            FaultKind.RELEASE,
            FaultKind.MAINTENANCE);

    private final World world;
    private final Calm calm;
    private final boolean junk;
    private final Map<Place, Long> masterSinceNanos = new HashMap<>();
    private final Map<Place, Heard> heard = new HashMap<>();
    private final Set<Place> open = new HashSet<>();
    private long lastTroubleNanos;
    private int faults;
    private long lastFaultNanos;

    SplitCheck(World world, Calm calm, boolean junk) {
        this.world = world;
        this.calm = calm;
        this.junk = junk;
    }

    private record Place(int node, RouterKey key) {}

    /** A lower master that a settled one heard last. */
    private record Heard(String peer, long atNanos, boolean again) {}

    @Override
    public void onFault(Fault fault, boolean begins) {
        if (!EVERYDAY.contains(fault.kind())) {
            faults += begins ? 1 : -1;
            lastFaultNanos = world.nowNanos();
        }
    }

    private boolean isOrderly() {
        return faults == 0 && world.nowNanos() - lastFaultNanos > calm.settleNanos();
    }

    @Override
    public void onStart(SimNode node) {
        forget(node);
    }

    @Override
    public void onEnd(SimNode node, boolean cleanly) {
        if (cleanly && open.stream().anyMatch(place -> place.node == node.index())) {
            throw new Violation("S12", node.name() + " stops and leaves an incident open");
        }
        forget(node);
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        if (event instanceof StateChanged change) {
            Place place = new Place(node.index(), change.key());
            heard.remove(place);
            masterSinceNanos.remove(place);
            if (change.to() == RouterState.MASTER) {
                masterSinceNanos.put(place, world.nowNanos());
            }
        } else if (event instanceof LowerMasterHeard lower) {
            Place place = new Place(node.index(), lower.key());
            if (isSettled(node, place)) {
                heard.merge(
                        place,
                        new Heard(lower.peer().toString(), world.nowNanos(), false),
                        (before, now) -> again(node, place, before, now));
            }
        } else if (event instanceof SplitBrainChanged change) {
            onIncident(node, new Place(node.index(), change.key()), change);
        }
    }

    private Heard again(SimNode node, Place place, Heard before, Heard now) {
        long interval = node.config(place.key).advertIntervalNanos();
        boolean goesOn = before.peer.equals(now.peer) && now.atNanos - before.atNanos <= 2 * interval;
        return new Heard(now.peer, now.atNanos, goesOn);
    }

    private void onIncident(SimNode node, Place place, SplitBrainChanged change) {
        boolean opens = change.phase() == SplitPhase.OPENED;
        if (opens == open.contains(place)) {
            throw new Violation("S12", node.name() + " tells out of turn: " + change);
        }
        if (opens && !junk && isOrderly()) {
            throw new Violation("S12", node.name() + " sees a split brain though nothing is wrong: " + change);
        }
        if (opens) {
            open.add(place);
        } else if (change.phase() == SplitPhase.RESOLVED) {
            open.remove(place);
        }
    }

    @Override
    public void onTurnEnd(SimNode node) {
        heard.forEach((place, last) -> {
            boolean due = last.again || node.process().clockNanos() >= START_NANOS;
            if (place.node == node.index()
                    && last.atNanos == world.nowNanos()
                    && due
                    && !open.contains(place)
                    && node.state(place.key) == RouterState.MASTER) {
                throw new Violation("S12", node.name() + " hears " + last.peer + " beside itself and says nothing");
            }
        });
    }

    @Override
    public void onInstant() {
        if (!calm.isSettled() || (!open.isEmpty() && isAnyHeldTwice())) {
            lastTroubleNanos = world.nowNanos();
        } else if (!junk && !open.isEmpty() && world.nowNanos() - lastTroubleNanos > clearNanos()) {
            throw new Violation("S12", "an incident stays open though all is well: " + open);
        }
    }

    /** The greatest skew is an interval, and in VRRPv2, where no interval is shorter, a second. */
    private boolean isSettled(SimNode node, Place place) {
        long down = 4 * node.config(place.key).advertIntervalNanos();
        Long since = masterSinceNanos.get(place);
        return since != null && world.nowNanos() - since > down;
    }

    /** A claim is remembered for so long at least. */
    private long clearNanos() {
        return calm.settleNanos() + 3 * SECOND;
    }

    private boolean isAnyHeldTwice() {
        return world.keys().stream()
                .flatMap(key -> world.addresses(world.routerOf(key)).stream())
                .anyMatch(address -> world.nodes().stream()
                                .filter(node -> node.kernel().holds(address))
                                .count()
                        > 1);
    }

    private void forget(SimNode node) {
        open.removeIf(place -> place.node == node.index());
        heard.keySet().removeIf(place -> place.node == node.index());
        masterSinceNanos.keySet().removeIf(place -> place.node == node.index());
    }
}
