package dev.holdfast.core.sim;

/** What an operator may change about one virtual router of one node while the simulation runs. */
record Setting(int priority, long intervalNanos, boolean preempt, long preemptDelayNanos, int addressCount) {
    /** Another setting of the same node, as strong and as patient as this one. */
    Setting likewise(Setting other) {
        return new Setting(priority, other.intervalNanos, preempt, preemptDelayNanos, other.addressCount);
    }

    Setting withPriority(int newPriority) {
        return new Setting(newPriority, intervalNanos, preempt, preemptDelayNanos, addressCount);
    }

    Setting withIntervalNanos(long newIntervalNanos) {
        return new Setting(priority, newIntervalNanos, preempt, preemptDelayNanos, addressCount);
    }

    Setting withPreempt(boolean newPreempt) {
        return new Setting(priority, intervalNanos, newPreempt, preemptDelayNanos, addressCount);
    }

    Setting withPreemptDelayNanos(long newDelayNanos) {
        return new Setting(priority, intervalNanos, preempt, newDelayNanos, addressCount);
    }

    Setting withAddressCount(int newAddressCount) {
        return new Setting(priority, intervalNanos, preempt, preemptDelayNanos, newAddressCount);
    }
}
