package dev.holdfast.agent.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket and its name in the file system: the name of a dead agent is replaced, that of a living one is not. */
final class SocketFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    /** The kernel keeps as many waiting; whoever comes then is told to try again. */
    private static final int BACKLOG = 4;

    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_SOCKET = 0140000;

    private final ServerSocketChannel channel;
    private final Path path;
    private final Object identity;

    private SocketFile(ServerSocketChannel channel, Path path, Object identity) {
        this.channel = channel;
        this.path = path;
        this.identity = identity;
    }

    /** @throws IOException when it cannot be, also because another agent listens there */
    static SocketFile listen(Path path) throws IOException {
        makeFolder(path);
        removeIfDead(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return new SocketFile(channel, path, identity(path));
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    /** One level only: what is above it is not ours to make. */
    private static void makeFolder(Path path) throws IOException {
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
    }

    private static void removeIfDead(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if (!(mode instanceof Integer bits) || (bits & TYPE_MASK) != TYPE_SOCKET) {
            throw new FileAlreadyExistsException(path.toString(), null, "there is a file that is no socket");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Without waiting: the queue of an agent that is stopped or stuck may be full, and it is there all the
            // same.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException dead) {
            Files.delete(path); // Nobody listens: its agent was killed.
            return;
        } catch (SocketException full) {
            LOG.debug("control socket: {}", full.toString()); // EAGAIN
        }
        throw new FileAlreadyExistsException(path.toString(), null, "another agent listens there");
    }

    private static Object identity(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    Path path() {
        return path;
    }

    SocketChannel accept() throws IOException {
        return channel.accept();
    }

    /** Stops listening, and takes the name away unless it is somebody else's by now. */
    @Override
    public void close() {
        try (channel) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && identity(path).equals(identity)) {
                Files.delete(path);
            }
        } catch (IOException left) {
            LOG.warn("the control socket {} stays behind: {}", path, left.toString());
        }
    }
}
