package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.VirtualAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Addresses that a master has ordered and that the kernel has not confirmed yet. While there are any, the master says
 * nothing.
 *
 * @param addresses which
 * @param sinceNanos since when the first of them is awaited
 * @param restored those of them that somebody had taken away
 */
record Awaited(List<VirtualAddress> addresses, long sinceNanos, List<VirtualAddress> restored) {
    static final Awaited NOTHING = new Awaited(List.of(), 0, List.of());

    Awaited {
        addresses = List.copyOf(addresses);
        restored = List.copyOf(restored);
    }

    boolean isEmpty() {
        return addresses.isEmpty();
    }

    Awaited withAdded(long nowNanos, List<VirtualAddress> added) {
        return with(nowNanos, added, restored);
    }

    Awaited withRestored(long nowNanos, VirtualAddress address) {
        return with(nowNanos, List.of(address), joined(restored, List.of(address)));
    }

    /** Without those that the configuration no longer has: they have been taken off, and nobody will confirm them. */
    Awaited within(List<VirtualAddress> configured) {
        return new Awaited(kept(addresses, configured), sinceNanos, kept(restored, configured));
    }

    private static List<VirtualAddress> kept(List<VirtualAddress> some, List<VirtualAddress> configured) {
        return some.stream()
                .filter(address -> configured.stream().anyMatch(address::isSameInKernel))
                .toList();
    }

    private Awaited with(long nowNanos, List<VirtualAddress> more, List<VirtualAddress> nowRestored) {
        return new Awaited(joined(addresses, more), isEmpty() ? nowNanos : sinceNanos, nowRestored);
    }

    private static List<VirtualAddress> joined(List<VirtualAddress> some, List<VirtualAddress> more) {
        List<VirtualAddress> all = new ArrayList<>(some);
        more.stream().filter(address -> !all.contains(address)).forEach(all::add);
        return all;
    }
}
