package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a secret: written inline, or {@code {file: PATH}}, or {@code {env: NAME}}. Never says what it is. */
final class SecretReader {
    /** A secret is a line, not a document. */
    private static final int MAX_BYTES = 4096;

    private static final int MAX_DOCUMENT = 256 * 1024;

    private SecretReader() {}

    static Optional<String> read(Value value, Host host) {
        Optional<String> secret = value.mapping().isPresent()
                ? Section.of(value.mark(), value, Block.SECRET, "").flatMap(section -> fromElsewhere(section, host))
                : value.text("a text, {file: PATH} or {env: NAME}");
        return secret.filter(text -> isUsable(value, text));
    }

    private static boolean isUsable(Value value, String secret) {
        if (secret.isEmpty()) {
            value.error("is empty");
            return false;
        }
        return true;
    }

    private static Optional<String> fromElsewhere(Section section, Host host) {
        Optional<Value> file = section.value("file");
        Optional<Value> variable = section.value("env");
        if (file.isPresent() == variable.isPresent()) {
            section.problems().error(section.mark(), section.path(), "must have either file or env");
            return Optional.empty();
        }
        return file.isPresent()
                ? fromFile(file.get(), host, MAX_BYTES)
                : variable.flatMap(value -> fromEnvironment(value, host));
    }

    private static Optional<String> fromEnvironment(Value value, Host host) {
        return value.text("the name of a variable").flatMap(name -> {
            Optional<String> secret = host.environment(name);
            if (secret.isEmpty()) {
                value.error("the environment has no variable " + Excerpt.quoted(name));
            }
            return secret;
        });
    }

    /** The secret in the file that a value names. */
    static Optional<String> fromFile(Value value, Host host) {
        return fromFile(value, host, MAX_BYTES).filter(text -> isUsable(value, text));
    }

    /** The same of a secret that is a document: a key. */
    static Optional<String> longFromFile(Value value, Host host) {
        return fromFile(value, host, MAX_DOCUMENT).filter(text -> isUsable(value, text));
    }

    private static Optional<String> fromFile(Value value, Host host, int mostOctets) {
        return value.text("an absolute path")
                .flatMap(text -> {
                    Optional<Path> path = AbsolutePath.parse(text);
                    if (path.isEmpty()) {
                        value.error("must be an absolute path, was " + Excerpt.quoted(text));
                    }
                    return path;
                })
                .flatMap(path -> content(value, path, host, mostOctets));
    }

    private static Optional<String> content(Value value, Path path, Host host, int mostOctets) {
        try {
            PathWalk.Found found = new PathWalk(host).walk(path);
            Optional<String> complaint = found.complaint().or(() -> exposure(found));
            if (complaint.isPresent()) {
                value.error(complaint.get());
                return Optional.empty();
            }
            byte[] bytes = host.read(path, mostOctets + 1);
            if (bytes.length > mostOctets) {
                value.error(path + " must have at most " + mostOctets + " octets");
                return Optional.empty();
            }
            // The line end that every editor adds is not part of it.
            return Optional.of(new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R\\z", ""));
        } catch (IOException e) {
            value.error(path + ": " + IoWords.of(e));
            return Optional.empty();
        }
    }

    private static Optional<String> exposure(PathWalk.Found found) {
        return found.status().isOpenToOthers()
                ? Optional.of("group or others may read or change " + found.file() + " (mode "
                        + found.status().octalMode() + "); use chmod 600")
                : Optional.empty();
    }
}
