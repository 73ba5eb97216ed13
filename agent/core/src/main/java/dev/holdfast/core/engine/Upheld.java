package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.route.RoutingEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One route or rule that the kernel should have or should not have, and what came of it.
 *
 * <p>An entry that somebody removes is put back at once, and again after 1, 2, 4 … 64 seconds: two programs that want
 * different things are no reason to give up mastership, and none to spend a processor on. The same pauses lie between
 * attempts that the kernel refuses: {@link Pauses}.
 */
final class Upheld {
    private final RoutingEntry entry;
    private final Reporter reporter;
    private final Map<String, String> owners = new LinkedHashMap<>();
    private final Pauses pauses = new Pauses();

    /** What the kernel made of the entry: it names the interface where the operator did not. */
    private Set<InterfaceName> devices;

    private boolean held;
    private boolean ordered;
    private boolean lost;
    private long restored;

    Upheld(RoutingEntry entry, Outbox outbox) {
        this.entry = entry;
        this.devices = entry.devices();
        this.reporter = new Reporter(this::owner, outbox);
    }

    RoutingEntry entry() {
        return entry;
    }

    /** The names of those who want it in the kernel, by what they are known by when their names change. */
    Map<String, String> owners() {
        return owners;
    }

    boolean isWanted() {
        return !owners.isEmpty();
    }

    /** In whose name to speak of it. */
    String owner() {
        return owners.values().stream().findFirst().orElse("");
    }

    boolean isHeld() {
        return held;
    }

    long restored() {
        return restored;
    }

    /** Whether the kernel and the wish differ, and no answer is awaited. */
    boolean isOpen() {
        return held != isWanted() && !ordered;
    }

    /** Whether an order is on its way. */
    boolean isAwaited() {
        return ordered;
    }

    boolean isDue(long nowNanos) {
        return isOpen() && pauses.areOver(nowNanos);
    }

    long notBeforeNanos() {
        return pauses.untilNanos();
    }

    Set<InterfaceName> devices() {
        return devices;
    }

    /** The wish has changed: what was tried for the opposite does not count. */
    void startAnew(long nowNanos) {
        lost = false;
        pauses.startAnew(nowNanos);
    }

    void ordered() {
        ordered = true;
    }

    /**
     * The kernel's whole truth about this entry.
     *
     * @param seen how the kernel shows it; empty when it is not there
     * @param grounded whether its interfaces run: without them the kernel itself drops routes
     */
    void seen(long nowNanos, Optional<RoutingEntry> seen, boolean grounded) {
        boolean vanished = held && isWanted() && seen.isEmpty();
        held = seen.isPresent();
        seen.map(RoutingEntry::devices).filter(named -> !named.isEmpty()).ifPresent(named -> devices = named);
        if (vanished && grounded) {
            lost = true;
            pauses.onUndone(nowNanos);
        } else if (vanished) {
            startAnew(nowNanos);
        }
    }

    /** How the order to install ended; says whether an entry is back that somebody had removed. */
    boolean installed(long nowNanos, Outcome outcome) {
        boolean back = lost && outcome.isDone();
        finished(nowNanos, outcome, true);
        restored += back ? 1 : 0;
        return back;
    }

    void removed(long nowNanos, Outcome outcome) {
        finished(nowNanos, outcome, false);
    }

    private void finished(long nowNanos, Outcome outcome, boolean nowHeld) {
        ordered = false;
        reporter.failed(nowNanos, outcome);
        if (!outcome.isDone()) {
            pauses.onRefused(nowNanos);
            return;
        }
        held = nowHeld;
        if (!lost) {
            pauses.startAnew(nowNanos);
        }
        lost = false;
    }
}
