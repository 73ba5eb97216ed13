package dev.holdfast.core.engine;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.ClaimKind;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.spi.ClaimCounts;
import dev.holdfast.core.spi.SplitCause;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How often somebody else claimed the addresses of one virtual router; they bound the maps. */
final class ClaimTally {
    /** RFC 9568 section 7.3: virtual MAC addresses begin with this, the last octet is the virtual router id. */
    private static final long VIRTUAL = 0x0000_5e00L;

    private final Map<IpAddress, Map<ClaimKind, Long>> conflicts = new LinkedHashMap<>();
    private long underOtherVrid;

    void conflict(AddressClaim claim) {
        conflicts
                .computeIfAbsent(claim.address(), unknown -> new EnumMap<>(ClaimKind.class))
                .merge(claim.kind(), 1L, Long::sum);
    }

    void underOtherVrid() {
        underOtherVrid++;
    }

    ClaimCounts counts() {
        if (conflicts.isEmpty() && underOtherVrid == 0) {
            return ClaimCounts.NONE;
        }
        Map<IpAddress, Map<ClaimKind, Long>> copy = new LinkedHashMap<>();
        conflicts.forEach((address, kinds) -> copy.put(address, Map.copyOf(kinds)));
        return new ClaimCounts(copy, underOtherVrid);
    }

    /** A virtual MAC address tells that a VRRP router claims the address, and under which virtual router id. */
    static Optional<SplitCause> cause(MacAddress mac, RouterKey own) {
        boolean isVirtual = mac.bits() >>> 16 == VIRTUAL;
        boolean sameId = (mac.bits() & 0xff) == own.vrid().value();
        return isVirtual ? Optional.of(sameId ? SplitCause.BLOCKED : SplitCause.VRID_MISMATCH) : Optional.empty();
    }
}
