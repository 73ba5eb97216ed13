package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.track.Probe;
import java.util.List;
import java.util.Optional;

/** Reads which processes are counted: {@code vrrp_track_process}, and checks of type {@code process}. */
final class ProcessReader {
    private ProcessReader() {}

    /** The name of the program in {@code key}, and its arguments when any follow. */
    static Optional<Look> read(Section section, String key) {
        Quorum quorum = Quorum.read(section);
        return section.required(key)
                .flatMap(value -> ScriptReader.usableWords(value, "a program such as nginx")
                        .filter(words -> isName(value, words.get(0)))
                        .map(words -> Look.of(new Probe.ProcessCount(
                                words.get(0), arguments(words), quorum.least(), quorum.most()))));
    }

    /** As in keepalived: without arguments, any will do. */
    private static Optional<List<String>> arguments(List<String> words) {
        return words.size() == 1 ? Optional.empty() : Optional.of(List.copyOf(words.subList(1, words.size())));
    }

    private static boolean isName(Value value, String name) {
        boolean fine = name.matches("[^/]{1,255}");
        if (!fine) {
            value.error(
                    "must begin with the file name of a program, without its directory, was " + Excerpt.quoted(name));
        }
        return fine;
    }
}
