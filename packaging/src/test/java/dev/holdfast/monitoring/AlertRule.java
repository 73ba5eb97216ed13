package dev.holdfast.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A rule of {@code alerting/vrrp.rules.yml}. */
record AlertRule(String name, String expression, String severity, String summary, String description, String runbook) {
    static final String FILE = "alerting/vrrp.rules.yml";

    static List<AlertRule> all() {
        List<AlertRule> rules = new ArrayList<>();
        for (JsonNode group : DataFiles.yaml(FILE).path("groups")) {
            group.path("rules").forEach(rule -> rules.add(of(rule)));
        }
        return rules;
    }

    private static AlertRule of(JsonNode rule) {
        JsonNode annotations = rule.path("annotations");
        return new AlertRule(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                rule.path("labels").path("severity").asText(),
                annotations.path("summary").asText(),
                annotations.path("description").asText(),
                annotations.path("runbook_url").asText());
    }

    @Override
    public String toString() {
        return name;
    }
}
