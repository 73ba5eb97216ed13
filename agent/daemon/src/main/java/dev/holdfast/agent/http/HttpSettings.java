package dev.holdfast.agent.http;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where to listen, and for whom.
 *
 * @param host an address literal or a name
 * @param port 0 for any free one
 * @param web how it is protected; empty for plain HTTP and everybody
 */
public record HttpSettings(String host, int port, Optional<Web> web) {
    /** Plain HTTP for everybody. */
    public HttpSettings(String host, int port) {
        this(host, port, Optional.empty());
    }

    /**
     * A web config that may change.
     *
     * @param first what it is to begin with
     * @param changes asked now and then on a worker thread: what it is from now on, when that is something else
     * @param lookMillis how often that is asked
     */
    public record Web(WebConfig first, Supplier<Optional<WebConfig>> changes, long lookMillis) {
        /** A new certificate is in use after seconds; looking costs a few system calls. */
        public static final long LOOK_MILLIS = 5000;
    }
}
