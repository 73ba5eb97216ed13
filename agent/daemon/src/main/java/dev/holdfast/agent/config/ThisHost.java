package dev.holdfast.agent.config;

import dev.holdfast.agent.config.FileStatus.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/** The machine that we run on. */
record ThisHost(String name) implements Host {
    @Override
    public String user() {
        return System.getProperty("user.name", "");
    }

    @Override
    public Optional<String> environment(String variable) {
        return Optional.ofNullable(System.getenv(variable));
    }

    @Override
    public Optional<FileStatus> status(Path path) throws IOException {
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            // The portable permissions know no sticky bit; the JDK's Unix view gives the whole mode.
            int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
            String target =
                    attributes.isSymbolicLink() ? Files.readSymbolicLink(path).toString() : "";
            return Optional.of(new FileStatus(kind(attributes), mode, owner(path, attributes), target));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Kind kind(PosixFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (attributes.isDirectory()) {
            return Kind.DIRECTORY;
        }
        return attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
    }

    private static String owner(Path path, PosixFileAttributes attributes) throws IOException {
        boolean root = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS) == 0;
        return root ? "root" : attributes.owner().getName();
    }

    @Override
    public byte[] read(Path path, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(limit);
        }
    }
}
