package dev.holdfast.core.track;

import java.util.Locale;

/** What a tracker looks at; each kind has names of its own. */
public enum TrackerKind {
    /** The link of an interface. */
    INTERFACE,
    /** The exit status of a script. */
    SCRIPT,
    /** A check of ours, without a script. */
    CHECK,
    /** How many processes run. */
    PROCESS,
    /** The number in a file. */
    FILE,
    /** An address that tells on which side of a cut this node is. */
    REFERENCE,
    /** Whether a real server of a virtual server works. */
    CHECKER,
    /** Whether enough real servers of a virtual server work. */
    VIRTUAL_SERVER;

    /** The lower-case word that labels and JSON use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
