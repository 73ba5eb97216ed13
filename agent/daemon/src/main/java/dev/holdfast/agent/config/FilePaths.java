package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the path of a file that is watched. It may come and go, so whether it exists is not asked here. */
final class FilePaths {
    private FilePaths() {}

    static Optional<Path> read(Section section, String key) {
        return section.required(key)
                .flatMap(value -> value.text("the absolute path of a file").flatMap(text -> {
                    Optional<Path> path = AbsolutePath.parse(text);
                    if (path.isEmpty()) {
                        value.error("must be the absolute path of a file, was " + Excerpt.quoted(text));
                    }
                    return path;
                }));
    }
}
