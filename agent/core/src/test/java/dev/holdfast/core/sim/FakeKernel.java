package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.AddressTable;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.sim.Dice.Purpose;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One machine's interface and its addresses, which outlive the agent.
 *
 * <p>Leased addresses end by themselves, a little late, as measured on Linux: mostly within 100 ms, now and then up to
 * 1.9 s, because the kernel looks rarely while it is idle.
 */
final class FakeKernel implements AddressTable {
    /** The longest time by which an expired address may outlive its lease. */
    static final long MAX_LEASE_LAG_NANOS = 1_900 * MILLI;

    private static final int MTU = 1500;

    private final World world;
    private final SimNode node;
    private final IpPrefix source;
    private final Map<VirtualAddress, Lease> leases = new LinkedHashMap<>();
    private final Deque<Notice> notices = new ArrayDeque<>();
    private boolean present = true;
    private boolean running = true;
    private boolean sourcePresent = true;
    private boolean recreated;
    private boolean installFails;
    private long installs;

    FakeKernel(World world, SimNode node, IpPrefix source) {
        this.world = world;
        this.node = node;
        this.source = source;
    }

    /** Something that a link monitor reports. */
    @FunctionalInterface
    interface Notice {
        void tell(Engine engine, long nowNanos);
    }

    boolean holds(VirtualAddress address) {
        return leases.containsKey(address);
    }

    /** Whether the address is there with any prefix length. */
    boolean holds(IpAddress address) {
        for (VirtualAddress held : leases.keySet()) {
            if (held.address().equals(address)) {
                return true;
            }
        }
        return false;
    }

    boolean holdsAll(List<VirtualAddress> addresses) {
        return leases.keySet().containsAll(addresses);
    }

    boolean holdsAny() {
        return !leases.isEmpty();
    }

    List<VirtualAddress> held() {
        return List.copyOf(leases.keySet());
    }

    /** Whether packets get in and out. */
    boolean isConnected() {
        return present && running;
    }

    boolean isPresent() {
        return present;
    }

    /** Whether an agent could take part in an election. */
    boolean isUsable() {
        return isConnected() && sourcePresent;
    }

    boolean hasSource() {
        return present && sourcePresent;
    }

    Deque<Notice> notices() {
        return notices;
    }

    void setInstallFails(boolean fails) {
        installFails = fails;
    }

    @Override
    public Outcome install(List<VirtualAddress> addresses, int leaseSeconds) {
        if (installFails || !present) {
            return Outcome.failed("add address", addresses.get(0).toString(), present ? "ENOBUFS" : "ENODEV");
        }
        for (VirtualAddress address : addresses) {
            Lease lease = lease(leaseSeconds);
            boolean isNew = leases.put(address, lease) == null;
            tell((engine, now) -> engine.onAddress(now, address.dev(), address.prefix(), true));
            if (isNew) {
                world.observers().onAddress(node, address, true);
                planExpiry(address, lease.endNanos());
            }
        }
        return Outcome.DONE;
    }

    @Override
    public Outcome remove(List<VirtualAddress> addresses) {
        addresses.forEach(this::drop);
        return Outcome.DONE;
    }

    /** The address goes, whoever wants it gone. */
    void drop(VirtualAddress address) {
        if (leases.remove(address) != null) {
            tell((engine, now) -> engine.onAddressGone(now, address.dev(), address.prefix()));
            world.observers().onAddress(node, address, false);
        }
    }

    void setRunning(boolean nowRunning) {
        running = nowRunning;
        if (present) {
            tell(link());
        }
    }

    void setSourcePresent(boolean nowPresent) {
        sourcePresent = nowPresent;
        if (present) {
            tell(source(nowPresent));
        }
    }

    void setPresent(boolean nowPresent) {
        present = nowPresent;
        if (nowPresent) {
            tell(link());
            tell(source(sourcePresent));
        } else {
            held().forEach(this::drop);
            tell(source(false));
            recreated = true;
            tell(this::gone);
            node.process().breakSockets();
        }
    }

    /** The machine starts anew: nothing is left of before. */
    void reset() {
        held().forEach(this::drop);
        notices.clear();
    }

    /** What a new monitor reports first, or an old one after it lost events. */
    void tellEverything(boolean again) {
        notices.clear();
        if (again) {
            if (recreated) {
                // A monitor tells interfaces apart by their index, so it notices even when it lost the events.
                tell(this::gone);
            }
            tell(Engine::onLinkResync);
        }
        if (present) {
            tell(link());
            if (sourcePresent) {
                tell(source(true));
            }
        }
        if (world.topology().cable()) {
            tell((engine, now) -> engine.onLink(now, new Link(Topology.CABLE, true, MTU)));
        }
        for (VirtualAddress address : held()) {
            tell((engine, now) -> engine.onAddress(now, address.dev(), address.prefix(), true));
        }
        tell(Engine::onLinksSynchronised);
    }

    private void gone(Engine engine, long now) {
        recreated = false;
        engine.onLinkGone(now, Topology.DEV);
    }

    private Notice link() {
        Link link = new Link(Topology.DEV, running, MTU);
        return (engine, now) -> engine.onLink(now, link);
    }

    private Notice source(boolean isThere) {
        return isThere
                ? (engine, now) -> engine.onAddress(now, Topology.DEV, source, false)
                : (engine, now) -> engine.onAddressGone(now, Topology.DEV, source);
    }

    private void tell(Notice notice) {
        if (node.isAlive()) {
            notices.add(notice);
            node.ringForNotices();
        }
    }

    private void planExpiry(VirtualAddress address, long atNanos) {
        if (atNanos == Long.MAX_VALUE) {
            return;
        }
        world.time().at(atNanos, () -> {
            Lease lease = leases.get(address);
            if (lease == null) {
                return;
            }
            if (lease.endNanos() <= world.nowNanos()) {
                drop(address);
            } else {
                planExpiry(address, lease.endNanos());
            }
        });
    }

    private Lease lease(int seconds) {
        if (seconds == FOR_EVER) {
            return new Lease(world.nowNanos(), Long.MAX_VALUE, 0);
        }
        installs++;
        boolean idle = world.dice().chance(0.1, Purpose.LEASE_TAIL, node.index(), installs);
        long most = idle ? MAX_LEASE_LAG_NANOS : 100 * MILLI;
        long lag = world.isIdeal() ? 0 : world.dice().below(most, Purpose.LEASE_LAG, node.index(), installs);
        return new Lease(world.nowNanos(), world.nowNanos() + seconds * SECOND + lag, lag);
    }

    /** The lease of an address that is held. */
    Lease leaseOf(VirtualAddress address) {
        return Objects.requireNonNull(leases.get(address));
    }

    /**
     * How long an address stays.
     *
     * @param sinceNanos when it was installed or renewed
     * @param endNanos when it goes unless it is renewed
     * @param lagNanos how much of that is the kernel's lateness
     */
    record Lease(long sinceNanos, long endNanos, long lagNanos) {}
}
