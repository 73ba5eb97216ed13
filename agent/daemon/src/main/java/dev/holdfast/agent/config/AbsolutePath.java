package dev.holdfast.agent.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Text to an absolute path, without exceptions. */
final class AbsolutePath {
    /** PATH_MAX. */
    private static final int MAX_LENGTH = 4096;

    private AbsolutePath() {}

    static Optional<Path> parse(String text) {
        boolean plain = text.startsWith("/")
                && text.length() < MAX_LENGTH
                && text.chars().noneMatch(Character::isISOControl);
        try {
            return plain ? Optional.of(Path.of(text)) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty(); // Not expressible in this host's file names; the caller reports it.
        }
    }
}
