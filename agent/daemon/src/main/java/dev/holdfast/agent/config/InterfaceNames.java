package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.net.InterfaceName;
import java.util.Optional;

/** Names of interfaces. Whether they exist is for the running agent to see: interfaces come and go. */
final class InterfaceNames {
    /** Stands in for a name that could not be read, so that the rest of the instance can be. */
    static final InterfaceName UNKNOWN = new InterfaceName("?");

    private InterfaceNames() {}

    static Optional<InterfaceName> read(Value value) {
        return value.text("the name of an interface").flatMap(text -> {
            Optional<InterfaceName> name = parse(text);
            if (name.isEmpty()) {
                value.error(complaint(text));
            }
            return name;
        });
    }

    static Optional<InterfaceName> parse(String text) {
        try {
            return text.equals(Excerpt.plain(text)) ? Optional.of(new InterfaceName(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // The caller reports it, with the place.
        }
    }

    static String complaint(String text) {
        return text.matches("[^/\\s:]{1,15}:.*")
                ? "must be the name of an interface, not an alias with a colon, was " + Excerpt.quoted(text)
                : "must be the name of an interface, 1..15 characters without space, slash or colon, was "
                        + Excerpt.quoted(text);
    }
}
