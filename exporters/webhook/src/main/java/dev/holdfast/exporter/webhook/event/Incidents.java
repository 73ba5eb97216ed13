package dev.holdfast.exporter.webhook.event;

import dev.holdfast.exporter.webhook.event.Incident.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The incidents that are open. Bounded by what the configuration names. Used by one thread. */
public final class Incidents {
    private final Map<String, Incident> open = new LinkedHashMap<>();

    /** It is so: opened, or going on. */
    Incident hold(String kind, String key, String id, String time) {
        Incident known = open.get(key);
        if (known != null) {
            return new Incident(known.kind(), key, known.id(), known.opened(), Status.UPDATED);
        }
        Incident opened = new Incident(kind, key, id, time, Status.OPENED);
        open.put(key, opened);
        return opened;
    }

    /** It is so no longer; empty when it was not known to be. */
    Optional<Incident> resolve(String key) {
        return Optional.ofNullable(open.remove(key))
                .map(known -> new Incident(known.kind(), key, known.id(), known.opened(), Status.RESOLVED));
    }

    /** What is open, oldest first, to be kept over a restart. */
    public Map<String, Incident> all() {
        return Map.copyOf(open);
    }

    /** What was open when the agent ended. */
    public void restore(Incident incident) {
        open.put(incident.key(), incident);
    }
}
