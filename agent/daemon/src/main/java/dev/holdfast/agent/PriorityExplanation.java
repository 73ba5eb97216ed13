package dev.holdfast.agent;

import dev.holdfast.agent.http.InstanceDocument;
import dev.holdfast.agent.http.InstanceDocument.Influence;
import dev.holdfast.agent.http.InstanceDocument.PriorityDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says in a line each what its trackers do to an instance; nothing when they do nothing. */
final class PriorityExplanation {
    private static final int OWNER = 255;
    private static final String UNKNOWN = "unknown";

    private PriorityExplanation() {}

    static List<String> of(InstanceDocument instance) {
        PriorityDocument priority = instance.priority();
        List<String> lines = new ArrayList<>();
        boolean moves = priority.influences().stream().anyMatch(each -> each.points() != 0);
        if (moves && priority.base() != OWNER) {
            lines.add(instance.name() + ": " + sum(priority));
        }
        add(lines, instance, "FAULT by ", Influence::fault);
        add(
                lines,
                instance,
                "waits for the first result of ",
                each -> each.reading().equals(UNKNOWN));
        return lines;
    }

    private static String sum(PriorityDocument priority) {
        StringBuilder line = new StringBuilder("priority " + priority.effective() + " = " + priority.base() + " base");
        int sum = priority.base();
        for (Influence each : priority.influences()) {
            if (each.points() != 0) {
                sum += each.points();
                line.append(each.points() < 0 ? " - " : " + ")
                        .append(Math.abs(each.points()))
                        .append(' ')
                        .append(named(each));
            }
        }
        return line.append(sum == priority.effective() ? "" : ", kept within 1..254")
                .toString();
    }

    private static void add(List<String> lines, InstanceDocument instance, String what, Predicate<Influence> which) {
        String trackers = instance.priority().influences().stream()
                .filter(which)
                .map(PriorityExplanation::named)
                .collect(Collectors.joining(", "));
        if (!trackers.isEmpty()) {
            lines.add(instance.name() + ": " + what + trackers);
        }
    }

    private static String named(Influence influence) {
        return influence.tracker() + " " + influence.name() + " (" + influence.reading()
                + (influence.reverse() ? ", reversed" : "")
                + (influence.group() == null ? "" : ", sync group " + influence.group()) + ")";
    }
}
