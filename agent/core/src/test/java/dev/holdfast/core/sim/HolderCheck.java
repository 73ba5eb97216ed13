package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * S1: settled and whole, at most one agent holds an address, and exactly one if any could. S2: the address of a dead or
 * paused agent is gone by the kernel's hand soon after somebody else has taken it.
 */
final class HolderCheck implements Observer {
    private static final long GRACE_NANOS = 100 * MILLI;

    private final World world;
    private final Calm calm;
    private final ReferenceModel model;
    private final long[] absentSinceNanos;
    private boolean changed = true;
    private boolean wasSettled;

    HolderCheck(World world, Calm calm, ReferenceModel model) {
        this.world = world;
        this.calm = calm;
        this.model = model;
        absentSinceNanos = new long[world.topology().nodes()];
    }

    @Override
    public void onAddress(SimNode node, VirtualAddress address, boolean present) {
        changed = true;
        if (present) {
            world.nodes().stream()
                    .filter(other -> other != node && !other.isAwake())
                    .filter(other -> other.kernel().holds(address))
                    .forEach(other -> checkOverlap(other, node, address));
        }
    }

    @Override
    public void onFault(Fault fault, boolean begins) {
        changed = true;
        if (fault.kind() == FaultKind.PAUSE && begins) {
            absentSinceNanos[fault.node()] = world.nowNanos();
        }
    }

    @Override
    public void onEnd(SimNode node, boolean cleanly) {
        changed = true;
        absentSinceNanos[node.index()] = world.nowNanos();
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        changed = true;
    }

    @Override
    public void onInstant() {
        boolean settled = calm.isSettled();
        if (settled && (changed || !wasSettled)) {
            for (int router = 0; router < world.keys().size(); router++) {
                checkSettled(router);
            }
        }
        wasSettled = settled;
        changed = false;
    }

    private void checkSettled(int router) {
        RouterKey key = world.keys().get(router);
        for (VirtualAddress address : world.addresses(router)) {
            List<String> holders = holders(address);
            if (holders.size() > 1) {
                throw new Violation("S1", address + " is held by " + holders);
            }
        }
        VirtualAddress first = world.addresses(router).get(0);
        boolean anybodyCould = world.nodes().stream().anyMatch(node -> node.isEligible() && takesPart(node, key));
        if (anybodyCould && holders(first).isEmpty()) {
            throw new Violation("S1", first + " is held by nobody");
        }
    }

    private static boolean takesPart(SimNode node, RouterKey key) {
        RouterState state = node.state(key);
        return state == RouterState.BACKUP || state == RouterState.MASTER;
    }

    /** Who holds it, without those who died or were paused so lately that the kernel may still keep it for them. */
    private List<String> holders(VirtualAddress address) {
        List<String> holders = new ArrayList<>();
        for (SimNode node : world.nodes()) {
            if (node.kernel().holds(address)
                    && node.process().answersFor(address)
                    && (node.isAwake() || !isExcused(node, address))) {
                holders.add(node.name());
            }
        }
        return holders;
    }

    private boolean isExcused(SimNode node, VirtualAddress address) {
        if (!world.topology().leased()) {
            return true;
        }
        long lease = longestLeaseNanos(node, address);
        return world.nowNanos() - absentSinceNanos[node.index()] <= lease + FakeKernel.MAX_LEASE_LAG_NANOS;
    }

    private long longestLeaseNanos(SimNode node, VirtualAddress address) {
        return node.process().routers().stream()
                .filter(config -> config.addresses().contains(address))
                .mapToLong(config -> config.leaseSeconds() * SECOND)
                .max()
                .orElse(0);
    }

    private void checkOverlap(SimNode gone, SimNode successor, VirtualAddress address) {
        if (!world.topology().leased()) {
            return;
        }
        for (RouterConfig config : successor.process().routers()) {
            if (config.addresses().contains(address) && model.tookOverFrom(gone, successor, config.key())) {
                FakeKernel.Lease lease = gone.kernel().leaseOf(address);
                long overlap = lease.endNanos() - world.nowNanos();
                long down = model.downNanos(successor, config.key());
                // An address that was put back is renewed without an advert.
                long ahead = Math.max(0, lease.sinceNanos() - model.lastSentNanos(gone, config.key()));
                long leased = longestLeaseNanos(gone, address) + lease.lagNanos() + ahead;
                long allowed = Math.max(0, leased - down) + GRACE_NANOS;
                if (overlap > allowed) {
                    throw new Violation(
                            "S2",
                            gone.name() + " would keep " + address + " for " + overlap / MILLI + " ms beside "
                                    + successor.name() + ", allowed are " + allowed / MILLI);
                }
            }
        }
    }
}
