package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Mark;
import java.util.Comparator;

/**
 * Something wrong, or remarkable, in a configuration. Never contains a secret.
 *
 * @param file the file as it was named to us
 * @param line from 1; 0 when the file as a whole is meant
 * @param column from 1; 0 when the file as a whole is meant
 * @param path the keys that lead there, such as {@code vrrp_instance.VI_1.priority}; empty when none is known
 * @param message what was found and what is allowed
 */
public record Problem(String file, int line, int column, String path, String message, Severity severity) {
    /** In the order of the file. */
    public static final Comparator<Problem> BY_PLACE =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    /** Whether the configuration may still be used. */
    public enum Severity {
        ERROR,
        WARNING
    }

    static Problem at(String file, Mark mark, String path, String message, Severity severity) {
        return new Problem(file, mark.line(), mark.column(), path, message, severity);
    }

    static Problem ofFile(String file, String message) {
        return new Problem(file, 0, 0, "", message, Severity.ERROR);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** As compilers print it: {@code holdfast.yaml:12:5: vrrp_instance.VI_1.priority: must be 1..255, was 300}. */
    @Override
    public String toString() {
        return file
                + (line > 0 ? ":" + line + ":" + column : "")
                + (isError() ? ": " : ": warning: ")
                + (path.isEmpty() ? "" : path + ": ")
                + message;
    }
}
