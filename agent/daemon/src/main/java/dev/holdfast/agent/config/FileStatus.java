package dev.holdfast.agent.config;

/**
 * What the file system says of a path.
 *
 * @param mode the permission bits, sticky bit included, 0 to 07777
 * @param owner the owner's name, {@code root} for user id 0
 * @param linkTarget where a link points; empty for all else
 */
public record FileStatus(Kind kind, int mode, String owner, String linkTarget) {
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int WRITABLE_BY_ALL = 02;
    private static final int OPEN_TO_OTHERS = 066;
    private static final int EXECUTABLE = 0111;

    /** What kinds matter here. */
    public enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    public static FileStatus file(int mode, String owner) {
        return new FileStatus(Kind.FILE, mode, owner, "");
    }

    public static FileStatus directory(int mode, String owner) {
        return new FileStatus(Kind.DIRECTORY, mode, owner, "");
    }

    public static FileStatus link(String target) {
        return new FileStatus(Kind.LINK, 0777, "root", target);
    }

    /** Whether group or others may change it. */
    boolean isWritableByOthers() {
        return (mode & WRITABLE_BY_OTHERS) != 0;
    }

    /** Whether everybody may change it. */
    boolean isWritableByAll() {
        return (mode & WRITABLE_BY_ALL) != 0;
    }

    /** Whether group or others may read or change it. */
    boolean isOpenToOthers() {
        return (mode & OPEN_TO_OTHERS) != 0;
    }

    /** Like /tmp: others may add to it, but not replace what is not theirs. */
    boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    boolean isExecutable() {
        return (mode & EXECUTABLE) != 0;
    }

    /** As {@code chmod} takes it. */
    String octalMode() {
        return String.format("%04o", mode);
    }
}
