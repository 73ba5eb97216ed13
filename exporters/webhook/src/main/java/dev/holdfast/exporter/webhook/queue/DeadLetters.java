package dev.holdfast.exporter.webhook.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a receiver will never take, for a person to look at: a file of JSON lines, and the one before it. Used by one thread.
 */
public final class DeadLetters {
    /** Two files of this size are thousands of events. */
    private static final long MOST_OCTETS = 1 << 20;

    private final Optional<Path> file;
    private final Consumer<String> onTrouble;

    /**
     * Dead letters in a file.
     *
     * @param file empty when there is no place for one
     * @param onTrouble told in words when one could not be written
     */
    public DeadLetters(Optional<Path> file, Consumer<String> onTrouble) {
        this.file = file;
        this.onTrouble = onTrouble;
    }

    /** Adds one. */
    public void add(long nowMillis, String why, Entry entry) {
        if (file.isEmpty()) {
            return;
        }
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("time", Instant.ofEpochMilli(nowMillis).toString())
                .put("why", why);
        line.set("event", entry.envelope().json());
        try {
            append(file.get(), (line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException refused) {
            onTrouble.accept("what was given up could not be written down: " + refused);
        }
    }

    private static void append(Path path, byte[] line) throws IOException {
        if (Files.exists(path) && Files.size(path) + line.length > MOST_OCTETS) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(path)) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(path, line, StandardOpenOption.APPEND);
    }
}
