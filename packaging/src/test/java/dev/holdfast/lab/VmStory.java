package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a script told in the virtual machine, which several tests read. It says {@code == name} before each chapter.
 *
 * @param told all of it, for a failure's message
 */
record VmStory(String told, Map<String, String> chapters) {
    static final VmStory UNTOLD = new VmStory("nothing was told", Map.of());

    private static final Path FOLDER = Path.of("src/test/resources/dev/holdfast/lab");

    /** Runs a script of the tests' resources, with what all of them have in common before it; its arguments begin at $3. */
    static VmStory tell(String script, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String text = read("story-prelude.sh") + read(script);
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", text, "story", java, System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        String told = IpvsVm.run(IpvsVm.STORY_SECONDS, command).output();
        Map<String, String> chapters = new HashMap<>();
        for (String chapter : told.split("(?m)^== ", -1)) {
            int end = chapter.indexOf('\n');
            chapters.put(end < 0 ? chapter : chapter.substring(0, end), chapter.substring(end + 1));
        }
        return new VmStory(told, chapters);
    }

    private static String read(String script) {
        try {
            return Files.readString(FOLDER.resolve(script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String chapter(String name) {
        return chapters.getOrDefault(name, "");
    }

    void assertTold(String chapter, String text) {
        assertThat(chapters.get(chapter)).as("%s of%n%s", chapter, told).isEqualTo(text);
    }
}
