package dev.holdfast.agent.config;

import dev.holdfast.agent.config.TrackedReader.Located;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerKind;
import java.util.List;
import java.util.Optional;

/** Warns of weights that can change nothing, before the night on which they should have. */
final class WeightAdvice {
    private static final int LEAST = 1;
    private static final int MOST = 254;

    private final Priority priority;
    private final Optional<InterfaceName> dev;
    private final boolean canRise;
    private final boolean canSink;

    private WeightAdvice(List<Located> all, Priority priority, Optional<InterfaceName> dev) {
        this.priority = priority;
        this.dev = dev;
        this.canRise = all.stream()
                .anyMatch(each -> isNumber(each.tracked()) || each.tracked().points() > 0);
        this.canSink = all.stream()
                .anyMatch(each -> isNumber(each.tracked()) || each.tracked().points() < 0);
    }

    /**
     * Warns at the lines concerned.
     *
     * @param dev the instance's own interface, when it could be read
     */
    static void give(List<Located> all, Priority priority, Optional<InterfaceName> dev) {
        WeightAdvice advice = new WeightAdvice(all, priority, dev);
        all.forEach(each ->
                advice.complaint(each.tracked()).ifPresent(text -> each.value().warning(text)));
    }

    private Optional<String> complaint(Tracked tracked) {
        int points = tracked.points();
        if (points == 0) {
            return Optional.empty();
        }
        if (isOwnInterface(tracked)) {
            return Optional.of(
                    "its weight has no effect: the instance's own interface is always tracked, and down means"
                            + " FAULT");
        }
        if (priority.isOwner()) {
            return Optional.of("its weight has no effect: priority 255 is the address owner's and never changes; write"
                    + " priority 254 or less, or weight 0");
        }
        boolean fixedSign = !isNumber(tracked);
        if (fixedSign && points > 0 && priority.value() == MOST && !canSink) {
            return Optional.of("its weight has no effect: no priority rises above 254, where this instance starts");
        }
        if (fixedSign && points < 0 && priority.value() == LEAST && !canRise) {
            return Optional.of("its weight has no effect: no priority falls below 1, where this instance starts");
        }
        return Optional.empty();
    }

    private boolean isOwnInterface(Tracked tracked) {
        return tracked.tracker().kind() == TrackerKind.INTERFACE
                && dev.filter(own -> own.value().equals(tracked.tracker().name()))
                        .isPresent();
    }

    /** The number in a file has a sign of its own. */
    private static boolean isNumber(Tracked tracked) {
        return tracked.tracker().kind() == TrackerKind.FILE;
    }
}
