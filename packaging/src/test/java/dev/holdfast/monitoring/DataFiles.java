package dev.holdfast.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project that are data for other programs. */
final class DataFiles {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private DataFiles() {}

    static Path file(String name) {
        return ROOT.resolve(name);
    }

    static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(String name) {
        try {
            return new YAMLMapper().readTree(text(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All texts in a folder, by name; none when there is no such folder. */
    static List<String> in(String folder) {
        if (!Files.isDirectory(file(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(file(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(path -> ROOT.relativize(path).toString())
                    .filter(name -> !name.contains("node_modules/") && !name.endsWith(".png"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
