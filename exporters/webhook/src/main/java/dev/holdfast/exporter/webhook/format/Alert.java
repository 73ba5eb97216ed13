package dev.holdfast.exporter.webhook.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.core.spi.Severity;
import dev.holdfast.exporter.webhook.event.Envelope;
import dev.holdfast.exporter.webhook.event.Incident;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An event as Alertmanager's world sees it: labels say which alert it is, the same while it fires and when it is resolved;
 * annotations tell people.
 */
final class Alert {
    /** How long something that has no end counts as firing. */
    static final long NOTICE_MILLIS = 300_000;

    /** What stays the same from the beginning of an incident to its end; an interface may lose its network meanwhile. */
    private static final List<String> LABELLED = List.of("node", "instance", "vrid", "family", "check", "group");

    private final Envelope event;
    private final Optional<Incident> incident;
    private final Map<String, String> labels = new TreeMap<>();

    Alert(Envelope event) {
        this.event = event;
        this.incident = event.incident();
        labels.put("alertname", name());
        for (String name : LABELLED) {
            String value = event.text("data." + name);
            if (!value.isEmpty()) {
                // Prometheus keeps "instance" for what it scrapes.
                labels.put(name.equals("instance") ? "vrrp_instance" : name, value);
            }
        }
    }

    /** Of an incident what it is, whatever the event says of it; else the type. */
    private String name() {
        String word = incident.map(Incident::kind)
                .orElse(event.type().substring(event.type().indexOf('.') + 1));
        StringBuilder name = new StringBuilder("Vrrp");
        for (String part : word.split("[._]", -1)) {
            name.append(Character.toUpperCase(part.charAt(0))).append(part, 1, part.length());
        }
        return name.toString();
    }

    Map<String, String> labels() {
        return labels;
    }

    boolean isResolved() {
        return incident.map(Incident::isResolved).orElse(false);
    }

    String startsAt() {
        return incident.map(Incident::opened).orElse(event.text("time"));
    }

    /** When it ended, or is to be taken as ended; empty while it lasts. */
    Optional<String> endsAt() {
        if (incident.isEmpty()) {
            return Optional.of(
                    Instant.parse(event.text("time")).plusMillis(NOTICE_MILLIS).toString());
        }
        return isResolved() ? Optional.of(event.text("time")) : Optional.empty();
    }

    String generatorUrl() {
        return event.text("data.links.status");
    }

    /** Labels as an object. Severity is one of them: routes ask for it. */
    ObjectNode labelNode() {
        ObjectNode node = Json.object();
        labels.forEach(node::put);
        return node.put("severity", severity());
    }

    /** An alert keeps its labels when it ends, or it would be another one. */
    private String severity() {
        return incident.isPresent() && event.severity() == Severity.INFO
                ? "warning"
                : event.severity().word();
    }

    ObjectNode annotationNode() {
        ObjectNode node = Json.object().put("summary", event.text("data.summary"));
        String runbook = event.text("data.links.runbook");
        if (!runbook.isEmpty()) {
            node.put("runbook_url", runbook);
        }
        String segment = event.text("data.segment");
        if (!segment.isEmpty()) {
            node.put("segment", segment);
        }
        return node.put("event_id", event.id());
    }

    /** FNV-1a over names and values, as Alertmanager makes its own. */
    String fingerprint() {
        long hash = 0xcbf29ce484222325L;
        Map<String, String> all = new TreeMap<>(labels);
        all.put("severity", severity());
        for (Map.Entry<String, String> label : all.entrySet()) {
            hash = fnv(fnv(hash, label.getKey()), label.getValue());
        }
        return String.format("%016x", hash);
    }

    private static long fnv(long hash, String text) {
        long next = hash;
        for (byte octet : (text + "\u00ff").getBytes(StandardCharsets.ISO_8859_1)) {
            next = (next ^ (octet & 0xff)) * 0x100000001b3L;
        }
        return next;
    }
}
