package dev.holdfast.core.split;

import dev.holdfast.core.spi.SplitNotice;

/**
 * Something that is to be told.
 *
 * @param detail of whom, and why
 */
public record News(SplitNotice notice, String detail) {}
