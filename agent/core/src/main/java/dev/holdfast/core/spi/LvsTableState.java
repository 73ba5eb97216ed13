package dev.holdfast.core.spi;

/**
 * How the kernel's table stands to what configuration and checks want of a virtual server.
 *
 * @param asWanted whether nothing differs; false while the kernel refuses, and before it was looked at for the first time
 * @param restored how often somebody else had changed it and it was put right
 * @param refused how many changes the kernel refused
 */
public record LvsTableState(boolean asWanted, long restored, long refused) {}
