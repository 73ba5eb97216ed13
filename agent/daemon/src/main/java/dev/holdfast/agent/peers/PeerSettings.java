package dev.holdfast.agent.peers;

import dev.holdfast.core.spi.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Which agents are asked, and who may ask this one.
 *
 * @param peers in the order of the configuration
 * @param intervalNanos how often each is asked, {@link #LEAST_INTERVAL} to {@link #MOST_INTERVAL}
 * @param token who shows it may read this agent's status; empty for nobody but those with a login
 */
public record PeerSettings(List<Peer> peers, long intervalNanos, Optional<Secret> token) {
    public static final long DEFAULT_INTERVAL = 1_000_000_000L;

    /** A status takes milliseconds to make. */
    public static final long LEAST_INTERVAL = 200_000_000L;

    /** Seldom enough for any network; a split brain is known two answers after it began. */
    public static final long MOST_INTERVAL = 60_000_000_000L;

    private static final long MOST_TIMEOUT = 5_000_000_000L;

    /** Nobody is asked, and nobody may ask. */
    public static final PeerSettings NONE = new PeerSettings(List.of(), DEFAULT_INTERVAL, Optional.empty());

    public PeerSettings {
        peers = List.copyOf(peers);
    }

    /** How long an answer may take, all of it: less than until the next question, so that there is one at a time. */
    public long timeoutNanos() {
        return Math.min(intervalNanos * 9 / 10, MOST_TIMEOUT);
    }

    /** Their names. */
    public List<String> names() {
        return peers.stream().map(Peer::name).toList();
    }

    /**
     * An agent on another node.
     *
     * @param url where its status is, with the path
     * @param authorization what is sent in the header of that name
     * @param authorities certificates, PEM, that may have signed its own; empty for those that Java knows
     * @param identity what this node shows where certificates of clients are wanted
     * @param serverName the name that its certificate must have; empty for the host of the URL
     */
    public record Peer(
            String name,
            URI url,
            Optional<Secret> authorization,
            Optional<String> authorities,
            Optional<Identity> identity,
            Optional<String> serverName) {
        private static final int HTTPS_PORT = 443;
        private static final int HTTP_PORT = 80;

        boolean isSecure() {
            return "https".equals(url.getScheme());
        }

        /** Without the brackets of an IPv6 address. */
        String host() {
            return String.valueOf(url.getHost()).replaceAll("[\\[\\]]", "");
        }

        int port() {
            return url.getPort() > 0 ? url.getPort() : isSecure() ? HTTPS_PORT : HTTP_PORT;
        }
    }

    /** A chain of certificates and its key, both PEM. */
    public record Identity(String certificates, Secret key) {}
}
