package dev.holdfast.exporter.webhook.send;

/** What becomes of an event after an attempt. */
enum Verdict {
    /** The receiver has it. */
    DELIVERED,
    /** It is tried again. */
    RETRY,
    /** The receiver will never take it. */
    DEAD,
    /** The receiver wants no more of anything. */
    DISABLED
}
