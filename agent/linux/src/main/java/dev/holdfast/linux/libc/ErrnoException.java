package dev.holdfast.linux.libc;

import dev.holdfast.core.port.Outcome;
import java.io.IOException;

/** The kernel said no. Says to what, about what, and in which of its words. */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final String object;
    private final int errno;
    private final String explanation;

    /**
     * A refusal.
     *
     * @param operation what was tried, such as {@code open raw socket}
     * @param object what it was tried on, such as {@code eth0/ipv4/51}
     * @param errno the number the kernel gave
     */
    public ErrnoException(String operation, String object, int errno) {
        this(operation, object, errno, "");
    }

    /** A refusal with the kernel's own explanation, which may be empty. */
    public ErrnoException(String operation, String object, int errno, String explanation) {
        super(operation + " " + object + ": " + Errno.describe(errno, explanation));
        this.operation = operation;
        this.object = object;
        this.errno = errno;
        this.explanation = explanation;
    }

    /** The number, such as {@link Errno#EPERM}. */
    public int errno() {
        return errno;
    }

    /** The kernel's own words, or empty. */
    public String explanation() {
        return explanation;
    }

    /** The same refusal as a value. */
    public Outcome outcome() {
        return Outcome.failed(operation, object, Errno.describe(errno, explanation));
    }

    /** The same refusal, said of something the caller knows better. */
    public ErrnoException about(String otherOperation, String otherObject) {
        return new ErrnoException(otherOperation, otherObject, errno, explanation);
    }
}
