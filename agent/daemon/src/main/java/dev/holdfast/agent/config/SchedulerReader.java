package dev.holdfast.agent.config;

import dev.holdfast.core.ipvs.Scheduler;
import dev.holdfast.core.ipvs.SchedulerFlag;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how a virtual server chooses a real server for a connection: the scheduler and its flags. */
final class SchedulerReader {
    /** keepalived's words; {@code sh-port} and its kind are names that the flags have with one scheduler. */
    private static final List<Flag> FLAGS = List.of(
            new Flag("flag-1", SchedulerFlag.FLAG_1, Optional.empty()),
            new Flag("flag-2", SchedulerFlag.FLAG_2, Optional.empty()),
            new Flag("flag-3", SchedulerFlag.FLAG_3, Optional.empty()),
            new Flag("sh-port", SchedulerFlag.FLAG_2, Optional.of("sh")),
            new Flag("sh-fallback", SchedulerFlag.FLAG_1, Optional.of("sh")),
            new Flag("mh-port", SchedulerFlag.FLAG_2, Optional.of("mh")),
            new Flag("mh-fallback", SchedulerFlag.FLAG_1, Optional.of("mh")));

    private SchedulerReader() {}

    /** @param scheduler whose word it is; empty for any */
    private record Flag(String word, SchedulerFlag flag, Optional<String> scheduler) {}

    static Scheduler read(Section section) {
        String name = section.value("lb_algo")
                .or(() -> section.value("lvs_sched"))
                .flatMap(value -> value.word(Scheduler.KNOWN))
                .orElse(Scheduler.DEFAULT.name());
        Set<SchedulerFlag> flags = EnumSet.noneOf(SchedulerFlag.class);
        for (Flag flag : FLAGS) {
            section.value(flag.word())
                    .filter(value -> value.bool().orElse(false) && fits(value, flag, name))
                    .ifPresent(value -> flags.add(flag.flag()));
        }
        return new Scheduler(name, flags);
    }

    private static boolean fits(Value value, Flag flag, String name) {
        boolean fine = flag.scheduler().filter(own -> !own.equals(name)).isEmpty();
        if (!fine) {
            value.error("is a flag of the scheduler " + flag.scheduler().orElse("") + ", and lb_algo is " + name);
        }
        return fine;
    }
}
