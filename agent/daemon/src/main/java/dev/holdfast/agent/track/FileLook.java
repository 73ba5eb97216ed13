package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file says, or that it is there. */
final class FileLook {
    /** Any number that counts is far shorter. */
    private static final int MOST_OCTETS = 64;

    private FileLook() {}

    /** The first word of the file as a number; 0 when there is no file, none that can be read, or no number. */
    static TrackerResult number(Path path) {
        // Anything else, such as a pipe, might never answer.
        if (!Files.isRegularFile(path)) {
            return TrackerResult.number(0);
        }
        try (InputStream file = Files.newInputStream(path)) {
            String text = new String(file.readNBytes(MOST_OCTETS), StandardCharsets.US_ASCII);
            return TrackerResult.number(parse(text.strip().split("\\s", 2)[0]));
        } catch (IOException unreadable) {
            return TrackerResult.number(0); // As documented: what cannot be read weighs nothing.
        }
    }

    private static int parse(String word) {
        try {
            long value = Long.parseLong(word);
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
        } catch (NumberFormatException notOne) {
            return 0; // As documented, too.
        }
    }

    static TrackerResult there(Path path) {
        return Files.exists(path) ? TrackerResult.passed("") : TrackerResult.failed("no such file: " + path);
    }
}
