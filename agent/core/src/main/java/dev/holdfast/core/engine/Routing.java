package dev.holdfast.core.engine;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.RoutingSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The routes and rules that masters and the operator want in the kernel, and the difference to what is there.
 *
 * <p>A wish is ordered at once, an entry at a time, and kept up from then on: the monitor tells all entries of ours that
 * the kernel has whenever something may have happened to one. An entry that cannot be installed is reported and tried
 * again, and takes nobody out of office: a peer would hardly do better with the same configuration.
 */
final class Routing {
    /** In whose name the entries are kept that are there whoever is master. */
    static final String STATIC = "static";

    private final Interfaces interfaces;
    private final Outbox outbox;
    private final Map<RoutingEntry, Upheld> entries = new LinkedHashMap<>();
    private boolean known;

    Routing(Interfaces interfaces, Outbox outbox) {
        this.interfaces = interfaces;
        this.outbox = outbox;
    }

    /**
     * These, and no others, does this owner want in the kernel: routes before the rules that lead to them, and removed in
     * the opposite order.
     *
     * @param owner stays the same for as long as the owner lives
     * @param name what the operator calls it now
     */
    void want(long nowNanos, String owner, String name, List<RoutingEntry> wanted) {
        if (entries.isEmpty() && wanted.isEmpty()) {
            return;
        }
        List<Upheld> before = new ArrayList<>(entries.values());
        Collections.reverse(before);
        before.stream()
                .filter(upheld -> !wanted.contains(upheld.entry()))
                .forEach(upheld -> changeOwners(nowNanos, upheld, owners -> owners.remove(owner)));
        for (RoutingEntry entry : wanted) {
            Upheld upheld = entries.computeIfAbsent(entry, fresh -> new Upheld(fresh, outbox));
            changeOwners(nowNanos, upheld, owners -> owners.put(owner, name));
        }
        forgetDone();
    }

    private void changeOwners(long nowNanos, Upheld upheld, Consumer<Map<String, String>> change) {
        boolean wasWanted = upheld.isWanted();
        change.accept(upheld.owners());
        if (wasWanted != upheld.isWanted()) {
            upheld.startAnew(nowNanos);
            act(nowNanos, upheld);
        }
    }

    /** All entries of ours that the kernel has. The first report also tells what an agent left behind that died. */
    void onReport(long nowNanos, List<RoutingEntry> present) {
        boolean first = !known;
        known = true;
        for (Upheld upheld : entries.values()) {
            Optional<RoutingEntry> seen =
                    present.stream().filter(upheld.entry()::isFulfilledBy).findFirst();
            upheld.seen(nowNanos, seen, isGrounded(upheld));
        }
        if (first) {
            present.stream().filter(this::isOrphan).forEach(orphan -> adopt(nowNanos, orphan));
        }
    }

    private boolean isOrphan(RoutingEntry seen) {
        return seen.protocol() == RoutingEntry.OWN_PROTOCOL
                && entries.values().stream().noneMatch(upheld -> upheld.entry().isFulfilledBy(seen));
    }

    /** Known from now on, and wanted by nobody, which is what has it removed. */
    private void adopt(long nowNanos, RoutingEntry orphan) {
        Upheld upheld = new Upheld(orphan, outbox);
        upheld.seen(nowNanos, Optional.of(orphan), true);
        entries.put(orphan, upheld);
        outbox.publish(new AgentEvent.RouteOrphanFound(nowNanos, orphan.toString()));
    }

    void onTime(long nowNanos) {
        if (!entries.isEmpty()) {
            List.copyOf(entries.values()).forEach(upheld -> act(nowNanos, upheld));
        }
    }

    void onInstalled(long nowNanos, RoutingEntry entry, Outcome outcome) {
        Upheld upheld = entries.get(entry);
        if (upheld == null) {
            return;
        }
        if (upheld.installed(nowNanos, outcome)) {
            outbox.publish(new AgentEvent.RouteRestored(nowNanos, upheld.owner(), entry.toString()));
        }
        settle(nowNanos, upheld);
    }

    void onRemoved(long nowNanos, RoutingEntry entry, Outcome outcome) {
        Upheld upheld = entries.get(entry);
        if (upheld != null) {
            upheld.removed(nowNanos, outcome);
            settle(nowNanos, upheld);
        }
    }

    /** An order has been answered; the wish may have changed meanwhile. */
    private void settle(long nowNanos, Upheld upheld) {
        act(nowNanos, upheld);
        forgetDone();
    }

    long nextDeadlineNanos() {
        return entries.values().stream()
                .filter(upheld -> known && upheld.isOpen() && isPossible(upheld))
                .mapToLong(Upheld::notBeforeNanos)
                .min()
                .orElse(Engine.NEVER);
    }

    List<RoutingSnapshot> snapshot() {
        return entries.values().stream()
                .filter(Upheld::isWanted)
                .map(upheld -> new RoutingSnapshot(
                        List.copyOf(upheld.owners().values()),
                        upheld.entry().toString(),
                        upheld.isHeld(),
                        upheld.restored()))
                .toList();
    }

    /** Nothing is ordered before it is known what is there: an entry left behind may be one that is wanted. */
    private void act(long nowNanos, Upheld upheld) {
        if (known && upheld.isDue(nowNanos) && isPossible(upheld)) {
            upheld.ordered();
            outbox.add(
                    upheld.isWanted()
                            ? new Action.InstallRoute(upheld.entry())
                            : new Action.RemoveRoute(upheld.entry()));
        }
    }

    /** Without its interfaces no entry can be installed; when they run again it is put back. */
    private boolean isPossible(Upheld upheld) {
        return !upheld.isWanted() || isGrounded(upheld);
    }

    private boolean isGrounded(Upheld upheld) {
        return upheld.devices().stream().allMatch(interfaces::isRunning);
    }

    private void forgetDone() {
        entries.values().removeIf(upheld -> !upheld.isWanted() && !upheld.isHeld() && !upheld.isAwaited());
    }
}
