package dev.holdfast.linux.netlink;

/** The numbers of netlink's framing (netlink(7)). */
final class Framing {
    static final int HEADER = 16;

    static final int TYPE_ERROR = 2;
    static final int TYPE_DONE = 3;

    static final int FLAG_REQUEST = 1;
    static final int FLAG_ACK = 4;
    static final int FLAG_DUMP = 0x300;

    /** On an answer: the dump was disturbed by a change and may hold a mixture. */
    static final int FLAG_DUMP_INTERRUPTED = 0x10;

    /** On an error: the request is not repeated in full. */
    static final int FLAG_CAPPED = 0x100;

    /** On an error: attributes with an explanation follow. */
    static final int FLAG_HAS_ATTRIBUTES = 0x200;

    private Framing() {}

    static int aligned(int length) {
        return (length + 3) & -4;
    }
}
