package dev.holdfast.linux.process;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.ProcessCalls;

/** Named pipes, which Java can open but not make. Any thread. */
public final class NamedPipe {
    private static final int OWNER_ALONE = 0600;

    private NamedPipe() {}

    /**
     * Makes a pipe that the agent's user alone may read and write.
     *
     * @param path absolute
     * @return done, or why not: EEXIST when there is anything of this name
     */
    public static Outcome make(String path) {
        try {
            ProcessCalls.makePipe(path, OWNER_ALONE);
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            return refused.outcome();
        }
    }
}
