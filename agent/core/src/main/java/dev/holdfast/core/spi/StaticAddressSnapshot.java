package dev.holdfast.core.spi;

import dev.holdfast.core.net.VirtualAddress;

/**
 * An address that should be there whoever is master.
 *
 * @param held whether the kernel has it now
 * @param restored how often somebody removed it and it was put back
 */
public record StaticAddressSnapshot(VirtualAddress address, boolean held, long restored) {}
