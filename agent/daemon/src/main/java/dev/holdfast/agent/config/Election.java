package dev.holdfast.agent.config;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;
import java.util.Optional;

/**
 * Reads who would win: state, priority, the two spellings of preemption and its delay. Everything has keepalived's
 * meaning: the state is a wish that only changes defaults; who is master, the election says.
 *
 * @param preemptDelayNanos 0 to 1,000 s; 0 where a delay has no meaning
 */
record Election(Priority priority, boolean preempt, long preemptDelayNanos) {
    private static final int DEFAULT_PRIORITY = 100;

    static Election read(Section section) {
        boolean wishesMaster = section.word("state", List.of("MASTER", "BACKUP"))
                .filter("MASTER"::equals)
                .isPresent();
        Priority priority = priority(section, wishesMaster);
        boolean preempt = preempt(section, wishesMaster, priority);
        return new Election(priority, preempt, preemptDelayNanos(section, wishesMaster, priority, preempt));
    }

    private static Priority priority(Section section, boolean wishesMaster) {
        Optional<Value> value = section.value("priority");
        if (value.isPresent()) {
            return new Priority(value.get().integer(1, 255).orElse(DEFAULT_PRIORITY));
        }
        if (!wishesMaster) {
            return new Priority(DEFAULT_PRIORITY);
        }
        section.problems()
                .warning(
                        section.markOf("state"),
                        section.pathOf("priority"),
                        "is missing and state is MASTER, which makes it 255, the address owner, as in keepalived;"
                                + " write a priority");
        return Priority.OWNER;
    }

    private static boolean preempt(Section section, boolean wishesMaster, Priority priority) {
        Optional<Value> positive = section.value("preempt");
        Optional<Value> negative = section.value("nopreempt");
        Optional<Boolean> preempt = positive.flatMap(Value::bool);
        Optional<Boolean> nopreempt = negative.flatMap(Value::bool);
        if (preempt.isPresent() && preempt.equals(nopreempt)) {
            negative.ifPresent(value -> value.error(
                    "contradicts preempt on line " + section.markOf("preempt").line() + "; keep one of the two"));
        }
        boolean preempts = preempt.orElse(!nopreempt.orElse(false));
        if (preempts) {
            return true;
        }
        Value written = negative.or(() -> positive).orElseThrow();
        if (priority.isOwner()) {
            written.warning("has no effect with priority 255: the address owner always takes over");
            return true;
        }
        if (wishesMaster) {
            written.warning("has no effect with state MASTER, as in keepalived; write state: BACKUP");
            return true;
        }
        return false;
    }

    private static long preemptDelayNanos(Section section, boolean wishesMaster, Priority priority, boolean preempt) {
        Optional<Value> written = section.value("preempt_delay");
        Optional<Long> nanos = written.flatMap(Election::delay).filter(delay -> delay > 0);
        if (nanos.isEmpty()) {
            return 0;
        }
        Value value = written.orElseThrow();
        if (!preempt) {
            String key = section.value("nopreempt").isPresent() ? "nopreempt" : "preempt";
            value.error("contradicts " + key + " on line " + section.markOf(key).line()
                    + ": who never takes over from a living master has nothing to delay; keep one of the two");
            return 0;
        }
        if (priority.isOwner()) {
            value.warning("has no effect with priority 255: the address owner never waits");
            return 0;
        }
        if (wishesMaster) {
            value.warning("has no effect with state MASTER, as in keepalived; write state: BACKUP");
            return 0;
        }
        return nanos.get();
    }

    private static Optional<Long> delay(Value value) {
        return value.durationNanos().filter(nanos -> {
            boolean fine = nanos <= RouterConfig.MAX_PREEMPT_DELAY_NANOS;
            if (!fine) {
                value.error("must be 0..1000 seconds, was " + Durations.format(nanos));
            }
            return fine;
        });
    }
}
