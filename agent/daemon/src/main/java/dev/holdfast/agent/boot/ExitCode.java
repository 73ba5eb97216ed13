package dev.holdfast.agent.boot;

/** What the process says when it ends. These numbers are an interface: service managers and scripts ask for them. */
public final class ExitCode {
    /** Ended as asked; valid; answered. */
    public static final int OK = 0;

    /** The configuration is invalid, the agent cannot start with it on this machine, or a running agent refused. */
    public static final int CANNOT_START = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** No agent answers. */
    public static final int UNREACHABLE = 3;

    /** A broken invariant: our mistake. The value is EX_SOFTWARE of sysexits(3). */
    public static final int INTERNAL = 70;

    /**
     * This node lost a split brain and {@code on_split_brain} is {@code self_fence}: the agent let go of everything. Not to
     * be started again by itself. The value is EX_PROTOCOL of sysexits(3).
     */
    public static final int SELF_FENCED = 76;

    /** A privilege is missing. The value is EX_NOPERM of sysexits(3). */
    public static final int NO_PERMISSION = 77;

    private ExitCode() {}
}
