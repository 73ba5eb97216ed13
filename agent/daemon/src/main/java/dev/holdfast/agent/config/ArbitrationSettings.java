package dev.holdfast.agent.config;

import dev.holdfast.agent.arbitrate.EtcdSettings;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.track.TrackerConfig;
import java.util.List;
import java.util.Optional;

/**
 * What {@code split_brain.arbitration} says.
 *
 * @param core for those who decide
 * @param references how reference addresses are looked at
 * @param etcd how the witness is reached
 */
record ArbitrationSettings(ArbitrationConfig core, List<ProbeConfig> references, Optional<EtcdSettings> etcd) {
    static final ArbitrationSettings NONE =
            new ArbitrationSettings(ArbitrationConfig.NONE, List.of(), Optional.empty());

    /** What the looks at reference addresses feed. */
    List<TrackerConfig> trackers() {
        return references.stream().map(ProbeConfig::tracker).toList();
    }
}
