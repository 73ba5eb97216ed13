package dev.holdfast.agent.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** What can be said of a script before it is started. */
final class ScriptFile {
    private static final int OTHERS_MAY_WRITE = 0002;
    private static final int GROUP_MAY_WRITE = 0020;
    private static final int STICKY = 01000;
    private static final int ANY_MAY_EXECUTE = 0111;

    private ScriptFile() {}

    /** Why the script cannot run, or, for root, must not. */
    static Optional<String> problem(String path, boolean runsAsRoot) {
        try {
            Path file = Path.of(path);
            if (!Files.exists(file)) {
                return Optional.of("no such file: " + path);
            }
            Path target = file.toRealPath();
            if (!Files.isRegularFile(target)) {
                return Optional.of("not a file: " + path);
            }
            if ((mode(target) & ANY_MAY_EXECUTE) == 0) {
                return Optional.of("not executable: " + path);
            }
            return runsAsRoot ? writableByOthers(target) : Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.of("cannot be looked at: " + path + " (" + unreadable.getMessage() + ")");
        }
    }

    /** Who can change the file, or a directory on the way to it, would be root through our hand. */
    private static Optional<String> writableByOthers(Path target) throws IOException {
        for (Path part = target; part != null; part = part.getParent()) {
            int mode = mode(part);
            boolean shared = Files.isDirectory(part) && (mode & STICKY) != 0;
            boolean writable = (mode & OTHERS_MAY_WRITE) != 0 || ((mode & GROUP_MAY_WRITE) != 0 && gid(part) != 0);
            if (uid(part) != 0 || (writable && !shared)) {
                return Optional.of("runs as root, but others than root can change " + part);
            }
        }
        return Optional.empty();
    }

    private static int mode(Path path) throws IOException {
        return number(path, "unix:mode");
    }

    private static int uid(Path path) throws IOException {
        return number(path, "unix:uid");
    }

    private static int gid(Path path) throws IOException {
        return number(path, "unix:gid");
    }

    private static int number(Path path, String attribute) throws IOException {
        return (Integer) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
    }
}
