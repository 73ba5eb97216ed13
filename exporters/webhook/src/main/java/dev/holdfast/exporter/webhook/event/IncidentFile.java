package dev.holdfast.exporter.webhook.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.holdfast.exporter.webhook.event.Incident.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The open incidents over a restart: what was opened before it is resolved by the same key and id after it. Used by one
 * thread.
 */
public final class IncidentFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final Consumer<String> onTrouble;
    private Map<String, Incident> written = Map.of();
    private boolean broken;

    /** @param onTrouble told once in words when the file cannot be used */
    public IncidentFile(Path file, Consumer<String> onTrouble) {
        this.file = file;
        this.onTrouble = onTrouble;
    }

    /** Those of an earlier run. */
    public Incidents read() {
        Incidents incidents = new Incidents();
        if (!Files.exists(file)) {
            return incidents;
        }
        try {
            for (JsonNode each : MAPPER.readTree(Files.readAllBytes(file))) {
                incidents.restore(new Incident(
                        each.path("kind").asText(),
                        each.path("key").asText(),
                        each.path("id").asText(),
                        each.path("opened").asText(),
                        Status.OPENED));
            }
            written = incidents.all();
        } catch (IOException unreadable) {
            onTrouble.accept(file + ": the incidents that were open are not known: " + unreadable.getMessage());
        }
        return incidents;
    }

    /** Writes them when they have changed. */
    public void write(Incidents incidents) {
        Map<String, Incident> now = incidents.all();
        if (broken || now.equals(written)) {
            return;
        }
        ArrayNode list = MAPPER.createArrayNode();
        now.values()
                .forEach(incident -> list.addObject()
                        .put("kind", incident.kind())
                        .put("key", incident.key())
                        .put("id", incident.id())
                        .put("opened", incident.opened()));
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, MAPPER.writeValueAsBytes(list));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = now;
        } catch (IOException refused) {
            broken = true;
            onTrouble.accept("open incidents will not survive a restart: " + refused);
        }
    }
}
