package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file that the configuration names and that is no secret. */
final class TextFile {
    private TextFile() {}

    /** The content; empty, and reported, when it cannot be read or is too long. */
    static Optional<String> read(Value value, Host host, int mostOctets) {
        return value.text("an absolute path").flatMap(text -> {
            Optional<Path> path = AbsolutePath.parse(text);
            if (path.isEmpty()) {
                value.error("must be an absolute path, was " + Excerpt.quoted(text));
            }
            return path.flatMap(file -> content(value, file, host, mostOctets));
        });
    }

    private static Optional<String> content(Value value, Path path, Host host, int mostOctets) {
        try {
            byte[] bytes = host.read(path, mostOctets + 1);
            if (bytes.length > mostOctets) {
                value.error(path + " must have at most " + mostOctets + " octets");
                return Optional.empty();
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            value.error(path + ": " + IoWords.of(e));
            return Optional.empty();
        }
    }
}
