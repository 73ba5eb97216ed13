package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.core.arbitrate.DiskConfig;
import dev.holdfast.core.arbitrate.DiskLoss;
import dev.holdfast.core.disk.DiskPlace;
import dev.holdfast.core.vrrp.Lease;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code split_brain.arbitration.disk}. */
final class DiskReader {
    private static final long DEFAULT_NANOS = 500 * Durations.MILLI;

    private final List<Draft> drafts;

    DiskReader(List<Draft> drafts) {
        this.drafts = drafts;
    }

    Optional<DiskConfig> read(Section section) {
        long interval = Spans.read(section, "interval", 100 * Durations.MILLI, 10 * Durations.SECOND, "100ms..10s")
                .orElse(DEFAULT_NANOS);
        long timeout = Spans.read(section, "timeout", 50 * Durations.MILLI, 60 * Durations.SECOND, "50ms..60s")
                .orElse(DEFAULT_NANOS);
        DiskLoss onLoss = section.word("on_loss", List.of("keep", "release", "ignore"))
                .map(word -> DiskLoss.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(DiskLoss.KEEP);
        refuseTwins();
        int lease = kernelLeaseSeconds();
        return FilePaths.read(section, "path")
                .map(path -> new DiskConfig(path.toString(), interval, timeout, lease, onLoss));
    }

    /** A place on the disk is found by family and VRID alone. */
    private void refuseTwins() {
        Map<DiskPlace, String> names = new HashMap<>();
        for (Draft draft : drafts) {
            draft.config().ifPresent(config -> {
                String before = names.putIfAbsent(DiskPlace.of(config.key()), config.name());
                if (before != null) {
                    error(
                            draft,
                            "virtual_router_id",
                            "is that of " + before + " on another interface: on the shared disk both would have one"
                                    + " place");
                }
            });
        }
    }

    /** The longest of all instances; one without any is reported. */
    private int kernelLeaseSeconds() {
        int longest = 0;
        for (Draft draft : drafts) {
            int lease = draft.config().map(RouterConfig::leaseSeconds).orElse(1);
            if (lease == Lease.OFF) {
                error(
                        draft,
                        "lease",
                        "cannot be off with a shared disk: a holder that is frozen would keep its addresses when its"
                                + " lock is over");
            }
            longest = Math.max(longest, lease);
        }
        return longest;
    }

    private static void error(Draft draft, String key, String complaint) {
        Section instance = draft.section();
        instance.problems().error(instance.markOf(key), instance.pathOf(key), complaint);
    }
}
