package dev.holdfast.core.ipvs;

/** The three switches of a scheduler; what each does depends on the scheduler. */
public enum SchedulerFlag {
    /** For {@code sh} and {@code mh}: another server when the chosen one has weight 0. */
    FLAG_1("flag-1"),
    /** For {@code sh} and {@code mh}: the client's port counts, too. */
    FLAG_2("flag-2"),
    FLAG_3("flag-3");

    private final String word;

    SchedulerFlag(String word) {
        this.word = word;
    }

    /** As keepalived and ipvsadm write it. */
    public String word() {
        return word;
    }
}
