package dev.holdfast.agent.config;

import dev.holdfast.agent.config.PathWalk.Found;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.notify.ScriptCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one script: a line of words, a list of words, or a mapping with {@code script} and {@code user}. */
final class ScriptReader {
    /** Beyond this it is a program, and belongs into a file. */
    private static final int MAX_WORDS = 64;

    private static final int MAX_WORD_LENGTH = 4096;
    private static final String FORM = "a command such as /etc/holdfast/notify.sh, or a list of its words";

    private final GlobalConfig global;
    private final Host host;

    ScriptReader(GlobalConfig global, Host host) {
        this.global = global;
        this.host = host;
    }

    Optional<ScriptCommand> read(Value value) {
        if (value.mapping().isEmpty()) {
            return command(value, Optional.empty());
        }
        return Section.of(value.mark(), value, Block.SCRIPT, "").flatMap(section -> read(section, "script"));
    }

    /** The command below a key, run by the {@code user} beside it. */
    Optional<ScriptCommand> read(Section section, String key) {
        Optional<String> user = section.value("user").flatMap(UserName::read);
        return section.required(key).flatMap(script -> command(script, user));
    }

    private Optional<ScriptCommand> command(Value value, Optional<String> user) {
        return usableWords(value, FORM).flatMap(words -> {
            Optional<Path> path = AbsolutePath.parse(words.get(0));
            if (path.isEmpty()) {
                value.error("must begin with an absolute path, was " + Excerpt.quoted(words.get(0)));
                return Optional.empty();
            }
            checkFile(value, path.get(), user);
            return Optional.of(new ScriptCommand(words, user));
        });
    }

    /** The words of a command, at least one; {@code form} says what is wanted. */
    static Optional<List<String>> usableWords(Value value, String form) {
        return words(value, form).filter(words -> areUsable(value, words));
    }

    private static Optional<List<String>> words(Value value, String form) {
        Optional<List<Value>> items = value.items();
        if (items.isPresent()) {
            List<String> words = items.get().stream()
                    .flatMap(item -> item.text("a word").stream())
                    .toList();
            return words.size() == items.get().size() ? Optional.of(words) : Optional.empty();
        }
        return value.text(form).flatMap(text -> {
            Optional<List<String>> words = CommandLine.split(text);
            if (words.isEmpty()) {
                value.error("has a quote that is not closed");
            }
            return words;
        });
    }

    private static boolean areUsable(Value value, List<String> words) {
        if (words.isEmpty() || words.size() > MAX_WORDS) {
            value.error("must have 1.." + MAX_WORDS + " words, was " + words.size());
            return false;
        }
        boolean clean = words.stream()
                .allMatch(
                        word -> word.length() <= MAX_WORD_LENGTH && word.chars().noneMatch(Character::isISOControl));
        if (!clean) {
            value.error("a word must have at most " + MAX_WORD_LENGTH + " characters and no control character");
        }
        return clean;
    }

    private void checkFile(Value value, Path path, Optional<String> user) {
        try {
            Found found = new PathWalk(host).walk(path);
            if (found.complaint().isPresent()) {
                value.error(found.complaint().get());
            } else if (!found.status().isExecutable()) {
                value.error(found.file() + " is not executable; use chmod +x");
            } else {
                security(user).weakness(found).ifPresent(weakness -> report(value, weakness));
            }
        } catch (IOException e) {
            value.error(path + ": " + IoWords.of(e));
        }
    }

    private ScriptSecurity security(Optional<String> user) {
        Set<String> trusted = Stream.concat(
                        Stream.of(host.user()),
                        user.or(global::scriptUser).stream().map(UserName::userOf))
                .collect(Collectors.toSet());
        return new ScriptSecurity(trusted);
    }

    private void report(Value value, String weakness) {
        if (global.scriptSecurity()) {
            value.error(weakness);
        } else {
            value.warning(weakness);
        }
    }
}
