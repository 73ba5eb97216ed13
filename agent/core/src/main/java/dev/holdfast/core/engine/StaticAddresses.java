package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.StaticAddressSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The addresses that are there whoever is master. They have no lease: an agent that dies leaves them, as a service of this
 * node may need them, and the next one finds them in place; one that stops takes them along.
 */
final class StaticAddresses {
    private final Interfaces interfaces;
    private final Outbox outbox;
    private final Reporter reporter;
    private Map<VirtualAddress, StaticAddress> kept = new LinkedHashMap<>();

    StaticAddresses(Interfaces interfaces, Outbox outbox) {
        this.interfaces = interfaces;
        this.outbox = outbox;
        this.reporter = new Reporter(() -> Routing.STATIC, outbox);
    }

    /**
     * These, and no others, should be there; {@link #install} follows.
     *
     * @param passedOn what virtual routers hold from now on, so that it is not taken from them
     */
    void want(List<VirtualAddress> wanted, List<VirtualAddress> passedOn) {
        Map<VirtualAddress, StaticAddress> before = kept;
        kept = new LinkedHashMap<>();
        for (VirtualAddress address : wanted) {
            StaticAddress known = before.remove(address);
            kept.put(address, known == null ? new StaticAddress(address) : known);
        }
        List<VirtualAddress> gone = before.values().stream()
                .filter(StaticAddress::isInstalled)
                .map(StaticAddress::address)
                .filter(address -> passedOn.stream().noneMatch(address::isSameInKernel))
                .toList();
        interfaces.letGo(gone);
        gone.forEach(address -> outbox.add(new Action.RemoveStaticAddress(address)));
    }

    /** Orders what is missing and due, where its interface exists. */
    void install(long nowNanos) {
        for (StaticAddress each : kept.values()) {
            if (each.isDue(nowNanos) && isPossible(each)) {
                each.onOrdered();
                outbox.add(new Action.InstallStaticAddress(each.address()));
            }
        }
    }

    /** Whether the kernel has yet to answer. What it says may be what a virtual router needs to begin. */
    boolean areAwaited() {
        return kept.values().stream().anyMatch(StaticAddress::isAwaited);
    }

    void onInstalled(long nowNanos, VirtualAddress address, Outcome outcome) {
        reporter.failed(nowNanos, outcome);
        StaticAddress known = kept.get(address);
        if (known == null) {
            return;
        }
        if (known.onAnswer(nowNanos, outcome)) {
            outbox.publish(new AgentEvent.AddressRestored(nowNanos, Routing.STATIC, address));
        }
        if (outcome.isDone() && !address.attributes().detectsDuplicates()) {
            // Adverts may come from it at once; the kernel's own word comes a moment later.
            interfaces.put(address.dev(), address.prefix(), true);
        }
    }

    void onRemoved(long nowNanos, VirtualAddress address, Outcome outcome) {
        reporter.failed(nowNanos, outcome);
        if (!outcome.isDone()) {
            interfaces.keep(List.of(address));
        }
    }

    void onAddressGone(long nowNanos, InterfaceName dev, IpPrefix prefix) {
        gone(nowNanos, address -> address.isAt(dev, prefix), runs(dev));
    }

    void onLinkGone(long nowNanos, InterfaceName dev) {
        gone(nowNanos, address -> address.dev().equals(dev), false);
    }

    private void gone(long nowNanos, Predicate<VirtualAddress> which, boolean bySomebody) {
        kept.values().stream()
                .filter(each -> each.isInstalled() && which.test(each.address()))
                .forEach(each -> each.onGone(nowNanos, bySomebody));
    }

    long nextDeadlineNanos() {
        return kept.values().stream()
                .filter(each -> each.isOpen() && isPossible(each))
                .mapToLong(StaticAddress::notBeforeNanos)
                .min()
                .orElse(Engine.NEVER);
    }

    List<StaticAddressSnapshot> snapshot() {
        return kept.values().stream()
                .map(each ->
                        new StaticAddressSnapshot(each.address(), interfaces.holds(each.address()), each.restored()))
                .toList();
    }

    /** An interface without carrier takes addresses, too. */
    private boolean isPossible(StaticAddress each) {
        InterfaceName dev = each.address().dev();
        boolean ready = each.isDropped() ? runs(dev) : interfaces.link(dev).isPresent();
        return ready && interfaces.areKnown() && !interfaces.isResyncing();
    }

    private boolean runs(InterfaceName dev) {
        return interfaces.link(dev).filter(Link::running).isPresent();
    }
}
