package dev.holdfast.core.notify;

import java.util.List;
import java.util.Optional;

/**
 * A program to run, without a shell.
 *
 * @param arguments the absolute path of the program and its arguments
 * @param user whose rights it gets; empty for the configuration's {@code script_user}
 */
public record ScriptCommand(List<String> arguments, Optional<String> user) {
    public ScriptCommand {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty() || !arguments.get(0).startsWith("/")) {
            throw new IllegalArgumentException("a script is called by its absolute path");
        }
    }

    public String path() {
        return arguments.get(0);
    }
}
