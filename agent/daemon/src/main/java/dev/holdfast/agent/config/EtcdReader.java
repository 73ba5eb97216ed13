package dev.holdfast.agent.config;

import dev.holdfast.agent.arbitrate.EtcdSettings;
import dev.holdfast.agent.arbitrate.EtcdSettings.Login;
import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.arbitrate.WitnessConfig;
import dev.holdfast.core.vrrp.Lease;
import dev.holdfast.core.vrrp.RouterConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Reads {@code split_brain.arbitration.etcd}. */
final class EtcdReader {
    /** etcd itself recommends seven members at most. */
    private static final int MOST_ENDPOINTS = 9;

    private static final int DEFAULT_TTL_SECONDS = 10;
    private static final int MOST_TTL_SECONDS = 3600;

    /** Longer, and one request would run into the next renewal. */
    private static final long MOST_LIMIT_NANOS = 2 * Durations.SECOND;

    private static final String ENDPOINT = "an address such as http://192.0.2.10:2379";

    private final String node;
    private final List<Draft> drafts;
    private final Host host;

    EtcdReader(String node, List<Draft> drafts, Host host) {
        this.node = node;
        this.drafts = drafts;
        this.host = host;
    }

    /** What core decides by, and how the cluster is reached. */
    record Etcd(WitnessConfig core, EtcdSettings settings) {}

    Optional<Etcd> read(Section section) {
        List<URI> endpoints =
                section.required("endpoints").map(EtcdReader::endpoints).orElse(List.of());
        int kernelLease = kernelLeaseSeconds();
        int least = WitnessConfig.leastTtlSeconds(kernelLease);
        int ttl = ttlSeconds(section, kernelLease, least);
        boolean keeps = section.word("on_loss", List.of("release", "keep"))
                .orElse("release")
                .equals("keep");
        String prefix =
                section.value("prefix").flatMap(value -> value.text("a text")).orElse("holdfast/");
        Optional<Login> login = login(section);
        EtcdSettings.Tls tls = new EtcdTlsReader(host).read(section);
        if (endpoints.isEmpty() || ttl < least) {
            return Optional.empty();
        }
        WitnessConfig core = new WitnessConfig(ttl, kernelLease, keeps);
        long limit = Math.min(MOST_LIMIT_NANOS, core.renewalNanos());
        return Optional.of(new Etcd(core, new EtcdSettings(endpoints, prefix, node, limit, login, tls)));
    }

    private int ttlSeconds(Section section, int kernelLease, int least) {
        Optional<Value> written = section.value("ttl");
        if (written.isEmpty()) {
            return Math.max(DEFAULT_TTL_SECONDS, least + kernelLease);
        }
        return written.get()
                .durationNanos()
                .filter(nanos -> {
                    boolean fits = nanos % Durations.SECOND == 0
                            && nanos >= least * Durations.SECOND
                            && nanos <= MOST_TTL_SECONDS * Durations.SECOND;
                    if (!fits) {
                        written.get()
                                .error("must be whole seconds " + least + ".." + MOST_TTL_SECONDS
                                        + ": the kernel lease of the addresses (" + kernelLease
                                        + " s), by how much a kernel may be late (2 s), and time to renew (2 s); was "
                                        + Durations.format(nanos));
                    }
                    return fits;
                })
                .map(nanos -> (int) (nanos / Durations.SECOND))
                .orElse(0);
    }

    /** The longest of all instances; one without any is reported. */
    private int kernelLeaseSeconds() {
        int longest = 1;
        for (Draft draft : drafts) {
            int lease = draft.config().map(RouterConfig::leaseSeconds).orElse(1);
            if (lease == Lease.OFF) {
                Section instance = draft.section();
                instance.problems()
                        .error(
                                instance.markOf("lease"),
                                instance.pathOf("lease"),
                                "cannot be off with etcd: a holder that is frozen would keep its addresses when its"
                                        + " lease at etcd is over");
            }
            longest = Math.max(longest, lease);
        }
        return longest;
    }

    private static List<URI> endpoints(Value value) {
        Optional<List<Value>> items = value.items();
        if (items.isEmpty() || items.get().isEmpty() || items.get().size() > MOST_ENDPOINTS) {
            value.error("must be a list of 1.." + MOST_ENDPOINTS + " addresses such as http://192.0.2.10:2379");
            return List.of();
        }
        return items.get().stream().flatMap(item -> endpoint(item).stream()).toList();
    }

    private static Optional<URI> endpoint(Value item) {
        return item.text(ENDPOINT).flatMap(text -> {
            Optional<URI> endpoint = parse(text);
            if (endpoint.isEmpty()) {
                item.error("must be " + ENDPOINT + ", http or https with a host, a port and nothing else, was "
                        + Excerpt.quoted(text));
            }
            return endpoint;
        });
    }

    private static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            boolean pathless = uri.getRawPath() == null || uri.getRawPath().matches("/?");
            boolean located = uri.getHost() != null && uri.getPort() > 0;
            return http && bare && pathless && located ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // The caller reports it, with the place.
        }
    }

    private Optional<Login> login(Section section) {
        Optional<String> name = section.value("username").flatMap(value -> value.text("a name"));
        Optional<String> password = section.value("password").flatMap(value -> SecretReader.read(value, host));
        if (section.value("username").isPresent() != section.value("password").isPresent()) {
            section.problems()
                    .error(section.mark(), section.path(), "must have both username and password, or neither");
        }
        return name.flatMap(user -> password.map(secret -> new Login(user, secret)));
    }
}
