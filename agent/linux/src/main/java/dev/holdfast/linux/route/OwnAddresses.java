package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses are Holdfast's. The mark that the kernel keeps with an address says it, and says it of an earlier run
 * too. A kernel before 5.18 keeps no mark; there, what this process installed must do.
 */
public final class OwnAddresses {
    private final Set<Place> installed = new HashSet<>();
    private boolean kernelKeepsMarks;

    void onInstalled(VirtualAddress address) {
        installed.add(new Place(address.dev(), address.prefix()));
    }

    void onRemoved(VirtualAddress address) {
        installed.remove(new Place(address.dev(), address.prefix()));
    }

    boolean isOurs(InterfaceName dev, AddressReport report) {
        // The kernel marks its own loopback and link-local addresses, so that a first report usually settles it.
        kernelKeepsMarks |= report.mark().isPresent();
        return kernelKeepsMarks
                ? report.mark().orElse(0) == AddressCodec.OWNERSHIP_MARK
                : installed.contains(new Place(dev, report.prefix()));
    }

    private record Place(InterfaceName dev, IpPrefix prefix) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place that && dev.equals(that.dev) && prefix.equals(that.prefix);
        }

        @Override
        public int hashCode() {
            return 31 * dev.hashCode() + prefix.hashCode();
        }
    }
}
