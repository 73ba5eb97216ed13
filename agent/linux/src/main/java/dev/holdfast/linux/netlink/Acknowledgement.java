package dev.holdfast.linux.netlink;

import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;

/**
 * How the kernel answered one request.
 *
 * @param errno 0 when it was done
 * @param explanation the kernel's own words, or empty
 */
public record Acknowledgement(int errno, String explanation) {
    public static final Acknowledgement DONE = new Acknowledgement(0, "");

    /** No answer came in time. */
    static final Acknowledgement TIMED_OUT = new Acknowledgement(Errno.ETIMEDOUT, "no answer from the kernel");

    private static final int ATTRIBUTE_MESSAGE = 1;
    private static final int CAPPED_BODY = 4 + Framing.HEADER;

    /** Reads an error message, which is also how success is told. */
    static Acknowledgement of(NetlinkMessage message) {
        if (!message.hasBody(Integer.BYTES)) {
            return new Acknowledgement(Errno.EINVAL, "an answer without content");
        }
        return new Acknowledgement(-message.u32(0), explanationOf(message));
    }

    /** What stands for an answer when the request could not even be made. */
    public static Acknowledgement refused(ErrnoException cause) {
        return new Acknowledgement(cause.errno(), cause.explanation());
    }

    private static String explanationOf(NetlinkMessage message) {
        boolean isExplained = (message.flags() & Framing.FLAG_HAS_ATTRIBUTES) != 0 && message.hasBody(CAPPED_BODY);
        if (!isExplained) {
            return "";
        }
        boolean isCapped = (message.flags() & Framing.FLAG_CAPPED) != 0;
        int repeated = isCapped ? Framing.HEADER : Math.max(Framing.HEADER, message.u32(4));
        return message.attributes(4 + repeated).text(ATTRIBUTE_MESSAGE).orElse("");
    }

    public boolean isDone() {
        return errno == 0;
    }

    /** The refusal as an exception. */
    public ErrnoException refusal(String operation, String object) {
        return new ErrnoException(operation, object, errno, explanation);
    }
}
