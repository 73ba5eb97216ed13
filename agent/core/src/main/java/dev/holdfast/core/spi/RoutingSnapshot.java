package dev.holdfast.core.spi;

import java.util.List;

/**
 * A route or rule that should be in the kernel.
 *
 * @param owners the virtual routers that want it, by name, or {@code static}
 * @param entry as {@code ip} would take it
 * @param held whether the kernel has it
 * @param restored how often somebody removed it and it was put back
 */
public record RoutingSnapshot(List<String> owners, String entry, boolean held, long restored) {
    public RoutingSnapshot {
        owners = List.copyOf(owners);
    }
}
