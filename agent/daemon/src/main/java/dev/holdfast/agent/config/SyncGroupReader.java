package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.core.engine.SyncGroupConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code vrrp_sync_group}: which instances move together. */
final class SyncGroupReader {
    private final NotifyScriptsReader scripts;
    private final List<String> instances;
    private final Map<String, Value> taken = new HashMap<>();

    SyncGroupReader(NotifyScriptsReader scripts, List<Draft> drafts) {
        this.scripts = scripts;
        this.instances = drafts.stream().map(Draft::name).toList();
    }

    /** The groups that could be read; what is wrong with others is among the problems. */
    List<SyncGroupConfig> read(Value value) {
        if (value.mapping().isEmpty()) {
            value.error("must be a mapping of group names to their settings, was "
                    + value.node().kind());
            return List.of();
        }
        List<SyncGroupConfig> groups = new ArrayList<>();
        for (Entry entry : value.mapping().get().entries().values()) {
            Value each = value.at(entry);
            InstanceNames.check(entry, each, "a sync group's");
            Section.of(entry.keyMark(), each, Block.SYNC_GROUP, "of keys to values")
                    .flatMap(section -> read(entry.key(), section))
                    .ifPresent(groups::add);
        }
        return groups;
    }

    private Optional<SyncGroupConfig> read(String name, Section section) {
        List<String> members = section.required("group").map(this::members).orElse(List.of());
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(new SyncGroupConfig(name, members, scripts.read(section)));
    }

    private List<String> members(Value value) {
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

    private Optional<String> member(Value item) {
        Optional<String> name = item.text("the name of an instance");
        if (name.isEmpty()) {
            return name;
        }
        if (!instances.contains(name.get())) {
            item.error(Words.nearest(name.get(), instances)
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
        return name;
    }
}
