package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.config.yaml.YamlNode.Mapping;
import dev.holdfast.core.engine.SyncGroupConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code vrrp_sync_group}: which instances move together. */
final class SyncGroupReader {
    private final NotifyScriptsReader scripts;
    private final Definitions definitions;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, Value> taken = new HashMap<>();

    SyncGroupReader(NotifyScriptsReader scripts, Definitions definitions, List<Draft> drafts) {
        this.scripts = scripts;
        this.definitions = definitions;
        drafts.forEach(draft -> this.drafts.put(draft.name(), draft));
    }

    /** The groups that could be read; what is wrong with others is among the problems. */
    List<SyncGroupConfig> read(Value value) {
        Optional<Mapping> mapping = value.mapping("of group names to their settings");
        if (mapping.isEmpty()) {
            return List.of();
        }
        List<SyncGroupConfig> groups = new ArrayList<>();
        for (Entry entry : mapping.get().entries().values()) {
            Value each = value.at(entry);
            InstanceNames.check(entry, each, "a sync group's");
            Section.of(entry.keyMark(), each, Block.SYNC_GROUP, "of keys to values")
                    .flatMap(section -> read(entry.key(), section))
                    .ifPresent(groups::add);
        }
        return groups;
    }

    private Optional<SyncGroupConfig> read(String name, Section section) {
        List<Member> members = section.required("group").map(this::members).orElse(List.of());
        List<TrackedReader.Located> tracked = TrackedReader.read(section, definitions);
        boolean weights = section.bool("sync_group_tracking_weight").orElse(false);
        if (!weights) {
            members.forEach(SyncGroupReader::warnOfIgnored);
        }
        members.stream()
                .filter(Member::isOwner)
                .findFirst()
                .ifPresent(owner -> tracked.forEach(each -> warnOfOwner(each, owner)));
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(new SyncGroupConfig(
                        name,
                        members.stream().map(member -> member.draft().name()).toList(),
                        scripts.read(section),
                        tracked.stream().map(TrackedReader.Located::tracked).toList(),
                        weights));
    }

    /** The engine ignores them; see its GroupTracking. */
    private static void warnOfIgnored(Member member) {
        member.draft().config().stream()
                .flatMap(router -> router.tracked().stream())
                .filter(tracked -> tracked.weight() != 0)
                .forEach(tracked -> member.place()
                        .warning(Excerpt.plain(tracked.tracker().toString()) + " is ignored, which "
                                + member.draft().name() + " tracks with a weight: it would pull the members of the"
                                + " group apart. Track it in the group, or without weight, or write"
                                + " sync_group_tracking_weight: true"));
    }

    private static void warnOfOwner(TrackedReader.Located each, Member owner) {
        if (each.tracked().weight() != 0) {
            each.value()
                    .warning("its weight has no effect, and a bad reading is FAULT: "
                            + owner.draft().name() + " is the address owner, whose priority never changes");
        }
    }

    private List<Member> members(Value value) {
        Optional<List<Value>> items = value.items();
        if (items.isEmpty() || items.get().isEmpty()) {
            value.error("must be a list of at least one instance name, was "
                    + (items.isEmpty() ? value.node().kind() : "empty"));
            return List.of();
        }
        if (items.get().size() == 1) {
            value.warning("a group of one instance changes nothing");
        }
        return items.get().stream().flatMap(item -> member(item).stream()).toList();
    }

    private Optional<Member> member(Value item) {
        Optional<String> name = item.text("the name of an instance");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Draft draft = drafts.get(name.get());
        if (draft == null) {
            item.error(Words.nearest(name.get(), List.copyOf(drafts.keySet()))
                    .map(near -> "no such instance, did you mean " + Excerpt.quoted(near) + "?")
                    .orElse("no such instance: " + Excerpt.quoted(name.get())));
            return Optional.empty();
        }
        Value earlier = taken.putIfAbsent(name.get(), item);
        if (earlier != null) {
            item.error(name.get() + " is in a sync group already, on line "
                    + earlier.mark().line());
            return Optional.empty();
        }
        return Optional.of(new Member(draft, item));
    }

    /** An instance, and where the group names it. */
    private record Member(Draft draft, Value place) {
        boolean isOwner() {
            return draft.config().filter(router -> router.priority().isOwner()).isPresent();
        }
    }
}
