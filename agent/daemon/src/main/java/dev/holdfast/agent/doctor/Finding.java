package dev.holdfast.agent.doctor;

/**
 * One thing that was looked at.
 *
 * @param what how it is
 * @param remedy what to do; empty when it is well
 */
public record Finding(Verdict verdict, String what, String remedy) {
    /** How it is. */
    public enum Verdict {
        OK,
        /** It may be meant so; balancing works or does not depending on what cannot be seen from here. */
        ADVICE,
        /** It cannot work like this. */
        MISSING;

        /** The word that is printed. */
        private String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Finding ok(String what) {
        return new Finding(Verdict.OK, what, "");
    }

    static Finding advice(String what, String remedy) {
        return new Finding(Verdict.ADVICE, what, remedy);
    }

    static Finding missing(String what, String remedy) {
        return new Finding(Verdict.MISSING, what, remedy);
    }

    public boolean isMissing() {
        return verdict == Verdict.MISSING;
    }

    /** A line, and another one with what to do. */
    @Override
    public String toString() {
        String line = String.format("%-8s %s", verdict.word(), what);
        return remedy.isEmpty() ? line : line + "\n         to do: " + remedy;
    }
}
