package dev.holdfast.agent.config;

import java.util.List;

/** What became of a configuration file: settings, or the reasons why there are none. */
public sealed interface ConfigResult {
    /** Everything to be told to the operator, in the order of the file. */
    List<Problem> problems();

    <R> R accept(Visitor<R> visitor);

    /** One method per outcome. */
    interface Visitor<R> {
        R onLoaded(Loaded loaded);

        R onInvalid(Invalid invalid);
    }

    /** Usable; the warnings deserve a line in the log. */
    record Loaded(AgentConfig config, List<Problem> warnings) implements ConfigResult {
        public Loaded {
            warnings = List.copyOf(warnings);
        }

        @Override
        public List<Problem> problems() {
            return warnings;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onLoaded(this);
        }
    }

    /** Not usable; at least one of the problems is an error. */
    record Invalid(List<Problem> problems) implements ConfigResult {
        public Invalid {
            problems = List.copyOf(problems);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onInvalid(this);
        }
    }
}
