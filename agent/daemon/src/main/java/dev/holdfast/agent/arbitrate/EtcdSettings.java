package dev.holdfast.agent.arbitrate;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How an etcd cluster is reached.
 *
 * @param endpoints its members, {@code http} or {@code https}, host and port alone; at least one
 * @param prefix what the keys of this group of nodes begin with; equal on all its nodes, and different in each group
 * @param node what the key says of who holds it
 * @param limitNanos within which a request is answered, all endpoints together
 * @param login whom to log in as
 * @param tls what is trusted and shown; nothing of it where the endpoints are plain
 */
public record EtcdSettings(
        List<URI> endpoints, String prefix, String node, long limitNanos, Optional<Login> login, Tls tls) {
    public EtcdSettings {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty() || limitNanos <= 0) {
            throw new IllegalArgumentException("somebody must be asked, and some time be given");
        }
    }

    /** A user of etcd. */
    public record Login(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Certificates in PEM form.
     *
     * @param authorities who may have signed the server's; empty for those that the machine trusts
     * @param client what this node shows
     */
    public record Tls(Optional<String> authorities, Optional<Client> client) {
        /** A certificate and its key. */
        public record Client(String certificate, String key) {
            @Override
            public String toString() {
                return "client certificate";
            }
        }
    }
}
