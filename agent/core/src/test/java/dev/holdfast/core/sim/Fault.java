package dev.holdfast.core.sim;

import java.util.Locale;

/**
 * One planned fault.
 *
 * @param node whom it hits, or the first of two
 * @param other the second node of a one-way cut; for a partition the nodes of one side as a bit set
 * @param value what a reload sets, or which router's address is deleted
 */
record Fault(FaultKind kind, long atNanos, long lastsNanos, int node, int other, long value) {
    long endNanos() {
        return atNanos + lastsNanos;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s node=%d other=%d value=%d for %.3fs", kind, node, other, value, lastsNanos / 1e9);
    }
}
