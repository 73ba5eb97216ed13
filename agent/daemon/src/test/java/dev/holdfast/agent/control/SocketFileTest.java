package dev.holdfast.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who has the name of the control socket. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketFileTest {
    @Test
    void theNameOfADeadAgentIsReplaced(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("control.sock");
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(path));
        dead.close();
        assertThat(Files.exists(path)).isTrue();

        try (SocketFile mine = SocketFile.listen(path)) {
            assertThat(mine.path()).isEqualTo(path);
        }
        assertThat(Files.exists(path)).isFalse();
    }

    private static void fill(Path path, List<SocketChannel> waiting) throws IOException {
        while (waiting.size() < 100) {
            SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
            waiting.add(one);
            one.configureBlocking(false);
            one.connect(UnixDomainSocketAddress.of(path));
        }
    }

    /** Such as one that was stopped, with more of us at its door than it has room for. */
    @Test
    void anAgentThatTakesNobodyInKeepsItsNameAndHoldsNobodyUp(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("control.sock");
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel stuck = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stuck.bind(UnixDomainSocketAddress.of(path), 1);
            assertThatThrownBy(() -> fill(path, waiting)).isInstanceOf(SocketException.class);

            assertThatThrownBy(() -> SocketFile.listen(path))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining("another agent listens there");
            assertThatThrownBy(() -> ControlClient.ask(path, Request.of(Request.Verb.RELOAD)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not take requests");
        } finally {
            for (SocketChannel one : waiting) {
                one.close();
            }
        }
    }
}
