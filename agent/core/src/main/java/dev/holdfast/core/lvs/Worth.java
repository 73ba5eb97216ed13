package dev.holdfast.core.lvs;

/** What a number that a check has read means for its server. */
public sealed interface Worth {
    /** A check that reads no numbers. */
    Worth NONE = new Times(1, false);

    /**
     * What is added to the weight.
     *
     * @param configured the server's weight in the configuration
     */
    long points(int number, int configured);

    /** Whether the server is down by this number. */
    boolean isBad(int number);

    /** The number is the server's weight itself, as {@code misc_dynamic} has it in keepalived. */
    record Itself() implements Worth {
        @Override
        public long points(int number, int configured) {
            return (long) number - configured;
        }

        @Override
        public boolean isBad(int number) {
            return false;
        }
    }

    /**
     * The number is multiplied, as {@code FILE_CHECK} has it in keepalived.
     *
     * @param weight what it is multiplied by; with 0 the server is down by any number but 0
     * @param reverse subtracts what would be added; with weight 0 the server is down by 0
     */
    record Times(int weight, boolean reverse) implements Worth {
        @Override
        public long points(int number, int configured) {
            return (long) number * (reverse ? -weight : weight);
        }

        @Override
        public boolean isBad(int number) {
            return weight == 0 && (number == 0) == reverse;
        }
    }
}
