package dev.holdfast.agent;

import dev.holdfast.agent.control.Request;
import dev.holdfast.agent.control.Request.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code holdfast maintenance}. */
@Command(
        name = "maintenance",
        mixinStandardHelpOptions = true,
        description = "Takes this node out of service, or back in. A restart of the agent ends it.")
final class MaintenanceCommand implements Callable<Integer> {
    /** What to do. */
    enum Wish {
        ON,
        OFF,
        STATUS;

        Verb verb() {
            return switch (this) {
                case ON -> Verb.MAINTENANCE_ON;
                case OFF -> Verb.MAINTENANCE_OFF;
                case STATUS -> Verb.MAINTENANCE_STATUS;
            };
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Mixin
    private ControlOption control = new ControlOption();

    @Parameters(paramLabel = "on|off|status", description = "One of ${COMPLETION-CANDIDATES}.")
    private Wish wish = Wish.STATUS;

    @Override
    public Integer call() {
        return control.ask(Request.of(wish.verb()));
    }
}
