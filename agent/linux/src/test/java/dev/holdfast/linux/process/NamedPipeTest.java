package dev.holdfast.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.port.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedPipeTest {
    private static final int FIFO_OF_OWNER_ALONE = 0010600;

    @Test
    void aPipeIsMadeForItsOwnerAlone(@TempDir Path folder) throws IOException {
        Path pipe = folder.resolve("pipe");

        assertThat(NamedPipe.make(pipe.toString())).isEqualTo(Outcome.DONE);

        assertThat(Files.getAttribute(pipe, "unix:mode")).isEqualTo(FIFO_OF_OWNER_ALONE);
    }

    @Test
    void whatIsThereAlreadyIsLeftAlone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        assertThat(NamedPipe.make(file.toString()).failure())
                .hasValueSatisfying(failure -> assertThat(failure.error()).startsWith("EEXIST"));
        assertThat(file).hasContent("mine");
    }
}
