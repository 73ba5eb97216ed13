package dev.holdfast.core.spi;

import java.util.List;

/**
 * One sync group as it stands now.
 *
 * @param state MASTER or BACKUP when all members are; FAULT when one is
 * @param sinceNanos when it got there, on the agent's clock
 * @param members the names of its virtual routers
 * @param unfit the members that hold it in FAULT by causes of their own, and these
 */
public record GroupSnapshot(String name, RouterState state, long sinceNanos, List<String> members, List<Unfit> unfit) {
    public GroupSnapshot {
        members = List.copyOf(members);
        unfit = List.copyOf(unfit);
    }
}
