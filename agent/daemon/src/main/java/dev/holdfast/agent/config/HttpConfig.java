package dev.holdfast.agent.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The block {@code http}.
 *
 * @param listen where to listen; empty for no HTTP at all
 * @param webConfig the file that says how that is protected; empty for plain HTTP and everybody
 */
public record HttpConfig(Optional<Listen> listen, Optional<Path> webConfig) {
    public static final int DEFAULT_PORT = 9112;
    public static final HttpConfig DEFAULT =
            new HttpConfig(Optional.of(new Listen("127.0.0.1", DEFAULT_PORT)), Optional.empty());

    /**
     * An address and a port.
     *
     * @param host an IPv4 or IPv6 literal, without brackets
     * @param port 1 to 65535
     */
    public record Listen(String host, int port) {
        /** As it stands in a URL. */
        @Override
        public String toString() {
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }
}
