package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.notify.FifoConfig;
import dev.holdfast.agent.notify.FifoSettings;
import dev.holdfast.agent.notify.ServerLines;
import dev.holdfast.core.notify.ScriptCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code notify_fifo}, {@code vrrp_notify_fifo}, {@code lvs_notify_fifo} and what belongs to them. */
final class FifoSettingsReader {
    private static final List<String> KEYS = List.of("notify_fifo", "vrrp_notify_fifo", "lvs_notify_fifo");
    private static final String FORM = "PATH, or PATH USER, or PATH USER GROUP";

    private final ScriptReader scripts;

    FifoSettingsReader(GlobalConfig global, Host host) {
        this.scripts = new ScriptReader(global, host);
    }

    /**
     * What is written of them.
     *
     * @param globals the block {@code global_defs}, if there is one
     * @param servers what virtual servers and real servers are called in lines
     */
    FifoSettings read(Optional<Section> globals, List<Draft> drafts, ServerLines servers) {
        List<FifoConfig> pipes = new ArrayList<>();
        globals.ifPresent(section ->
                KEYS.forEach(key -> pipe(section, key).ifPresent(pipe -> add(pipe, pipes, section))));
        boolean all = globals.flatMap(section -> section.value("vrrp_notify_priority_changes"))
                .flatMap(Value::bool)
                .orElse(false);
        Set<String> priorityChanges = drafts.stream()
                .filter(draft -> draft.section().bool("notify_priority_changes").orElse(all))
                .map(Draft::name)
                .collect(Collectors.toSet());
        return new FifoSettings(pipes, priorityChanges, servers);
    }

    private static void add(FifoConfig pipe, List<FifoConfig> pipes, Section section) {
        pipes.stream()
                .filter(other -> other.path().equals(pipe.path()))
                .findFirst()
                .ifPresent(other -> section.value(pipe.key())
                        .ifPresent(value -> value.error(pipe.path() + " is " + other.key() + " already")));
        pipes.add(pipe);
    }

    private Optional<FifoConfig> pipe(Section section, String key) {
        Optional<Value> script = section.value(key + "_script");
        Optional<ScriptCommand> reader = script.flatMap(scripts::read);
        if (section.value(key).isEmpty()) {
            script.ifPresent(value -> value.error("needs " + key));
            return Optional.empty();
        }
        return section.value(key).flatMap(value -> pipe(value, key, reader));
    }

    private static Optional<FifoConfig> pipe(Value value, String key, Optional<ScriptCommand> reader) {
        return value.text(FORM).flatMap(text -> {
            List<String> words = Stream.of(text.strip().split("\\s+", -1)).toList();
            Optional<Path> path = AbsolutePath.parse(words.get(0)).filter(named -> named.getNameCount() > 0);
            String owner = String.join(" ", words.subList(1, words.size()));
            if (path.isEmpty() || (!owner.isEmpty() && !UserName.isOne(owner))) {
                value.error("must be " + FORM + " with an absolute path, was " + Excerpt.quoted(text));
                return Optional.empty();
            }
            return Optional.of(
                    new FifoConfig(key, path.get(), Optional.of(owner).filter(named -> !named.isEmpty()), reader));
        });
    }
}
