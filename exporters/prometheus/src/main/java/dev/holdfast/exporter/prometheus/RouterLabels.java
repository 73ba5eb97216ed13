package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.net.RouterKey;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The labels that all series of a virtual router carry.
 *
 * <p>Equal on all its nodes, so that rules can compare nodes. The interface is not among them: it is often named
 * differently on each node, and stands in {@code vrrp_instance_info}. Never {@code instance}, which is the scraper's own.
 */
final class RouterLabels {
    private static final List<String> NAMES = List.of("vrrp_instance", "vrid", "family", "segment");

    private RouterLabels() {}

    /** The names, and then some more. */
    static String[] with(String... more) {
        return Stream.concat(NAMES.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    static Labels of(String router, RouterKey key, String segment) {
        return Labels.of(NAMES, List.of(router, key.vrid().toString(), family(key), segment));
    }

    private static String family(RouterKey key) {
        return key.family().name().toLowerCase(Locale.ROOT);
    }
}
