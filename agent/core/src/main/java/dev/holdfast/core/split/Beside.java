package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;

/**
 * Another master that is heard beside this one.
 *
 * @param lastNanos when it was heard last
 */
public record Beside(IpAddress address, long lastNanos) {}
