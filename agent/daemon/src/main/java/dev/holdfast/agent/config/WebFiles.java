package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the files that a web config file names, and remembers them: they are watched with it. */
final class WebFiles {
    /** The longest chain of certificates is far below. */
    private static final int MAX_BYTES = 1 << 18;

    private final Path folder;
    private final Host host;
    private final List<Path> read = new ArrayList<>();

    /** @param folder what relative paths are relative to */
    WebFiles(Path folder, Host host) {
        this.folder = folder;
        this.host = host;
    }

    List<Path> read() {
        return read;
    }

    /** The text of the file that a value names; what is wrong is reported there. */
    Optional<String> text(Value value) {
        return value.text("the path of a file")
                .flatMap(name -> path(value, name))
                .flatMap(path -> text(value, path));
    }

    private Optional<Path> path(Value value, String name) {
        try {
            return Optional.of(folder.resolve(name).normalize());
        } catch (InvalidPathException unfit) {
            value.error("must be the path of a file, was " + Excerpt.quoted(name));
            return Optional.empty();
        }
    }

    private Optional<String> text(Value value, Path path) {
        read.add(path);
        try {
            byte[] bytes = host.read(path, MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES) {
                return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1)); // PEM is ASCII.
            }
            value.error(path + " is larger than 256 KiB");
        } catch (IOException e) {
            value.error(path + ": " + IoWords.of(e));
        }
        return Optional.empty();
    }
}
