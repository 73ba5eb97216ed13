package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everybody who was heard lately with our virtual router id. */
final class OtherMasters {
    /** A router has a handful of nodes; whoever forges senders makes us forget the ones that are silent longest. */
    static final int MOST = 8;

    private final Map<IpAddress, OtherMaster> byAddress = new LinkedHashMap<>();

    OtherMaster at(long nowNanos, IpAddress address, Own own) {
        forgetSilent(nowNanos, own);
        if (!byAddress.containsKey(address) && byAddress.size() == MOST) {
            byAddress.values().stream()
                    .min(Comparator.comparingLong(OtherMaster::lastNanos))
                    .ifPresent(oldest -> byAddress.remove(oldest.address()));
        }
        return byAddress.computeIfAbsent(address, unknown -> new OtherMaster(unknown, nowNanos));
    }

    Optional<OtherMaster> known(IpAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    void forget(IpAddress address) {
        byAddress.remove(address);
    }

    void forgetSilent(long nowNanos, Own own) {
        byAddress.values().removeIf(other -> other.silentNanos(own) - nowNanos <= 0);
    }

    void onOwnMove(long nowNanos, boolean toMaster) {
        byAddress.values().forEach(other -> other.onOwnMove(nowNanos, toMaster));
    }

    /** Those that count as masters. */
    List<OtherMaster> credible() {
        return byAddress.values().stream().filter(OtherMaster::isCredible).toList();
    }

    List<OtherMaster> all() {
        return new ArrayList<>(byAddress.values());
    }
}
