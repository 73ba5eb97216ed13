package dev.holdfast.agent.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What reading a configuration asks of the machine. Called on the loader's thread; may block on the disk. */
public interface Host {
    /** The host's name, which is the node's name unless the file says otherwise. */
    String name();

    /** The user this process runs as. */
    String user();

    /** A variable of the environment. */
    Optional<String> environment(String variable);

    /**
     * What stands at a path; a link is not followed. Empty when there is nothing.
     *
     * @throws IOException when it cannot be told
     */
    Optional<FileStatus> status(Path path) throws IOException;

    /**
     * The content of a file, at most {@code limit} bytes of it.
     *
     * @throws IOException when it cannot be read
     */
    byte[] read(Path path, int limit) throws IOException;
}
