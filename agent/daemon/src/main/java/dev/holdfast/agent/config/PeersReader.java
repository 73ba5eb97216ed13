package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.peers.PeerSettings;
import dev.holdfast.agent.peers.PeerSettings.Peer;
import dev.holdfast.core.engine.AskedPeers;
import dev.holdfast.core.spi.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which agents are asked for their status, and who may ask this one. */
final class PeersReader {
    private static final String TOKEN = "[A-Za-z0-9._~+/=-]{16,256}";

    private final Section section;
    private final HttpConfig http;
    private final Host host;

    private PeersReader(Section section, HttpConfig http, Host host) {
        this.section = section;
        this.http = http;
        this.host = host;
    }

    /** @param http where this agent listens: peers ask there */
    static PeerSettings read(Section section, HttpConfig http, Host host) {
        return new PeersReader(section, http, host).read();
    }

    private PeerSettings read() {
        List<Peer> peers = section.value("peers").map(this::peers).orElse(List.of());
        long interval = Spans.read(
                        section,
                        "peer_interval",
                        PeerSettings.LEAST_INTERVAL,
                        PeerSettings.MOST_INTERVAL,
                        "200ms..60 seconds")
                .orElse(PeerSettings.DEFAULT_INTERVAL);
        Optional<Secret> token = section.value("token_file").flatMap(value -> token(value, host));
        section.value("token_file").ifPresent(this::warnOfOpenDoor);
        return new PeerSettings(peers, interval, token);
    }

    private void warnOfOpenDoor(Value value) {
        if (http.webConfig().isEmpty()) {
            value.warning("has no effect: without a web_config with basic_auth_users in http, everybody who reaches it"
                    + " may read the status");
        }
    }

    /** What a token may be, and that nobody else may read its file. */
    static Optional<Secret> token(Value value, Host host) {
        return SecretReader.fromFile(value, host)
                .filter(text -> {
                    boolean fine = text.matches(TOKEN);
                    if (!fine) {
                        value.error("must be a file with one line of 16..256 letters, digits or -._~+/=");
                    }
                    return fine;
                })
                .map(Secret::new);
    }

    private List<Peer> peers(Value value) {
        List<Entry> entries = value.mapping("of names of nodes to the URLs of their agents")
                .map(mapping -> List.copyOf(mapping.entries().values()))
                .orElse(List.of());
        if (entries.size() > AskedPeers.MOST) {
            value.error("must hold at most " + AskedPeers.MOST + " peers, was " + entries.size());
            return List.of();
        }
        warnOfDeafEar(value);
        List<Peer> peers = new ArrayList<>();
        for (Entry entry : entries) {
            Value each = value.at(entry);
            InstanceNames.check(entry, each, "a peer's");
            new PeerReader(entry.key(), host).read(entry, each).ifPresent(peers::add);
        }
        return peers;
    }

    private void warnOfDeafEar(Value value) {
        Optional<HttpConfig.Listen> listen = http.listen();
        if (listen.isEmpty()) {
            value.warning("the peers cannot ask this agent: http.listen is off");
        } else if (Addresses.parse(listen.get().host())
                .filter(Addresses::isLoopback)
                .isPresent()) {
            value.warning("the peers cannot ask this agent: http.listen is "
                    + Excerpt.plain(listen.get().toString()));
        }
    }
}
