package dev.holdfast.agent.http;

/** What one client, and all together, may cost us. */
final class HttpLimits {
    /** Connections at a time. A monitoring system needs one or two. */
    static final int CONNECTIONS = 128;

    /** Connections of one address at a time, so that one client cannot keep the others out. */
    static final int CONNECTIONS_PER_ADDRESS = 16;

    /** A request line longer than any of our paths is a mistake or an attack. */
    static final int REQUEST_LINE_OCTETS = 2048;

    static final int HEADER_OCTETS = 8192;

    /**
     * A connection that brings no complete request for so long is closed, however busily it trickles: an idle time-out
     * alone starts anew with every octet.
     */
    static final long REQUEST_MILLIS = 5000;

    /** Threads that make pages. A page that takes long delays other pages and nothing else. */
    static final int WORKERS = 4;

    private HttpLimits() {}
}
