package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.RouterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes what was heard on each interface of virtual routers that are not ours. What never happened has no series. */
final class ForeignFamilies {
    private final Families out;

    ForeignFamilies(Families out) {
        this.out = out;
    }

    void add(List<RouterSnapshot> routers) {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (RouterSnapshot router : routers) {
            InterfaceName dev = router.key().dev();
            Map<String, Long> here = counts.computeIfAbsent(dev.value(), unknown -> new TreeMap<>());
            Map<DiscardReason, Long> discarded = router.counters().advertsDiscarded();
            here.merge("vip_under_other_vrid", router.splitBrain().claims().underOtherVrid(), Long::sum);
            here.merge("same_vrid_other_vips", discarded.getOrDefault(DiscardReason.ADDRESS_LIST, 0L), Long::sum);
            here.merge("unknown_vrid", discarded.getOrDefault(DiscardReason.UNKNOWN_VRID, 0L), Long::sum);
        }
        counts.forEach((dev, reasons) -> reasons.forEach((reason, count) -> {
            if (count > 0) {
                out.counter(Metric.FOREIGN_ADVERTS, Labels.of("interface", dev, "reason", reason), count);
            }
        }));
    }
}
