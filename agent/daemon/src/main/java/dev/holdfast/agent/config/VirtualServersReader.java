package dev.holdfast.agent.config;

import dev.holdfast.agent.config.VirtualServerReader.Draft;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads all virtual servers.
 *
 * @param configs in the order of the file; each service once
 * @param probes how their real servers are looked at
 */
record VirtualServersReader(List<VirtualServerConfig> configs, List<ProbeConfig> probes) {
    private static final int MAX_SERVICES = 1_024;

    /** @param definitions where tracked files are, and where virtual servers are put to be tracked */
    static VirtualServersReader read(Section top, GlobalConfig global, Host host, Definitions definitions) {
        UpDownReader notified = new UpDownReader(new ScriptReader(global, host), global.notifyTimeoutNanos());
        List<Draft> drafts = new ArrayList<>();
        top.value("virtual_server")
                .ifPresent(value -> value.mapping("of services such as \"192.0.2.100 80\" to their settings")
                        .ifPresent(mapping -> {
                            int count = mapping.entries().size();
                            if (count > MAX_SERVICES) {
                                value.error("must hold at most " + MAX_SERVICES + " virtual servers, was " + count);
                                return;
                            }
                            mapping.entries()
                                    .values()
                                    .forEach(entry -> one(value, entry, notified, definitions)
                                            .ifPresent(drafts::add));
                        }));
        refuseTwins(drafts);
        return new VirtualServersReader(
                drafts.stream().map(Draft::config).toList(),
                drafts.stream().flatMap(draft -> draft.probes().stream()).toList());
    }

    private static Optional<Draft> one(Value parent, Entry entry, UpDownReader notified, Definitions definitions) {
        TrackerId id = new TrackerId(TrackerKind.VIRTUAL_SERVER, entry.key());
        definitions.add(new Definition(id, entry.keyMark(), parent.at(entry).path(), 0, false, Optional.empty()));
        return Section.of(entry.keyMark(), parent.at(entry), Block.VIRTUAL_SERVER, "of keys to values")
                .flatMap(section -> VirtualServerReader.read(entry.key(), section, notified, definitions));
    }

    private static void refuseTwins(List<Draft> drafts) {
        Map<ServiceId, Draft> seen = new HashMap<>();
        for (Draft draft : drafts) {
            Draft earlier = seen.putIfAbsent(draft.config().service().id(), draft);
            if (earlier != null) {
                Section section = draft.section();
                section.problems()
                        .error(
                                section.mark(),
                                section.path(),
                                draft.config().service().id() + " is already a virtual server on line "
                                        + earlier.section().mark().line());
            }
        }
    }
}
