package dev.holdfast.core.arbitrate;

/** What a virtual router wants of its arbiters. */
public enum Stance {
    /** It takes no part in the election: not begun, in FAULT, or at its end. */
    OUT,
    /** It hears a master, or has not waited long enough for one. */
    LISTENING,
    /** Its time has come: it would claim the addresses now. */
    WANTING,
    /** The addresses are on this node by our order, or about to be. */
    HOLDING,
    /** The addresses have been ordered away, and the kernel has not confirmed it: nothing may be given back yet. */
    LETTING_GO
}
