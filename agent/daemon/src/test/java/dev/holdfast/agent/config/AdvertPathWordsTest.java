package dev.holdfast.agent.config;

import static dev.holdfast.agent.config.WordNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Action.SendAdvertisement;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the words for the way of adverts do: where they come from and go to, and from whom they are heard. */
class AdvertPathWordsTest {
    private static final String UNICAST = "unicast_peer: [192.0.2.251, 192.0.2.252]";

    @Test
    @Tag("word:vrrp_instance.unicast_peer")
    @Tag("word:vrrp_instance.unicast_src_ip")
    void everyPeerGetsTheAdvertFromThatSource() {
        WordNode node = WordNode.master(UNICAST + ", unicast_src_ip: 192.0.2.13");

        assertThat(node.adverts())
                .extracting(advert -> advert.destination().toString())
                .startsWith("192.0.2.251", "192.0.2.252")
                .doesNotContain("224.0.0.18");
        assertThat(node.adverts())
                .extracting(SendAdvertisement::source)
                .allSatisfy(source -> assertThat(source).hasToString("192.0.2.13"));
    }

    @Test
    @Tag("word:vrrp_instance.unicast_ttl")
    void unicastAdvertsHaveThisTtl() {
        String header = WordNode.master(UNICAST + ", unicast_ttl: 3")
                .adverts()
                .get(0)
                .packet()
                .toString();

        assertThat(header.substring(16, 18)).isEqualTo("03");
    }

    @Test
    @Tag("word:vrrp_instance.check_unicast_src")
    void strangersAreNotHeard() {
        WordNode strict = WordNode.with(UNICAST + ", check_unicast_src: true");
        strict.hear(SECOND, WordNode.advert(200), "192.0.2.99", 255);
        WordNode lax = WordNode.with(UNICAST);
        lax.hear(SECOND, WordNode.advert(200), "192.0.2.99", 255);

        assertThat(strict.discarded(DiscardReason.UNKNOWN_PEER)).isOne();
        assertThat(lax.discarded(DiscardReason.UNKNOWN_PEER)).isZero();
        assertThat(lax.router().counters().advertsReceived()).isOne();
    }

    @Test
    @Tag("word:unicast_peer.min_ttl")
    @Tag("word:unicast_peer.max_ttl")
    void aPeerIsHeardFromItsOwnDistance() {
        WordNode node = WordNode.with("unicast_peer: [{address: 192.0.2.251, min_ttl: 250, max_ttl: 252}]");

        node.hear(SECOND, WordNode.advert(200), "192.0.2.251", 249);
        node.hear(SECOND + 1, WordNode.advert(200), "192.0.2.251", 253);
        assertThat(node.discarded(DiscardReason.TTL)).isEqualTo(2);
        node.hear(SECOND + 2, WordNode.advert(200), "192.0.2.251", 251);
        assertThat(node.discarded(DiscardReason.TTL)).isEqualTo(2);
    }

    @Test
    @Tag("word:vrrp_instance.unicast_fault_no_peer")
    void withoutPeersItWaitsInFault() {
        WordNode node = WordNode.master("unicast_fault_no_peer: true");

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        assertThat(node.adverts()).isEmpty();
    }

    @Test
    @Tag("word:vrrp_instance.mcast_src_ip")
    void multicastAdvertsHaveThisSource() {
        assertThat(WordNode.master("mcast_src_ip: 192.0.2.13").adverts().get(0).source())
                .hasToString("192.0.2.13");
    }

    @Test
    @Tag("word:vrrp_instance.track_src_ip")
    void aSourceThatIsNowhereIsAFaultUntilItComes() {
        WordNode node = WordNode.master("mcast_src_ip: 192.0.2.13, track_src_ip: true");
        assertThat(node.router().faults()).containsExactly(FaultCause.NO_SOURCE_ADDRESS);

        node.addressAt(31 * SECOND, "eth0", "192.0.2.13/24");

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    @Tag("word:vrrp_instance.authentication")
    @Tag("word:authentication.auth_type")
    @Tag("word:authentication.auth_pass")
    void thePasswordIsSaidAndAskedFor() {
        String ours = "authentication: {auth_type: PASS, auth_pass: s3cr3t}";
        String message = WordNode.master(ours).messages().get(0).toString();
        assertThat(message).endsWith("7333637233740000");
        assertThat(WordNode.master(ours).octet(4)).isOne();

        WordNode node = WordNode.with(ours).hearPeer(SECOND, "authentication: {auth_type: PASS, auth_pass: other}");
        assertThat(node.discarded(DiscardReason.AUTH_FAILURE)).isOne();
        node.hearPeer(2 * SECOND, "lease: off");
        assertThat(node.router().counters().advertsReceived()).isZero();
        node.hearPeer(3 * SECOND, ours);
        assertThat(node.router().counters().advertsReceived()).isOne();
    }
}
