package dev.holdfast.core.sim;

/** The shortest and the longest advert interval that any node ever has. */
record IntervalSpan(long shortestNanos, long longestNanos) {}
