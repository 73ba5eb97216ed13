package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.auth.HmacKey;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.auth.HmacPolicy.Mode;
import dev.holdfast.core.auth.HmacSeal;
import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.RouterState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node with {@code auth_hmac}; its wall clock begins at 0. Priority 100 and 1 s: a silence of 3.609375 s. */
class SignedAdvertsConformanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DOWN = 3_609_375_000L;
    private static final int TRAILER = 28;
    private static final HmacKey ONE = new HmacKey(1, Octets.hex("a1".repeat(32)));
    private static final HmacKey TWO = new HmacKey(2, Octets.hex("b2".repeat(32)));
    private static final HmacPolicy ENFORCE = policy(Mode.ENFORCE, 1, ONE);

    private final HmacSeal peerSeal = new HmacSeal();

    SignedAdvertsConformanceTest() {
        peerSeal.configure(Optional.of(ENFORCE));
    }

    private static HmacPolicy policy(Mode mode, int active, HmacKey... keys) {
        return new HmacPolicy(List.of(keys), active, true, 5, mode);
    }

    /** The peer's advert, signed when its clock shows this. */
    private ReceivedDatagram signed(Peer peer, long epochMillis) {
        ReceivedDatagram plain = peer.advert();
        Octets trailer = peerSeal.sign(plain.message(), plain.source(), epochMillis);
        return new ReceivedDatagram(
                plain.router(),
                plain.source(),
                plain.destination(),
                plain.hopLimit(),
                Octets.hex(plain.message().toString() + trailer));
    }

    private static Octets trailer(Action.SendAdvertisement advert) {
        Octets message = Node.message(advert);
        return message.slice(message.length() - TRAILER, message.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aMasterSignsEveryAdvert(int version) {
        Node plain = Node.mastering(routerOf(version), DOWN);
        Node node = Node.mastering(routerOf(version).signing(ENFORCE), DOWN);

        plain.runTo(DOWN + SECOND);
        node.runTo(DOWN + SECOND);

        assertThat(node.adverts()).hasSize(1);
        assertThat(Node.message(node.adverts().get(0)).length())
                .isEqualTo(Node.message(plain.adverts().get(0)).length() + TRAILER);
        // Scheme 1, key 1; 4.609 s after the clock's beginning.
        assertThat(trailer(node.adverts().get(0)).slice(0, 8)).isEqualTo(Octets.hex("01010000 00000004"));
    }

    private static Router routerOf(int version) {
        return version == 2 ? Router.v2() : Router.v3();
    }

    @Test
    void copiesToSeveralPeersCarryTheSameSignature() {
        Node node = Node.started(Router.v3().signing(ENFORCE).unicast("192.0.2.13", "192.0.2.14"));
        node.runTo(DOWN);

        assertThat(node.adverts()).hasSize(2);
        assertThat(trailer(node.adverts().get(0)))
                .isEqualTo(trailer(node.adverts().get(1)));
    }

    @Test
    void theWallClockAsLastToldIsInTheSignature() {
        Node node = Node.mastering(Router.v3().signing(ENFORCE), DOWN);
        node.wallClockAt(DOWN + 1, 0x68000000L * 1000);

        node.runTo(DOWN + SECOND);

        assertThat(trailer(node.adverts().get(0)).slice(4, 8)).isEqualTo(Octets.hex("68000000"));
    }

    @Test
    void aSignedAdvertIsHeard() {
        Node node = Node.started(Router.v3().signing(ENFORCE));

        node.hearAt(SECOND, signed(Peer.v3(200), 1000));
        node.runTo(SECOND + DOWN - 1);

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void anUnsignedAdvertOfAForgerDeposesNobody() {
        Node node = Node.mastering(Router.v3().signing(ENFORCE), DOWN);

        node.hearAt(DOWN + 1, Peer.v3(255));

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.discarded(DiscardReason.AUTH_MISSING)).isEqualTo(1);
        assertThat(node.events(AgentEvent.AdvertDiscarded.class))
                .extracting(AgentEvent.AdvertDiscarded::detail)
                .containsExactly("not signed, and our mode is enforce");
    }

    @Test
    void aReplayDoesNotProlongASilence() {
        Node node = Node.started(Router.v3().signing(ENFORCE));
        ReceivedDatagram recorded = signed(Peer.v3(200), 1000);

        node.hearAt(SECOND, recorded);
        node.hearAt(3 * SECOND, recorded);
        node.runTo(SECOND + DOWN);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.discarded(DiscardReason.AUTH_REPLAY)).isEqualTo(1);
    }

    @Test
    void whereSignaturesAreNotUnderstoodTheReportSaysSo() {
        Node node = Node.started(Router.v3());

        node.hearAt(SECOND, signed(Peer.v3(200), 1000));

        assertThat(node.events(AgentEvent.AdvertDiscarded.class))
                .extracting(AgentEvent.AdvertDiscarded::detail)
                .singleElement()
                .asString()
                .endsWith("; is it signed, and auth_hmac missing here?");
    }

    @Test
    void whoDoesNotSignIsReportedDuringTheRollOut() {
        Node node = Node.started(Router.v3().signing(policy(Mode.PERMISSIVE, 1, ONE)));

        node.hearAt(SECOND, Peer.v3(200));

        assertThat(node.events(AgentEvent.PeerWarning.class))
                .extracting(AgentEvent.PeerWarning::oddity)
                .containsExactly(PeerOddity.NOT_SIGNED);
        node.runTo(SECOND + DOWN - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void anotherActiveKeyIsTakenOverByAMasterInPlace() {
        Node node = Node.mastering(Router.v3().signing(ENFORCE), DOWN);

        node.configAt(DOWN + 1, Router.v3().signing(policy(Mode.ENFORCE, 2, ONE, TWO)));
        node.runTo(DOWN + SECOND);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.events(AgentEvent.StateChanged.class)).isEmpty();
        assertThat(trailer(node.adverts().get(node.adverts().size() - 1)).slice(0, 2))
                .isEqualTo(Octets.hex("0102"));
    }

    @Test
    void theSnapshotSaysThatAdvertsAreSigned() {
        assertThat(Node.started(Router.v3().signing(ENFORCE))
                        .snapshot()
                        .settings()
                        .authentication())
                .isEqualTo("hmac");
    }
}
