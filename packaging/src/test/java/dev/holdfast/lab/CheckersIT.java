package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every check beside keepalived's, against the same servers: real ones of Debian, and some that mean no good. One agent and
 * one keepalived have all checks at once; the verdicts are what both have in the kernel's table.
 */
@LabTest(
        agent = false,
        vm = true,
        tools = {"dnsmasq", "ipvsadm", "openssl", "python3"})
class CheckersIT {
    /** The virtual machine can write here. */
    private static final Path FOLDER = Path.of("target", "checkers");

    private static VmStory story = VmStory.UNTOLD;

    @BeforeAll
    static void tellTheStory() throws IOException {
        List<CheckerCase> all = CheckerCase.all();
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("holdfast.yaml"), CheckerCase.holdfast(all));
        Files.writeString(FOLDER.resolve("keepalived.conf"), CheckerCase.keepalived(all));
        Files.writeString(
                FOLDER.resolve("ours"),
                lines(all.stream().map(CheckerCase::ours).toList()));
        Files.writeString(
                FOLDER.resolve("theirs"),
                lines(all.stream().map(CheckerCase::theirs).toList()));
        story = VmStory.tell("checkers-story.sh", FOLDER.toAbsolutePath().toString());
    }

    private static String lines(List<String> servers) {
        return servers.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n", "", "\n"));
    }

    static List<CheckerCase> cases() throws IOException {
        return CheckerCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ourVerdictIsRightAndKeepalivedsToo(CheckerCase one) {
        assertThat(line("ours", one)).as("ours: %s", log("log of ours", one)).isEqualTo(one.ours());
        assertThat(line("theirs", one))
                .as("theirs: %s", log("log of theirs", one))
                .isEqualTo(one.theirs());
    }

    @Test
    void theLogIsAboutServersAlone() {
        assertThat(story.chapter("log of ours").lines())
                .as(story.told())
                .isNotEmpty()
                .noneMatch(line -> line.contains(" ERROR "));
    }

    /** The server of a case with its weight, as a table has it; empty when it is not there. */
    private static String line(String table, CheckerCase one) {
        assertThat(story.chapter(table)).as(story.told()).isNotEmpty();
        return story.chapter(table)
                .lines()
                .filter(line -> line.startsWith(one.server() + " "))
                .findFirst()
                .orElse("");
    }

    private static String log(String chapter, CheckerCase one) {
        return story.chapter(chapter)
                .lines()
                .filter(line -> line.matches(".*\\b" + one.server() + "\\b.*"))
                .map(line -> line.substring(0, Math.min(300, line.length())))
                .collect(Collectors.joining("\n"));
    }
}
