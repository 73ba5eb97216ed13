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

    /** No page wants a body. A short one is read past, so that the client can read why it is refused. */
    static final int BODY_OCTETS = 65_536;

    /**
     * A connection that brings no complete request for so long is closed, however busily it trickles: an idle time-out
     * alone starts anew with every octet.
     */
    static final long REQUEST_MILLIS = 5000;

    /** An answer that has not been made, and taken, within this time is given up with its connection. */
    static final long RESPONSE_MILLIS = 10_000;

    /** Then the client connects anew, and nobody holds a place for ever. */
    static final int REQUESTS_PER_CONNECTION = 100;

    /** Requests at a time on one connection of HTTP/2. */
    static final int STREAMS_PER_CONNECTION = 16;

    /** A client of ours says hello at once. */
    static final long HANDSHAKE_MILLIS = 3000;

    /** Those who follow the events, at a time: some operators with the page open. */
    static final int LISTENERS = 32;

    /** What may wait for a listener; one who reads more slowly is cut off, and asks again for what it missed. */
    static final int LISTENER_OCTETS = 262_144;

    /** Threads that make pages. A page that takes long delays other pages and nothing else. */
    static final int WORKERS = 4;

    private HttpLimits() {}
}
