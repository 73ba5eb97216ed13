package dev.holdfast.agent.notify;

import dev.holdfast.core.port.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The file of a named pipe: made when it is missing, and looked at before it is trusted. */
final class FifoFile {
    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int OTHERS_MAY_WRITE = 022;

    private final Function<String, Outcome> maker;

    /** @param maker makes a pipe for the agent's user alone at an absolute path */
    FifoFile(Function<String, Outcome> maker) {
        this.maker = maker;
    }

    /**
     * Makes sure that there is a pipe of which nobody else can write lines.
     *
     * @param owner who gets it when it is made; empty for the agent's own user
     * @throws IOException with what is wrong
     */
    void prepare(Path path, Optional<ScriptUser> owner) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            make(path, owner);
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & TYPE) != FIFO) {
            throw new IOException(path + " is there, and is no named pipe");
        }
        if ((mode & OTHERS_MAY_WRITE) != 0) {
            throw new IOException("group or others may write to " + path + "; use chmod 600");
        }
    }

    private void make(Path path, Optional<ScriptUser> owner) throws IOException {
        Optional<Outcome.Failure> failure = maker.apply(path.toString()).failure();
        if (failure.isPresent()) {
            throw new IOException(failure.get().toString());
        }
        if (owner.isPresent()) {
            Files.setAttribute(path, "unix:gid", owner.get().gid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", owner.get().uid(), LinkOption.NOFOLLOW_LINKS);
        }
    }
}
