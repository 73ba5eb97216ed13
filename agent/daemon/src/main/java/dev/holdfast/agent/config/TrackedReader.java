package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what an instance tracks: {@code track_interface}, {@code track_script}, and so on. */
final class TrackedReader {
    /** Each is judged again at every reading that changes. */
    private static final int MAX_ITEMS = 256;

    private record Kin(String key, TrackerKind kind, Block block) {}

    private static final List<Kin> LISTS = List.of(
            new Kin("track_interface", TrackerKind.INTERFACE, Block.TRACK_INTERFACE),
            new Kin("track_script", TrackerKind.SCRIPT, Block.TRACK_SCRIPT),
            new Kin("track_check", TrackerKind.CHECK, Block.TRACK_CHECK),
            new Kin("track_process", TrackerKind.PROCESS, Block.TRACK_PROCESS),
            new Kin("track_file", TrackerKind.FILE, Block.TRACK_FILE),
            new Kin("track_virtual_server", TrackerKind.VIRTUAL_SERVER, Block.TRACK_VIRTUAL_SERVER));

    /** Something tracked and where it was read. */
    record Located(Tracked tracked, Value value) {}

    private final Definitions definitions;
    private final Map<TrackerId, Value> seen = new HashMap<>();

    private TrackedReader(Definitions definitions) {
        this.definitions = definitions;
    }

    static List<Located> read(Section section, Definitions definitions) {
        TrackedReader reader = new TrackedReader(definitions);
        List<Located> all = new ArrayList<>();
        for (Kin list : LISTS) {
            section.value(list.key()).ifPresent(value -> all.addAll(reader.items(value, list)));
        }
        return all;
    }

    private List<Located> items(Value value, Kin list) {
        Optional<List<Value>> items = value.items().filter(found -> found.size() <= MAX_ITEMS);
        if (items.isEmpty()) {
            value.error("must be a list of at most " + MAX_ITEMS + " names, was "
                    + value.items()
                            .map(found -> found.size() + " of them")
                            .orElse(value.node().kind()));
        }
        return items.orElse(List.of()).stream()
                .flatMap(item -> item(item, list).stream())
                .toList();
    }

    private Optional<Located> item(Value item, Kin list) {
        if (item.mapping().isEmpty()) {
            return tracked(item, list.kind(), Optional.empty(), Optional.empty());
        }
        return Section.of(item.mark(), item, list.block(), "").flatMap(section -> {
            Optional<Integer> weight = section.integer("weight", -Tracked.MOST_WEIGHT, Tracked.MOST_WEIGHT);
            Optional<Boolean> reverse = section.bool("reverse");
            return section.required(list.kind().word()).flatMap(name -> tracked(name, list.kind(), weight, reverse));
        });
    }

    private Optional<Located> tracked(
            Value place, TrackerKind kind, Optional<Integer> weight, Optional<Boolean> reverse) {
        Optional<Tracked> tracked = kind == TrackerKind.INTERFACE
                ? InterfaceNames.read(place).map(dev -> {
                    TrackerId id = new TrackerId(kind, dev.value());
                    return new Tracked(id, weight.orElse(0), reverse.orElse(false));
                })
                : place.text("the name of a " + kind.word())
                        .flatMap(name -> definitions.resolve(place, kind, name))
                        .map(definition -> new Tracked(
                                definition.id(),
                                weight.orElse(definition.weight()),
                                reverse.orElse(definition.reverse())));
        return tracked.filter(found -> isNew(found.tracker(), place)).map(found -> new Located(found, place));
    }

    private boolean isNew(TrackerId id, Value place) {
        Value earlier = seen.putIfAbsent(id, place);
        if (earlier != null) {
            place.error(Excerpt.plain(id.toString()) + " is listed twice; the first is on line "
                    + earlier.mark().line());
        }
        return earlier == null;
    }
}
