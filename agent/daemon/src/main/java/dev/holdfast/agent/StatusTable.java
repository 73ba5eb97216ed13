package dev.holdfast.agent;

import dev.holdfast.agent.http.DeliveryDocument;
import dev.holdfast.agent.http.InstanceDocument;
import dev.holdfast.agent.http.SplitBrainDocument;
import dev.holdfast.agent.http.StatusDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status as a person wants it: a line per instance, columns under each other, and below what trackers do to them. */
final class StatusTable {
    private static final List<String> HEADINGS =
            List.of("INSTANCE", "STATE", "FOR", "WHY", "PRIORITY", "HELD HERE", "MASTER HEARD");

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 86_400;

    private StatusTable() {}

    static String render(StatusDocument status) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        status.instances().forEach(instance -> rows.add(row(instance)));
        return heading(status)
                + aligned(rows)
                + status.instances().stream()
                        .flatMap(instance -> PriorityExplanation.of(instance).stream())
                        .map(line -> line + "\n")
                        .collect(Collectors.joining())
                + status.instances().stream()
                        .map(instance -> splitBrain(status.node(), instance))
                        .collect(Collectors.joining())
                + status.instances().stream().map(StatusTable::arbitration).collect(Collectors.joining())
                + PeerLines.of(status)
                + status.groups().stream().map(StatusTable::why).collect(Collectors.joining())
                + status.staticAddresses().stream().map(StatusTable::missing).collect(Collectors.joining())
                + status.deliveries().stream().map(StatusTable::trouble).collect(Collectors.joining());
    }

    /** A receiver that does not get what it should; memory that nothing waits in is none of this. */
    private static String trouble(DeliveryDocument delivery) {
        String why = delivery.lastError().isEmpty() ? "" : ": " + delivery.lastError();
        boolean nothingWaits = delivery.state().equals("in_memory") && delivery.waiting() == 0;
        boolean isFine = delivery.state().equals("working") || nothingWaits;
        return isFine
                ? ""
                : delivery.kind() + " " + delivery.endpoint() + ": " + delivery.state() + ", " + delivery.waiting()
                        + " waiting" + why + "\n";
    }

    private static String missing(StatusDocument.StaticAddress address) {
        return address.held() ? "" : "static address " + address.address() + " dev " + address.dev() + ": NOT HELD\n";
    }

    /** Who else is master, and the likely cause. */
    private static String splitBrain(String node, InstanceDocument instance) {
        SplitBrainDocument known = instance.splitBrain();
        return known == null ? "" : incident(node, instance, known) + standDown(instance, known.standDown());
    }

    private static String standDown(InstanceDocument instance, SplitBrainDocument.@Nullable StandDown held) {
        return held == null
                ? ""
                : instance.name() + ": STAYS OUT for " + span(held.sinceSeconds()) + ", it lost a split brain"
                        + (held.winner() == null ? "" : " to " + held.winner())
                        + (held.sticky() ? "; back by: holdfast split-brain clear " + instance.name() : "") + "\n";
    }

    private static String incident(String node, InstanceDocument instance, SplitBrainDocument known) {
        SplitBrainDocument.Incident incident = known.incident();
        return incident == null
                ? ""
                : instance.name() + ": SPLIT BRAIN " + known.verdict() + " for " + span(incident.sinceSeconds())
                        + " with "
                        + String.join(", ", incident.peers()) + ": " + incident.causeText() + " (" + incident.cause()
                        + ")\n  to decide: holdfast split-brain resolve " + incident.id() + " --keep " + node + "|"
                        + String.join("|", incident.peers()) + "\n";
    }

    /** What keeps it from taking over, though VRRP would let it. */
    private static String arbitration(InstanceDocument instance) {
        SplitBrainDocument known = instance.splitBrain();
        return known == null
                ? ""
                : known.refusals().stream()
                        .map(refusal -> instance.name() + " does not take over: " + refusal.mechanism() + ", "
                                + refusal.detail() + "\n")
                        .collect(Collectors.joining());
    }

    /** Who holds a sync group in FAULT, and by what. */
    private static String why(StatusDocument.Group group) {
        return group.why().isEmpty()
                ? ""
                : "sync group " + group.name() + ": FAULT by " + String.join("; ", group.why()) + "\n";
    }

    private static String heading(StatusDocument status) {
        String line = status.node() + "  Holdfast " + status.version() + "  up " + span(status.uptimeSeconds())
                + (status.ready() ? "" : "  NOT READY") + "\n";
        boolean reloadFailed = !status.config().lastReloadSuccessful();
        return reloadFailed ? line + "last reload failed: " + status.config().lastReloadMessage() + "\n" : line;
    }

    private static List<String> row(InstanceDocument instance) {
        return List.of(
                instance.name(),
                instance.state(),
                span(instance.sinceSeconds()),
                why(instance),
                priority(instance.priority()),
                held(instance.addresses()),
                master(instance));
    }

    private static String why(InstanceDocument instance) {
        return instance.faults().isEmpty()
                ? instance.reasonText()
                : instance.faults().stream().map(InstanceDocument.Fault::text).collect(Collectors.joining(", "));
    }

    private static String priority(InstanceDocument.PriorityDocument priority) {
        boolean changed = priority.base() != priority.effective();
        return priority.effective() + (changed ? " (of " + priority.base() + ")" : "");
    }

    private static String held(List<InstanceDocument.Address> addresses) {
        String held = addresses.stream()
                .filter(InstanceDocument.Address::held)
                .map(InstanceDocument.Address::address)
                .collect(Collectors.joining(" "));
        return held.isEmpty() ? "-" : held;
    }

    private static String master(InstanceDocument instance) {
        InstanceDocument.Master master = instance.master();
        return master == null
                ? "-"
                : master.address() + " priority " + master.priority() + ", "
                        + String.format(Locale.ROOT, "%.1fs ago", master.heardSecondsAgo());
    }

    static String span(double seconds) {
        long whole = (long) seconds;
        if (whole < MINUTE) {
            return whole + "s";
        }
        if (whole < HOUR) {
            return whole / MINUTE + "m" + whole % MINUTE + "s";
        }
        return whole < DAY
                ? whole / HOUR + "h" + whole % HOUR / MINUTE + "m"
                : whole / DAY + "d" + whole % DAY / HOUR + "h";
    }

    private static String aligned(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int width = width(rows, column);
                line.append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
