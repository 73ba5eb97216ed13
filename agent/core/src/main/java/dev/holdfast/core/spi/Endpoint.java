package dev.holdfast.core.spi;

import dev.holdfast.core.net.Octets;
import java.util.Map;

/**
 * A page that an exporter serves.
 *
 * @param path where, beginning with a slash
 * @param title what it is, in a few words, for the list of pages
 * @param renderer makes the page
 */
public record Endpoint(String path, String title, Renderer renderer) {
    /** Makes a page. Called on an HTTP worker thread, several at a time; never on the agent loop. */
    @FunctionalInterface
    public interface Renderer {
        /**
         * Renders the page from the newest snapshot.
         *
         * @return the page; an exception becomes status 500 and a counted error
         */
        Page render(Request request);
    }

    /**
     * What the client asked.
     *
     * @param accept the Accept header; empty when there was none
     * @param query the parameters behind the question mark, decoded; of one that stands twice, the first
     */
    public record Request(String accept, Map<String, String> query) {
        /** A request that says nothing. */
        public static final Request PLAIN = new Request("", Map.of());

        public Request {
            query = Map.copyOf(query);
        }
    }

    /** The page with its exact content type. */
    public record Page(String contentType, Octets body) {}
}
