package dev.holdfast.agent.config;

import dev.holdfast.core.net.Priority;
import java.util.List;
import java.util.Optional;

/**
 * Reads who would win: state, priority, and the two spellings of preemption. Everything has keepalived's meaning: the
 * state is a wish that only changes defaults; who is master, the election says.
 */
record Election(Priority priority, boolean preempt) {
    private static final int DEFAULT_PRIORITY = 100;

    static Election read(Section section) {
        boolean wishesMaster = section.value("state")
                .flatMap(value -> value.word(List.of("MASTER", "BACKUP")))
                .filter("MASTER"::equals)
                .isPresent();
        Priority priority = priority(section, wishesMaster);
        return new Election(priority, preempt(section, wishesMaster, priority));
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
}
