package dev.holdfast.core.sim;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitNotice;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Counts which event met which state, and which faults occurred: a simulation that tries nothing finds nothing. */
final class Coverage implements Observer {
    private final World world;
    private final Map<RouterState, Map<Event, Long>> cells = new EnumMap<>(RouterState.class);
    private final Set<FaultKind> seen = EnumSet.noneOf(FaultKind.class);

    Coverage(World world) {
        this.world = world;
    }

    /** The rows of the table in the reference, section 1.4. */
    enum Event {
        STARTUP,
        SHUTDOWN,
        CRASH,
        ADVERT_RESIGNING,
        ADVERT_HIGHER,
        ADVERT_EQUAL_HIGHER_ADDRESS,
        ADVERT_EQUAL_LOWER_ADDRESS,
        ADVERT_LOWER,
        ADVERT_REFUSED,
        LATE,
        INSTALL_FAILED,
        ADDRESS_LOST,
        LINK_DOWN,
        SOURCE_LOST,
        CONFIG,
        ADDRESS_CLAIMED
    }

    @Override
    public void onFault(Fault fault, boolean begins) {
        seen.add(fault.kind());
        SimNode node = world.nodes().get(fault.node());
        if (begins && (fault.kind() == FaultKind.LINK_DOWN || fault.kind() == FaultKind.LINK_GONE)) {
            hit(node, Event.LINK_DOWN);
        }
        if (begins && fault.kind() == FaultKind.SOURCE_LOST) {
            hit(node, Event.SOURCE_LOST);
        }
    }

    @Override
    public void onStart(SimNode node) {
        hit(node, Event.STARTUP);
    }

    @Override
    public void onShutdown(SimNode node) {
        hit(node, Event.SHUTDOWN);
    }

    @Override
    public void onEnd(SimNode node, boolean cleanly) {
        if (!cleanly) {
            world.keys().forEach(key -> hit(node.process().lastState(key), Event.CRASH));
        }
    }

    @Override
    public void onWake(SimNode node, long lateNanos) {
        if (lateNanos > SimProcess.MAX_LOOP_LAG_NANOS) {
            hit(node, Event.LATE);
        }
    }

    @Override
    public void onConfig(SimNode node) {
        hit(node, Event.CONFIG);
    }

    @Override
    public void onOutcome(SimNode node, Action action, Outcome outcome) {
        if (action instanceof Action.InstallAddresses install && !outcome.isDone()) {
            hit(node.state(install.router()), Event.INSTALL_FAILED);
        }
    }

    @Override
    public void onAddress(SimNode node, VirtualAddress address, boolean present) {
        if (!present && node.isAwake() && !node.process().isBusy()) {
            hit(node, Event.ADDRESS_LOST);
        }
    }

    @Override
    public void onDatagram(SimNode node, Inbound inbound) {
        RouterKey key = inbound.datagram().router();
        hit(node.state(key), inbound.isJunk() ? Event.ADVERT_REFUSED : relation(node, key, inbound));
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        if (event instanceof SplitNoted noted
                && (noted.notice() == SplitNotice.VIP_CLAIMED || noted.notice() == SplitNotice.VIP_STILL_HELD)) {
            hit(node, Event.ADDRESS_CLAIMED);
        }
    }

    private static Event relation(SimNode node, RouterKey key, Inbound inbound) {
        int priority = inbound.datagram().message().u8(2);
        int own = node.config(key).priority().value();
        if (priority == 0) {
            return Event.ADVERT_RESIGNING;
        }
        if (priority != own) {
            return priority > own ? Event.ADVERT_HIGHER : Event.ADVERT_LOWER;
        }
        boolean isHigher = inbound.datagram().source().compareTo(node.source()) > 0;
        return isHigher ? Event.ADVERT_EQUAL_HIGHER_ADDRESS : Event.ADVERT_EQUAL_LOWER_ADDRESS;
    }

    private void hit(SimNode node, Event event) {
        if (node.isAlive()) {
            world.keys().forEach(key -> hit(node.state(key), event));
        }
    }

    private void hit(RouterState state, Event event) {
        cells.computeIfAbsent(state, unknown -> new EnumMap<>(Event.class)).merge(event, 1L, Long::sum);
    }

    /** The sum over many simulations. */
    static final class Total {
        private final Map<RouterState, Map<Event, Long>> cells = new EnumMap<>(RouterState.class);
        private final Map<FaultKind, Integer> seeds = new EnumMap<>(FaultKind.class);

        void add(Coverage one) {
            one.cells.forEach((state, counts) -> {
                Map<Event, Long> sum = cells.computeIfAbsent(state, unknown -> new EnumMap<>(Event.class));
                counts.forEach((event, count) -> sum.merge(event, count, Long::sum));
            });
            one.seen.forEach(kind -> seeds.merge(kind, 1, Integer::sum));
        }

        long count(RouterState state, Event event) {
            return cells.getOrDefault(state, Map.of()).getOrDefault(event, 0L);
        }

        /** In how many simulations a kind of fault occurred. */
        int seedsWith(FaultKind kind) {
            return seeds.getOrDefault(kind, 0);
        }

        @Override
        public String toString() {
            return cells + "\n" + seeds;
        }
    }
}
