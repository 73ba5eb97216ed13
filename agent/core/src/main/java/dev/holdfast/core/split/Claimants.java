package dev.holdfast.core.split;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.spi.SplitCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everybody who claimed an address of ours lately, by hardware address. */
final class Claimants {
    /** An address has a holder too many, rarely two; whoever forges senders makes us forget the ones silent longest. */
    static final int MOST = 8;

    /** While somebody claims our addresses they are asked for once a second at most: three unanswered questions. */
    private static final long LEAST_SILENCE_NANOS = 3_000_000_000L;

    private final Map<MacAddress, Claimant> byMac = new LinkedHashMap<>();

    /** Says whether it is a new one. */
    boolean claims(long nowNanos, AddressClaim claim, Optional<SplitCause> face) {
        Claimant known = byMac.get(claim.mac());
        if (known != null) {
            known.claims(nowNanos, claim);
            return false;
        }
        if (byMac.size() == MOST) {
            byMac.entrySet().stream()
                    .min(Comparator.comparingLong(
                            entry -> entry.getValue().tally().lastNanos()))
                    .map(Map.Entry::getKey)
                    .ifPresent(byMac::remove);
        }
        byMac.put(claim.mac(), new Claimant(nowNanos, claim, face));
        return true;
    }

    void identify(IpAddress peer, MacAddress mac) {
        Optional.ofNullable(byMac.get(mac)).ifPresent(claimant -> claimant.is(peer));
    }

    void cloned(MacAddress mac) {
        Optional.ofNullable(byMac.get(mac)).ifPresent(Claimant::isClone);
    }

    void forgetSilent(long nowNanos, Own own) {
        long silence = Math.max(own.downNanos(), LEAST_SILENCE_NANOS);
        byMac.values().removeIf(claimant -> nowNanos - claimant.tally().lastNanos() >= silence);
    }

    void clear() {
        byMac.clear();
    }

    boolean isEmpty() {
        return byMac.isEmpty();
    }

    List<Claimant> all() {
        return new ArrayList<>(byMac.values());
    }
}
