package dev.holdfast.agent.config;

import dev.holdfast.agent.config.FileStatus.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Walks to a file as the kernel does, name by name and through links, and notes every directory that decides what is
 * found at the end. Whoever may write to one of them may put another file there. One walk per object.
 */
final class PathWalk {
    /** The kernel's own limit (path_resolution(7)). */
    private static final int MAX_LINKS = 40;

    private static final Path ROOT = Path.of("/");
    private static final FileStatus NO_FILE = FileStatus.file(0, "");

    private final Host host;
    private final Deque<String> ahead = new ArrayDeque<>();
    private final List<Step> directories = new ArrayList<>();
    private int links;

    /** A directory on the way. */
    record Step(Path path, FileStatus status) {}

    /**
     * What was found.
     *
     * @param complaint why there is no regular file, naming the place; empty when there is
     * @param file where it really is, every link followed
     * @param status of the file; of no meaning with a complaint
     * @param directories every directory passed
     */
    record Found(Optional<String> complaint, Path file, FileStatus status, List<Step> directories) {}

    PathWalk(Host host) {
        this.host = host;
    }

    Found walk(Path absolute) throws IOException {
        push(absolute);
        Path current = ROOT;
        while (true) {
            Optional<FileStatus> status = host.status(current);
            if (status.isEmpty()) {
                return failed(current, "does not exist");
            }
            Kind kind = status.get().kind();
            if (kind == Kind.LINK && ++links > MAX_LINKS) {
                return failed(current, "leads through too many links");
            }
            if (kind == Kind.LINK) {
                current = follow(current, Path.of(status.get().linkTarget()));
                continue;
            }
            if (kind != Kind.DIRECTORY || ahead.isEmpty()) {
                return end(current, status.get());
            }
            directories.add(new Step(current, status.get()));
            // No link is left in front, so the lexical ".." is the real one.
            current = current.resolve(ahead.pop()).normalize();
        }
    }

    /** Where to go on from a link: its own directory, or the root; both have been looked at. */
    private Path follow(Path link, Path target) {
        push(target);
        Path directory = link.getParent();
        return target.isAbsolute() || directory == null ? ROOT : directory;
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            ahead.push(path.getName(i).toString());
        }
    }

    private Found end(Path current, FileStatus status) {
        if (status.kind() == Kind.DIRECTORY) {
            return failed(current, "is a directory, not a file");
        }
        if (!ahead.isEmpty()) {
            return failed(current, "is not a directory");
        }
        return status.kind() == Kind.FILE
                ? new Found(Optional.empty(), current, status, List.copyOf(directories))
                : failed(current, "is not a regular file");
    }

    private static Found failed(Path current, String why) {
        return new Found(Optional.of(current + " " + why), current, NO_FILE, List.of());
    }
}
