package dev.holdfast.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stories under {@code src/test/resources/scenarios}: what happens is what is written there. {@code -Dupdate=true}
 * writes them anew; a person then reads the difference.
 */
class StoryTest {
    private static final Path STORIES = Path.of("src/test/resources/scenarios");

    static List<Path> stories() throws IOException {
        try (Stream<Path> files = Files.list(STORIES)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void goesAsItIsWritten(Path file) throws IOException {
        String written = Files.readString(file);

        String happened = Story.retell(written);

        if (Boolean.getBoolean("update")) {
            Files.writeString(file, happened);
        }
        assertThat(happened).isEqualTo(written);
    }
}
