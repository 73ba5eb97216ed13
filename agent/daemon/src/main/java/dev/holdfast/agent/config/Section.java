package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Mark;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.config.yaml.YamlNode.Mapping;
import dev.holdfast.agent.config.yaml.YamlPath;
import java.util.Optional;
import java.util.Set;

/** A block of the file whose keys are known: every unknown or empty one has been reported when it exists. */
final class Section {
    /** What keepalived writes without a value. */
    private static final Set<String> BARE_WORDS = Set.of(
            "nopreempt",
            "preempt",
            "init_fail",
            "reverse",
            "use_vmac",
            "vmac_xmit_base",
            "track_src_ip",
            "check_unicast_src",
            "unicast_fault_no_peer",
            "alpha",
            "ops",
            "lvs_flush",
            "lvs_flush_on_stop",
            "flag-1",
            "flag-2",
            "flag-3",
            "sh-port",
            "sh-fallback",
            "mh-port",
            "mh-fallback",
            "inhibit_on_failure",
            "sorry_server_inhibit");

    private final Mark mark;
    private final String path;
    private final Mapping mapping;
    private final Problems problems;

    private Section(Mark mark, String path, Mapping mapping, Problems problems) {
        this.mark = mark;
        this.path = path;
        this.mapping = mapping;
        this.problems = problems;
    }

    /**
     * Reads a value as a block; empty, and reported, when it is none.
     *
     * @param mark where to report a key that is missing
     * @param hint how to write it instead
     */
    static Optional<Section> of(Mark mark, Value value, Block block, String hint) {
        return value.mapping(hint).map(mapping -> {
            Section section = new Section(mark, value.path(), mapping, value.problems());
            mapping.entries().values().forEach(entry -> section.check(entry, block));
            return section;
        });
    }

    private void check(Entry entry, Block block) {
        if (!block.keys().contains(entry.key())) {
            problems.error(entry.keyMark(), pathOf(entry.key()), block.describeUnknown(entry.key()));
        } else if (entry.value().isNothing()) {
            String hint = BARE_WORDS.contains(entry.key()) ? "; write true or false" : "";
            problems.error(entry.keyMark(), pathOf(entry.key()), "has no value" + hint);
        }
    }

    Mark mark() {
        return mark;
    }

    String path() {
        return path;
    }

    Problems problems() {
        return problems;
    }

    String pathOf(String key) {
        return YamlPath.of(path, key);
    }

    /** The value of a key, if it has one. */
    Optional<Value> value(String key) {
        return entry(key)
                .filter(entry -> !entry.value().isNothing())
                .map(entry -> new Value(pathOf(key), entry.value(), problems));
    }

    /** The value of a key; reported when the key is not there. */
    Optional<Value> required(String key) {
        if (entry(key).isEmpty()) {
            problems.error(mark, pathOf(key), "is missing");
        }
        return value(key);
    }

    /** The block below a key. */
    Optional<Section> section(String key, Block block, String hint) {
        return entry(key)
                .flatMap(entry -> value(key).flatMap(value -> Section.of(entry.keyMark(), value, block, hint)));
    }

    /** Where a key stands; where the block stands when it does not. */
    Mark markOf(String key) {
        return entry(key).map(Entry::keyMark).orElse(mark);
    }

    private Optional<Entry> entry(String key) {
        return Optional.ofNullable(mapping.entries().get(key));
    }
}
