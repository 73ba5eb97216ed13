package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.Comparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a peer says of its virtual routers, laid out so that the agent loop finds the one it looks for without
 * reading them all. Immutable; made on any thread.
 */
public final class PeerReports {
    private final Map<Id, List<PeerReport>> byId = new HashMap<>();
    private final Map<IpAddress, PeerReport> byAddress = new HashMap<>();

    /** Which virtual routers two reports may speak of as one. */
    private record Id(Vrid vrid, IpFamily family) {
        static Id of(Comparison of) {
            return new Id(of.vrid(), of.family());
        }
    }

    public PeerReports(List<PeerReport> reports) {
        for (PeerReport report : reports) {
            byId.computeIfAbsent(Id.of(report.comparison()), first -> new ArrayList<>())
                    .add(report);
            report.comparison().addresses().forEach(address -> byAddress.putIfAbsent(address, report));
        }
    }

    /**
     * The router that is to be the same as ours: the same id and an address of ours; else an address of ours under another
     * id; else the same id on the same network or under the same name. Two networks may have the same id, and nothing to
     * do with each other.
     *
     * @param segment the network ours lives on; empty when it is not known
     */
    Optional<PeerReport> matching(String name, String segment, Comparison ours) {
        List<PeerReport> sameId = byId.getOrDefault(Id.of(ours), List.of());
        return sameId.stream()
                .filter(report -> report.comparison().sharesAddress(ours))
                .findFirst()
                .or(() -> ours.addresses().stream()
                        .flatMap(address -> Optional.ofNullable(byAddress.get(address)).stream())
                        .findFirst())
                .or(() -> sameId.stream()
                        .filter(report -> report.instance().equals(name)
                                || (!segment.isEmpty() && report.segment().equals(segment)))
                        .findFirst());
    }
}
