package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.peers.PeerSettings;
import dev.holdfast.agent.peers.PeerSettings.Peer;
import dev.holdfast.core.spi.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

/** split_brain.peers, value by value, and what is warned of. */
class PeersConfigTest {
    private static final String INSTANCE =
            "\nvrrp_instance: {VI_1: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100]}}\n";

    private static ConfigResult.Loaded load(String yaml) {
        return GoodConfigTest.load(yaml + INSTANCE);
    }

    private static PeerSettings peers(String yaml) {
        return load(yaml).config().peers();
    }

    private static List<String> warnings(String yaml) {
        return load(yaml).warnings().stream()
                .map(problem -> problem.path() + " " + problem.message())
                .toList();
    }

    @Test
    void aUrlIsAllThatIsNeeded() {
        PeerSettings settings = peers("split_brain: {peers: {lb02: 'http://192.0.2.2:9112/'}}");

        assertThat(settings.intervalNanos()).isEqualTo(1_000_000_000L);
        assertThat(settings.timeoutNanos()).isEqualTo(900_000_000L);
        assertThat(settings.token()).isEmpty();
        Peer peer = settings.peers().get(0);
        assertThat(peer.name()).isEqualTo("lb02");
        assertThat(peer.url()).hasToString("http://192.0.2.2:9112/status");
        assertThat(peer.authorization()).isEmpty();
    }

    @Test
    void theLongFormHasEverything() {
        PeerSettings settings = peers("""
                split_brain:
                  peer_interval: 500ms
                  token_file: /etc/holdfast/peer.token
                  peers:
                    lb02:
                      url: https://[2001:db8::2]:9112/agent
                      token_file: /etc/holdfast/peer.token
                      ca_file: /etc/holdfast/ca.pem
                      cert_file: /etc/holdfast/peer.pem
                      key_file: /etc/holdfast/peer.key
                      server_name: lb02.example.net
                    lb03: {url: 'https://lb03:9112', username: ops, password_file: /etc/holdfast/secret}
                    lb04: {url: 'https://lb04:9112', authorization: {file: /etc/holdfast/secret}}
                """);

        assertThat(settings.intervalNanos()).isEqualTo(500_000_000L);
        assertThat(settings.token()).contains(new Secret("0123456789abcdef"));
        Peer two = settings.peers().get(0);
        assertThat(two.url()).hasToString("https://[2001:db8::2]:9112/agent/status");
        assertThat(two.authorization()).contains(new Secret("Bearer 0123456789abcdef"));
        assertThat(two.authorities()).hasValueSatisfying(pem -> assertThat(pem).contains("BEGIN CERTIFICATE"));
        assertThat(two.identity()).isPresent();
        assertThat(two.serverName()).contains("lb02.example.net");
        // base64 of ops:tushanbu
        assertThat(settings.peers().get(1).authorization()).contains(new Secret("Basic b3BzOnR1c2hhbmJ1"));
        assertThat(settings.peers().get(2).authorization()).contains(new Secret("tushanbu"));
        assertThat(settings.toString()).doesNotContain("tushanbu").doesNotContain("0123456789abcdef");
    }

    @Test
    void theEngineKnowsTheirNames() {
        assertThat(load("split_brain: {peers: {lb02: 'http://lb02:9112', lb03: 'http://lb03:9112'}}")
                        .config()
                        .engine()
                        .splitBrain()
                        .peers()
                        .names())
                .containsExactly("lb02", "lb03");
    }

    @Test
    void whoAsksAndCannotBeAskedIsTold() {
        assertThat(warnings("split_brain: {peers: {lb02: 'http://192.0.2.2:9112'}}"))
                .containsExactly("split_brain.peers the peers cannot ask this agent: http.listen is 127.0.0.1:9112");
        assertThat(warnings("http: {listen: off}\nsplit_brain: {peers: {lb02: 'http://192.0.2.2:9112'}}"))
                .containsExactly("split_brain.peers the peers cannot ask this agent: http.listen is off");
        assertThat(warnings("http: {listen: '192.0.2.1:9112', insecure: true}\n"
                        + "split_brain: {peers: {lb02: 'http://192.0.2.2:9112'}}"))
                .isEmpty();
    }

    @Test
    void aTokenThatNobodyNeedsIsTold() {
        String open = "http: {listen: '192.0.2.1:9112', insecure: true}\n";

        assertThat(warnings(open + "split_brain: {token_file: /etc/holdfast/peer.token}"))
                .singleElement()
                .asString()
                .startsWith("split_brain.token_file has no effect");
        assertThat(warnings(open
                        + "split_brain: {peers: {lb02: {url: 'http://192.0.2.2:9112', ca_file: /etc/holdfast/ca.pem,"
                        + " token_file: /etc/holdfast/peer.token}}}"))
                .containsExactly(
                        "split_brain.peers.lb02.url is not https: what this node shows to be let in can be read on its"
                                + " way",
                        "split_brain.peers.lb02.ca_file has no effect: the url is not https");
    }
}
