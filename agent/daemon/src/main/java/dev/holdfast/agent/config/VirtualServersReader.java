package dev.holdfast.agent.config;

import dev.holdfast.agent.config.VirtualServerReader.Draft;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.notify.ServerLines;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads all virtual servers.
 *
 * @param drafts in the order of the file; each service once
 */
record VirtualServersReader(List<Draft> drafts) {
    private static final int MAX_SERVICES = 1_024;

    /** Each has an event loop of its own. */
    private static final int MAX_WAYS = 16;

    /** @param definitions where tracked files are, and where virtual servers are put to be tracked */
    static VirtualServersReader read(Section top, GlobalConfig global, Host host, Definitions definitions) {
        UpDownReader notified = new UpDownReader(new ScriptReader(global, host), global.notifyTimeoutNanos());
        ServerGroups groups = ServerGroups.read(top);
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
                                    .forEach(entry -> one(value, entry, notified, definitions, groups)
                                            .ifPresent(drafts::add));
                        }));
        refuseTwins(drafts);
        top.value("virtual_server").ifPresent(value -> refuseManyWays(value, drafts));
        return new VirtualServersReader(drafts);
    }

    List<VirtualServerConfig> configs() {
        return drafts.stream().map(Draft::config).toList();
    }

    /** How their real servers are looked at. */
    List<ProbeConfig> probes() {
        return drafts.stream().flatMap(draft -> draft.probes().stream()).toList();
    }

    /** What they are called in lines and mails. */
    ServerLines names() {
        return new ServerLines(
                drafts.stream().collect(Collectors.toMap(draft -> draft.config().name(), Draft::names)));
    }

    private static Optional<Draft> one(
            Value parent, Entry entry, UpDownReader notified, Definitions definitions, ServerGroups groups) {
        TrackerId id = new TrackerId(TrackerKind.VIRTUAL_SERVER, entry.key());
        definitions.add(new Definition(id, entry.keyMark(), parent.at(entry).path(), 0, false, Optional.empty()));
        return Section.of(entry.keyMark(), parent.at(entry), Block.VIRTUAL_SERVER, "of keys to values")
                .flatMap(section -> VirtualServerReader.read(entry.key(), section, notified, definitions, groups));
    }

    private static void refuseManyWays(Value value, List<Draft> drafts) {
        long ways = drafts.stream()
                .flatMap(draft -> draft.probes().stream())
                .map(ProbeConfig::egress)
                .filter(egress -> !egress.isAny())
                .distinct()
                .count();
        if (ways > MAX_WAYS) {
            value.error("has checks that differ in bindto, bind_port, bind_if and fwmark in " + ways + " ways, at most "
                    + MAX_WAYS + " are possible");
        }
    }

    private static void refuseTwins(List<Draft> drafts) {
        Map<ServiceId, Draft> seen = new HashMap<>();
        for (Draft draft : drafts) {
            for (VirtualService service : draft.config().services().all()) {
                Draft earlier = seen.putIfAbsent(service.id(), draft);
                if (earlier != null) {
                    complain(draft, service.id() + " is already a virtual server on line " + line(earlier));
                    break;
                }
            }
        }
        if (seen.size() > ServerGroups.MAX_SERVICES) {
            complain(
                    drafts.get(drafts.size() - 1),
                    "makes " + seen.size() + " services of the whole file, and there may be "
                            + ServerGroups.MAX_SERVICES);
        }
    }

    private static int line(Draft draft) {
        return draft.section().mark().line();
    }

    private static void complain(Draft draft, String message) {
        Section section = draft.section();
        section.problems().error(section.mark(), section.path(), message);
    }
}
