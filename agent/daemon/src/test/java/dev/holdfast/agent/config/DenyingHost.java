package dev.holdfast.agent.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/** A machine where nothing may be read. */
final class DenyingHost implements Host {
    @Override
    public String name() {
        return "closed";
    }

    @Override
    public String user() {
        return "nobody";
    }

    @Override
    public Optional<String> environment(String variable) {
        return Optional.empty();
    }

    @Override
    public Optional<FileStatus> status(Path path) throws IOException {
        throw new AccessDeniedException(path.toString());
    }

    @Override
    public byte[] read(Path path, int limit) throws IOException {
        throw new AccessDeniedException(path.toString());
    }
}
