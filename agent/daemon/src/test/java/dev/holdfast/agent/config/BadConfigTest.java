package dev.holdfast.agent.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One file per mistake, with what the operator is told beside it.
 *
 * <p>To see the texts change after a change of wording, run with {@code -Dconfig.bad.rewrite=true} and review the
 * difference.
 */
class BadConfigTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/holdfast/agent/config/bad");

    private final ConfigLoader loader = new ConfigLoader(new FakeHost());

    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isRefusedInExactlyTheseWords(String name) throws IOException {
        Path expected = FOLDER.resolve(name.replace(".yaml", ".expected"));

        ConfigResult result = loader.parse(name, Files.readString(FOLDER.resolve(name)));

        assertThat(result).isInstanceOf(ConfigResult.Invalid.class);
        String messages =
                result.problems().stream().map(problem -> problem + "\n").collect(joining());
        if (Boolean.getBoolean("config.bad.rewrite")) {
            Files.writeString(expected, messages);
        }
        assertThat(messages).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @MethodSource("names")
    void neverRepeatsThePassword(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name));

        ConfigResult result = loader.parse(name, text);

        assertThat(result.toString()).doesNotContain(FakeHost.SECRET);
    }

    @Test
    void everyExpectedTextHasItsFile() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(path -> path.getFileName().toString())
                            .map(name -> name.replaceAll("\\.(yaml|expected)$", ""))
                            .distinct())
                    .hasSameSizeAs(names());
        }
    }
}
