package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void splitsAtSpaces() {
        assertThat(CommandLine.split("  /bin/a  b\tc ")).contains(List.of("/bin/a", "b", "c"));
        assertThat(CommandLine.split("   ")).contains(List.of());
    }

    @Test
    void quotesKeepWordsTogether() {
        assertThat(CommandLine.split("/bin/a 'b c' \"d 'e\" f''g ''"))
                .contains(List.of("/bin/a", "b c", "d 'e", "fg", ""));
    }

    @Test
    void nothingIsExpanded() {
        assertThat(CommandLine.split("/bin/a $HOME *.txt `id` \\n"))
                .contains(List.of("/bin/a", "$HOME", "*.txt", "`id`", "\\n"));
    }

    @Test
    void anOpenQuoteIsNoCommand() {
        assertThat(CommandLine.split("/bin/a 'b")).isEmpty();
        assertThat(CommandLine.split("/bin/a \"b'")).isEmpty();
    }
}
