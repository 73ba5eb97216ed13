package dev.holdfast.exporter.zabbix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The files that users import. */
record TemplateFile(String name, JsonNode root) {
    static final String FOLDER = "../../zabbix-template/";

    private static Path folder() {
        return Path.of(System.getProperty("basedir", ".")).resolve(FOLDER);
    }

    static String text(String name) throws IOException {
        return Files.readString(folder().resolve(name));
    }

    static List<TemplateFile> all() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(TemplateFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TemplateFile read(Path file) {
        try {
            return new TemplateFile(file.getFileName().toString(), new YAMLMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode template() {
        return root.at("/zabbix_export/templates/0");
    }

    /** Every object below a field of this name, wherever it stands. */
    List<JsonNode> all(String field) {
        List<JsonNode> found = new ArrayList<>();
        walk((name, node) -> {
            if (name.equals(field)) {
                (node.isArray() ? node : List.of(node)).forEach(found::add);
            }
        });
        return found;
    }

    /** Visits every field with its value. */
    void walk(BiConsumer<String, JsonNode> visitor) {
        walk(root, visitor);
    }

    private static void walk(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        node.properties().forEach(field -> {
            visitor.accept(field.getKey(), field.getValue());
            walk(field.getValue(), visitor);
        });
        if (node.isArray()) {
            node.forEach(each -> walk(each, visitor));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
