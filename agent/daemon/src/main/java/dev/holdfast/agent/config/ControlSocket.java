package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code control_socket}: a path, or off. */
final class ControlSocket {
    /** What fits into sun_path of unix(7), with its final zero. */
    private static final int MAX_BYTES = 107;

    private static final List<String> OFF_WORDS = List.of("off", "false", "no");
    private static final String FORM = "an absolute path of at most " + MAX_BYTES + " octets, or off";

    private ControlSocket() {}

    /** Where to listen; empty for nowhere, and when there was an error, which is reported. */
    static Optional<Path> read(Value value) {
        Optional<String> text = value.text(FORM);
        if (text.isEmpty() || OFF_WORDS.contains(text.get())) {
            return Optional.empty();
        }
        Optional<Path> path = AbsolutePath.parse(text.get()).filter(ControlSocket::fits);
        if (path.isEmpty()) {
            value.error("must be " + FORM + ", was " + Excerpt.quoted(text.get()));
        }
        return path;
    }

    private static boolean fits(Path path) {
        return path.getNameCount() > 0 && path.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }
}
