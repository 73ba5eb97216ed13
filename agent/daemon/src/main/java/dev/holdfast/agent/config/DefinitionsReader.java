package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.track.Probe;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.agent.track.ProbeConfig.Remedy;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.Optional;
import java.util.function.Function;

/** Reads what can be tracked by name: scripts, checks, processes and files. */
final class DefinitionsReader {
    /** Each of them starts a process or a connection at every interval. */
    private static final int MAX_PER_BLOCK = 256;

    /** So many looks in a row are more than a quarter of an hour at the usual pace. */
    private static final int MAX_IN_A_ROW = 1_000;

    private final GlobalConfig global;
    private final ScriptReader scripts;
    private final Definitions definitions = new Definitions();

    private DefinitionsReader(GlobalConfig global, Host host) {
        this.global = global;
        this.scripts = new ScriptReader(global, host);
    }

    static Definitions read(Section top, GlobalConfig global, Host host) {
        DefinitionsReader reader = new DefinitionsReader(global, host);
        reader.block(top, TrackerKind.SCRIPT, "vrrp_script", Block.VRRP_SCRIPT, reader::script);
        reader.block(top, TrackerKind.CHECK, "vrrp_check", Block.VRRP_CHECK, CheckReader::read);
        reader.block(
                top,
                TrackerKind.PROCESS,
                "vrrp_track_process",
                Block.VRRP_TRACK_PROCESS,
                section -> ProcessReader.read(section, "process"));
        // keepalived knows both words.
        reader.block(top, TrackerKind.FILE, "vrrp_track_file", Block.VRRP_TRACK_FILE, DefinitionsReader::file);
        reader.block(top, TrackerKind.FILE, "track_file", Block.VRRP_TRACK_FILE, DefinitionsReader::file);
        return reader.definitions;
    }

    private Optional<Look> script(Section section) {
        return scripts.read(section, "script").map(command -> {
            String user = command.user().or(global::scriptUser).orElse("");
            return new Look(new Probe.Script(command), command.arguments() + " as " + user);
        });
    }

    private static Optional<Look> file(Section section) {
        return FilePaths.read(section, "file").map(Probe.FileNumber::new).map(Look::of);
    }

    private void block(
            Section top, TrackerKind kind, String key, Block block, Function<Section, Optional<Look>> lookReader) {
        top.value(key)
                .ifPresent(value -> value.mapping("of names to their settings").ifPresent(mapping -> {
                    int count = mapping.entries().size();
                    if (count > MAX_PER_BLOCK) {
                        value.error("must hold at most " + MAX_PER_BLOCK + " names, was " + count);
                    } else {
                        mapping.entries().values().forEach(entry -> entry(value, entry, kind, block, lookReader));
                    }
                }));
    }

    private void entry(
            Value parent, Entry entry, TrackerKind kind, Block block, Function<Section, Optional<Look>> lookReader) {
        Value value = parent.at(entry);
        InstanceNames.check(entry, value, "a tracker's");
        Section.of(entry.keyMark(), value, block, "of keys to values").ifPresent(section -> {
            TrackerId id = new TrackerId(kind, entry.key());
            Definition definition = definition(id, section, lookReader.apply(section));
            definitions
                    .add(definition)
                    .ifPresent(earlier -> parent.problems()
                            .error(
                                    entry.keyMark(),
                                    value.path(),
                                    "is already defined on line "
                                            + earlier.mark().line()));
        });
    }

    private Definition definition(TrackerId id, Section section, Optional<Look> look) {
        int weight = section.integer("weight", -Tracked.MOST_WEIGHT, Tracked.MOST_WEIGHT)
                .orElse(id.kind() == TrackerKind.FILE ? 1 : 0);
        boolean reverse = section.bool("reverse").orElse(false);
        Pace pace = Pace.read(section);
        int rise = inARow(section, "rise");
        int fall = inARow(section, "fall");
        boolean startsBad = section.bool("init_fail").orElse(false);
        Optional<Remedy> remedy = RemedyReader.read(section, scripts);
        Optional<ProbeConfig> probe = look.map(found -> new ProbeConfig(
                new TrackerConfig(id, rise, fall, startsBad, found.identity()),
                found.probe(),
                pace.intervalNanos(),
                pace.timeoutNanos(),
                remedy));
        return new Definition(id, section.mark(), section.path(), weight, reverse, probe);
    }

    private static int inARow(Section section, String key) {
        return section.integer(key, 1, MAX_IN_A_ROW).orElse(1);
    }
}
