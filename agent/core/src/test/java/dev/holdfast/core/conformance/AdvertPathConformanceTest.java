package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.UnicastPeer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** keepalived's words for the way of adverts: how far peers are, who may speak, and a source that is gone. */
class AdvertPathConformanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DOWN = 3_609_375_000L;
    private static final IpAddress NEAR = IpAddress.parse("192.0.2.251");
    private static final IpAddress FAR = IpAddress.parse("203.0.113.7");
    private static final List<UnicastPeer> PEERS =
            List.of(new UnicastPeer(NEAR, 255, 255), new UnicastPeer(FAR, 250, 254));

    private static AdvertPath unicast(boolean peersOnly, int hopLimit) {
        return new AdvertPath(Optional.empty(), false, Optional.empty(), PEERS, hopLimit, peersOnly);
    }

    private static Peer from(IpAddress source, int hopLimit) {
        return Peer.v3(200).from(source.toString()).to("192.0.2.12").hopLimit(hopLimit);
    }

    @ParameterizedTest
    @Tag("C-021-")
    @CsvSource({
        "192.0.2.251, 255, true",
        "192.0.2.251, 254, false",
        "203.0.113.7, 255, false",
        "203.0.113.7, 254, true",
        "203.0.113.7, 250, true",
        "203.0.113.7, 249, false",
        "198.51.100.9, 1, true"
    })
    void everyPeerHasItsOwnDistance(String source, int hopLimit, boolean heard) {
        Node node = Node.started(Router.v3().path(unicast(false, 255)));

        node.hearAt(SECOND, from(IpAddress.parse(source), hopLimit));

        assertThat(node.snapshot().master().isPresent()).isEqualTo(heard);
        assertThat(node.discarded(DiscardReason.TTL)).isEqualTo(heard ? 0 : 1);
    }

    @Test
    @Tag("C-039+")
    void aStrangerIsRefusedWhenOnlyPeersMaySpeak() {
        Node node = Node.started(Router.v3().path(unicast(true, 255)));

        node.hearAt(SECOND, from(IpAddress.parse("198.51.100.9"), 255));
        assertThat(node.snapshot().master()).isEmpty();
        assertThat(node.discarded(DiscardReason.UNKNOWN_PEER)).isEqualTo(1);

        node.hearAt(SECOND, from(NEAR, 255));
        assertThat(node.snapshot().master()).isPresent();
    }

    @Test
    void unicastAdvertsCarryTheConfiguredTtl() {
        Node node = Node.mastering(Router.v3().path(unicast(false, 64)), DOWN);

        node.runTo(DOWN + 2 * SECOND);

        assertThat(node.adverts())
                .extracting(advert -> advert.packet().u8(8))
                .hasSizeGreaterThanOrEqualTo(2)
                .containsOnly(64);
    }

    @Test
    void withoutAPeerThereIsOnlyFault() {
        AdvertPath nobody = new AdvertPath(Optional.empty(), false, Optional.empty(), List.of(), 255, false);
        Node node = Node.started(Router.v3().path(nobody));

        node.runTo(10 * DOWN);

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        assertThat(node.snapshot().faults()).containsExactly(FaultCause.TRANSPORT_FAILED);
        assertThat(node.orders()).doesNotContain("OpenTransport");

        node.configAt(11 * DOWN, Router.v3().path(unicast(false, 255)));
        node.runTo(13 * DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void aTrackedSourceThatGoesIsAFaultUntilItIsBack() {
        Node node = Node.started(Router.v3().path(source(true)), "192.0.2.12/24", "192.0.2.13/24");
        node.runTo(DOWN);

        node.addressGoneAt(DOWN + SECOND, "192.0.2.13/24");
        // It might come back at once, with all the others.
        node.runTo(DOWN + SECOND + 200_000_000L);
        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        assertThat(node.snapshot().faults()).containsExactly(FaultCause.NO_SOURCE_ADDRESS);

        node.addressAt(DOWN + 2 * SECOND, "192.0.2.13/24");
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.snapshot().faults()).isEmpty();
    }

    @Test
    void anUntrackedSourceThatGoesIsNone() {
        Node node = Node.started(Router.v3().path(source(false)), "192.0.2.12/24", "192.0.2.13/24");
        node.runTo(DOWN);

        node.addressGoneAt(DOWN + SECOND, "192.0.2.13/24");

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    private static AdvertPath source(boolean tracked) {
        return new AdvertPath(
                Optional.of(IpAddress.parse("192.0.2.13")),
                tracked,
                Optional.of(AdvertPath.IPV4_GROUP),
                List.of(),
                255,
                false);
    }
}
