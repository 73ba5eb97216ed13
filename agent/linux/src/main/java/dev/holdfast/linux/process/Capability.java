package dev.holdfast.linux.process;

/** The privileges (capabilities(7)) that concern us. */
public enum Capability {
    KILL(5),
    SETGID(6),
    SETUID(7),
    NET_ADMIN(12),
    NET_RAW(13),
    IPC_LOCK(14),
    SYS_ADMIN(21),
    SYS_NICE(23);

    private final int bit;

    Capability(int bit) {
        this.bit = bit;
    }

    boolean isIn(long mask) {
        return (mask >>> bit & 1) == 1;
    }

    /** The kernel's name, such as {@code CAP_NET_ADMIN}. */
    @Override
    public String toString() {
        return "CAP_" + name();
    }
}
