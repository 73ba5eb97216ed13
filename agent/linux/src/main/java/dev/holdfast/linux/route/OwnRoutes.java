package dev.holdfast.linux.route;

import dev.holdfast.core.route.Route;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.route.Rule;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** What this process has installed, so that what befalls the routes of others need not concern us. */
public final class OwnRoutes {
    private final Set<RoutingEntry> installed = new LinkedHashSet<>();
    private final Set<Integer> protocols = new HashSet<>(Set.of(RoutingEntry.OWN_PROTOCOL));

    void onInstalled(RoutingEntry entry) {
        installed.add(entry);
        protocols.add(entry.protocol());
    }

    void onRemoved(RoutingEntry entry) {
        installed.remove(entry);
    }

    boolean isEmpty() {
        return installed.isEmpty();
    }

    /** The protocols of all that was ever installed, and our mark, which tells of an earlier run too. */
    Set<Integer> protocols() {
        return protocols;
    }

    /** Whether another route could have taken the place of one of ours. */
    boolean mayBeReplacedBy(Route other) {
        return installed.stream()
                .anyMatch(entry -> entry.accept(new RoutingEntry.Visitor<Boolean>() {
                    @Override
                    public Boolean route(Route own) {
                        return own.table() == other.table() && own.destination().equals(other.destination());
                    }

                    @Override
                    public Boolean rule(Rule own) {
                        return false;
                    }
                }));
    }
}
