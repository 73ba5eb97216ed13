package dev.holdfast.agent.http;

import java.util.List;
import java.util.Map;

/**
 * Something that happened, as {@code /events} shows it.
 *
 * @param id 1 for the first of this run of the agent, one more for each that follows
 * @param time when, ISO 8601 in UTC
 * @param type its kind, as the log calls it in JSON: {@code state_changed}, {@code priority_changed} …
 * @param instance the virtual router or sync group; empty for what concerns the whole agent
 * @param level {@code info}, {@code warn} or {@code error}
 * @param text the line of the log
 * @param fields the facts in it: numbers, texts, lists of texts
 */
record EventDocument(
        long id, String time, String type, String instance, String level, String text, Map<String, Object> fields) {

    /**
     * {@code /events}.
     *
     * @param run tells one run of the agent from another: numbers begin anew with each
     * @param events the last ones, the oldest first
     */
    record Recent(int schemaVersion, String node, String run, List<EventDocument> events) {
        static final int SCHEMA_VERSION = 1;

        Recent {
            events = List.copyOf(events);
        }
    }

    /** What a listener is told once a second: that we are there, and whether the loop that elects is. */
    record Heartbeat(String time, boolean alive) {}
}
