package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that can be tracked by name, and what of it is. */
final class Definitions {
    private final Map<TrackerId, Definition> byId = new LinkedHashMap<>();
    private final Set<TrackerId> used = new LinkedHashSet<>();
    private final Set<TrackerId> found = new HashSet<>();
    private final Map<TrackerId, String> refused = new HashMap<>();

    /** Takes one in; answers with an earlier one of the same name, which stays. */
    Optional<Definition> add(Definition definition) {
        return Optional.ofNullable(byId.putIfAbsent(definition.id(), definition));
    }

    /** Nobody may track it, for this reason. */
    void refuse(TrackerId id, String why) {
        refused.put(id, why);
    }

    /** The definition that a line of an instance names; reported when there is none, or when it may not be tracked. */
    Optional<Definition> resolve(Value place, TrackerKind kind, String name) {
        Optional<Definition> definition = find(place, kind, name);
        definition.ifPresent(it -> used.add(it.id()));
        definition.flatMap(it -> Optional.ofNullable(refused.get(it.id()))).ifPresent(place::error);
        return definition;
    }

    /** The definition that something else names, which looks by itself; reported when there is none. */
    Optional<Definition> find(Value place, TrackerKind kind, String name) {
        TrackerId id = new TrackerId(kind, name);
        Optional<Definition> definition = Optional.ofNullable(byId.get(id));
        if (definition.isPresent()) {
            found.add(id);
        } else {
            place.error(complaint(kind, name));
        }
        return definition;
    }

    private String complaint(TrackerKind kind, String name) {
        // A virtual server has blanks in its name.
        if (kind != TrackerKind.VIRTUAL_SERVER && name.matches("\\S+\\s.*")) {
            return "must be one name; what follows it is written {" + kind.word() + ": NAME, weight: N}, was "
                    + Excerpt.quoted(name);
        }
        String none = "there is no " + kind.word() + " " + Excerpt.quoted(name);
        Optional<String> elsewhere = byId.keySet().stream()
                .filter(id -> id.name().equals(name))
                .map(id -> none + "; that is a " + id.kind().word() + ", so write it under track_"
                        + id.kind().word())
                .findFirst();
        List<String> known = byId.keySet().stream()
                .filter(id -> id.kind() == kind)
                .map(TrackerId::name)
                .toList();
        return elsewhere.orElseGet(() -> Words.nearest(name, known)
                .map(near -> none + ", did you mean " + Excerpt.quoted(near) + "?")
                .orElse(none + "; define it in " + home(kind) + " at the top level"));
    }

    private static String home(TrackerKind kind) {
        return switch (kind) {
            case INTERFACE, REFERENCE, CHECKER -> throw new IllegalArgumentException("no block defines these");
            case SCRIPT -> "vrrp_script";
            case CHECK -> "vrrp_check";
            case PROCESS -> "vrrp_track_process";
            case FILE -> "vrrp_track_file";
            case VIRTUAL_SERVER -> "virtual_server";
        };
    }

    /** Says which definitions do nothing. */
    void warnOfUnused(Problems problems) {
        byId.values().stream()
                .filter(definition -> definition.id().kind() != TrackerKind.VIRTUAL_SERVER)
                .filter(definition -> !found.contains(definition.id()))
                .forEach(definition -> problems.warning(
                        definition.mark(), definition.path(), "is tracked by no instance, so it is never looked at"));
    }

    /** How what is tracked is looked at, in the order of the file. */
    List<ProbeConfig> probes() {
        return byId.values().stream()
                .filter(definition -> used.contains(definition.id()))
                .flatMap(definition -> definition.probe().stream())
                .toList();
    }

    /** What the results of the probes feed. */
    List<TrackerConfig> trackers() {
        return probes().stream().map(ProbeConfig::tracker).toList();
    }
}
