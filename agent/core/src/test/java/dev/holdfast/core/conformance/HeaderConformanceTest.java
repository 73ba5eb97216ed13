package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.auth.HeaderKey;
import dev.holdfast.core.auth.HeaderSeal;
import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.RouterState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A node with {@code auth_type: AH}. Version 2, priority 100: a silence of 3.609375 s. */
class HeaderConformanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DOWN = 3_609_375_000L;

    private final HeaderSeal peerSeal = new HeaderSeal();

    HeaderConformanceTest() {
        peerSeal.configure(Optional.of(HeaderKey.of("s3cr3t")));
    }

    private static Router router() {
        return Router.v2().header("s3cr3t");
    }

    private ReceivedDatagram sealed(Peer peer) {
        ReceivedDatagram plain = peer.header().advert();
        peerSeal.count();
        return new ReceivedDatagram(
                plain.router(),
                plain.source(),
                plain.destination(),
                plain.hopLimit(),
                plain.message(),
                peerSeal.seal(plain.source(), plain.destination(), plain.hopLimit(), 1, plain.message()));
    }

    private static List<Octets> sequences(Node node) {
        return node.adverts().stream()
                .map(advert -> advert.packet().slice(28, 32))
                .toList();
    }

    @Test
    void aMasterSendsProtocol51AndCounts() {
        Node node = Node.mastering(router(), DOWN);

        node.runTo(DOWN + 2 * SECOND);

        Action.SendAdvertisement first = node.adverts().get(0);
        assertThat(first.packet().u8(9)).isEqualTo(51);
        // Message of type 2 behind a header of 24 octets.
        assertThat(first.packet().slice(44, 52)).isEqualTo(Octets.hex("21336401 0201b665"));
        assertThat(sequences(node)).containsExactly(Octets.hex("00000002"), Octets.hex("00000003"));
    }

    @Test
    void copiesToSeveralPeersHaveOneNumber() {
        Node node = Node.started(router().unicast("192.0.2.13", "192.0.2.14"));
        node.runTo(DOWN);

        assertThat(sequences(node)).containsExactly(Octets.hex("00000001"), Octets.hex("00000001"));
    }

    @Test
    void whoTakesOverGoesOnWithTheMastersNumbers() {
        Node node = Node.started(router());
        node.hearAt(SECOND, sealed(Peer.v2(200)));
        node.hearAt(2 * SECOND, sealed(Peer.v2(200)));

        node.runTo(2 * SECOND + DOWN - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        node.runTo(2 * SECOND + DOWN);

        assertThat(sequences(node)).containsExactly(Octets.hex("00000003"));
    }

    @Test
    void aForgerWithoutAHeaderDeposesNobody() {
        Node node = Node.mastering(router(), DOWN);

        node.hearAt(DOWN + 1, Peer.v2(255));
        node.hearAt(DOWN + 2, Peer.v2(255).header());

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.discarded(DiscardReason.AUTH_TYPE)).isEqualTo(2);
        assertThat(node.events(AgentEvent.AdvertDiscarded.class))
                .extracting(AgentEvent.AdvertDiscarded::detail)
                .first()
                .isEqualTo("not in an authentication header; our auth_type is AH");
    }

    @Test
    void anotherPasswordDeposesNobody() {
        Node node = Node.mastering(router(), DOWN);
        peerSeal.configure(Optional.of(HeaderKey.of("other")));

        sealed(Peer.v2(255));
        node.hearAt(DOWN + 1, sealed(Peer.v2(255)));

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.discarded(DiscardReason.AUTH_FAILURE)).isEqualTo(1);
    }

    @Test
    void aReplayDoesNotProlongASilence() {
        Node node = Node.started(router());
        ReceivedDatagram recorded = sealed(Peer.v2(200));

        node.hearAt(SECOND, recorded);
        node.hearAt(3 * SECOND, recorded);
        node.runTo(SECOND + DOWN);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.discarded(DiscardReason.AUTH_REPLAY)).isEqualTo(1);
    }

    @Test
    void anotherPasswordIsChangedInPlaceAndTheHeaderIsNot() {
        Node node = Node.mastering(router(), DOWN);

        node.configAt(DOWN + 1, Router.v2().header("changed"));
        assertThat(node.events(AgentEvent.StateChanged.class)).isEmpty();
        node.configAt(DOWN + 2, Router.v2().password("changed"));

        assertThat(node.events(AgentEvent.StateChanged.class)).isNotEmpty();
        assertThat(node.state()).isNotEqualTo(RouterState.MASTER);
    }

    @Test
    void theSnapshotSaysAhAndNothingOfThePassword() {
        assertThat(Node.started(router()).snapshot().settings())
                .isEqualTo(Node.started(Router.v2().header("other")).snapshot().settings());
        assertThat(Node.started(router()).snapshot().settings().authentication())
                .isEqualTo("ah");
    }
}
