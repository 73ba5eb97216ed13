package dev.holdfast.core.sim;

/** An invariant was broken. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The invariant's name in the reference, such as {@code S1}. */
    private final String invariant;

    Violation(String invariant, String message) {
        super(invariant + ": " + message);
        this.invariant = invariant;
    }

    String invariant() {
        return invariant;
    }
}
