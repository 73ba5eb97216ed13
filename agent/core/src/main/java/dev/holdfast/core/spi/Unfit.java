package dev.holdfast.core.spi;

import dev.holdfast.core.track.Influence;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A member that holds its sync group in FAULT.
 *
 * @param router the name of the virtual router
 * @param causes its own causes of FAULT
 * @param trackers what it tracks that is part of them
 */
public record Unfit(String router, Set<FaultCause> causes, List<Influence> trackers) {
    public Unfit {
        causes = Set.copyOf(causes);
        trackers = List.copyOf(trackers);
    }

    /** The causes in words: {@code interface_down, script chk_nginx, script chk_gateway of the group}. */
    public String why() {
        Stream<String> facts = new TreeSet<>(causes)
                .stream().filter(cause -> cause != FaultCause.TRACKER).map(FaultCause::word);
        return Stream.concat(facts, trackers.stream().map(Unfit::named)).collect(Collectors.joining(", "));
    }

    private static String named(Influence influence) {
        String name = influence.tracked().tracker().toString();
        return influence.tracked().group().isPresent() ? name + " of the group" : name;
    }
}
