package dev.holdfast.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of conformance/rules.yaml. */
record ConformanceLedger(List<Section> sections) {
    private static final Path FILE = SourceTree.ROOT.resolve("packaging/src/test/resources/conformance/rules.yaml");

    ConformanceLedger {
        sections = List.copyOf(sections);
    }

    record Section(String title, List<Rule> rules) {}

    /** A rule in our words, where it comes from, and, where we do not follow it, why. */
    record Rule(String id, Level level, String source, String text, Optional<String> why) {
        Rule {
            boolean owesReason = level == Level.DEVIATES || level == Level.LATER;
            if (owesReason != why.isPresent()) {
                throw new IllegalArgumentException(id + ": exactly DEVIATES and LATER say why");
            }
        }
    }

    enum Level {
        MUST,
        SHOULD,
        EXTENSION,
        DEVIATES,
        LATER
    }

    static ConformanceLedger load() {
        try {
            List<Section> sections = new ArrayList<>();
            for (JsonNode section : new YAMLMapper().readTree(FILE.toFile()).path("sections")) {
                List<Rule> rules = new ArrayList<>();
                section.path("rules").forEach(rule -> rules.add(rule(rule)));
                sections.add(new Section(section.path("title").asText(), List.copyOf(rules)));
            }
            return new ConformanceLedger(sections);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule rule(JsonNode node) {
        return new Rule(
                node.path("id").asText(),
                Level.valueOf(node.path("level").asText()),
                node.path("source").asText(),
                node.path("rule").asText(),
                node.has("why") ? Optional.of(node.path("why").asText()) : Optional.empty());
    }

    List<Rule> rules() {
        return sections.stream().flatMap(section -> section.rules().stream()).toList();
    }
}
