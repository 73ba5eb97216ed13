package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.arbitrate.WitnessConfig;
import dev.holdfast.core.engine.ClaimPolicy.StillHeld;
import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.ClaimKind;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.RouterConfigBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A router of 192.0.2.100, priority 100, 1 s, that hears a master of priority 150: does anybody serve the address? */
class GhostTest {
    private static final IpAddress VIP = OneNode.VIP.address();
    private static final IpAddress MASTER = IpAddress.parse("192.0.2.251");
    private static final IpAddress OWN = IpAddress.parse("192.0.2.12");
    private static final IpAddress NOBODY = new IpAddress(IpFamily.IPV4, 0, 0);
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:0b");

    /** VRRPv2, VRID 51, 192.0.2.100, priority 150. */
    private static final String STRONGER = "2133960100018665c00002640000000000000000";

    private OneNode node = node(OneNode.router());

    private static OneNode node(RouterConfigBuilder router) {
        return node(router.build(), ClaimPolicy.DEFAULT);
    }

    private static OneNode node(RouterConfig router, ClaimPolicy policy) {
        OneNode made =
                new OneNode(new EngineConfig("lb01", List.of(router)).with(SplitBrainConfig.DEFAULT.with(policy)));
        made.bringUpWith(0);
        made.done.clear();
        made.neighbours.clear();
        return made;
    }

    private void advert(long now) {
        hear(now, OneNode.advert(STRONGER));
    }

    private void hear(long now, ReceivedDatagram datagram) {
        node.runBefore(now);
        node.engine.onWake(now);
        node.engine.onDatagram(now, datagram);
        node.finish(now);
    }

    /** In each second an advert, from one to another. */
    private void adverts(int from, int to) {
        for (int second = from; second <= to; second++) {
            advert(second * SECOND);
        }
    }

    private void claim(int milli, ClaimKind kind, IpAddress address) {
        long now = milli * SECOND / 1000;
        node.runBefore(now);
        node.engine.onWake(now);
        node.engine.onClaim(now, ETH0, new AddressClaim(kind, address, MAC));
        node.finish(now);
    }

    private SplitBrain split() {
        return node.snapshot().splitBrain();
    }

    private static Action asked(IpAddress address, IpAddress source) {
        return new Action.AskNeighbour(ETH0, address, source);
    }

    @Test
    void aMasterThatAnswersIsAskedOnce() {
        adverts(1, 1);
        claim(1001, ClaimKind.ARP_REPLY, VIP);
        adverts(2, 20);

        assertThat(node.neighbours).containsExactly(asked(VIP, NOBODY));
        assertThat(split().incident()).isEmpty();
    }

    @Test
    void aMasterThatTakesOverAndAnnouncesItselfIsNotAsked() {
        node.runTo(DOWN);
        adverts(10, 10);
        node.neighbours.clear();
        claim(10_001, ClaimKind.ARP_ANNOUNCE, VIP);
        adverts(11, 20);

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.neighbours).isEmpty();
        assertThat(split().incident()).isEmpty();
    }

    @Test
    void whoWasAskedThreeTimesInVainAndGoesOnIsSuspected() {
        adverts(1, 3);
        assertThat(split().incident()).isEmpty();

        adverts(4, 4);

        assertThat(split().verdict()).isEqualTo(SplitVerdict.SUSPECTED);
        assertThat(split().incident().orElseThrow().cause()).isEqualTo(SplitCause.UNKNOWN);
        assertThat(split().incident().orElseThrow().peers()).containsExactly(MASTER);
        assertThat(split().incident().orElseThrow().evidence().get(0))
                .isEqualTo(new SplitEvidence(
                        "nobody_answers",
                        Optional.of(MASTER),
                        3,
                        SECOND,
                        4 * SECOND,
                        "advertises, and nobody answers for the virtual addresses; nobody answers for the sender's address"
                                + " either"));
    }

    @Test
    void theSenderIsAskedForAndNamedByItsHardwareAddress() {
        adverts(1, 2);
        assertThat(node.neighbours)
                .containsExactly(
                        asked(VIP, NOBODY),
                        asked(MASTER, OWN),
                        asked(VIP, NOBODY),
                        new Action.WatchNeighbours(ETH0, Set.of(VIP, MASTER)));
        claim(2001, ClaimKind.ARP_REPLY, MASTER);
        adverts(3, 4);

        assertThat(split().incident().orElseThrow().evidence().get(0).text())
                .endsWith("; the sender's hardware address is 02:00:00:00:00:0b");
    }

    @Test
    void aMasterThatWasPushedAsideByAGhostSaysSo() {
        node.runTo(DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        node.neighbours.clear();

        adverts(10, 13);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(split().incident()).isEmpty();
        adverts(14, 14);

        assertThat(split().verdict()).isEqualTo(SplitVerdict.SUSPECTED);
        node.runTo(14 * SECOND + DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(split().incident()).isEmpty();
    }

    @Test
    void itIsOverWhenSomebodyAnswers() {
        adverts(1, 4);
        assertThat(split().incident()).isPresent();

        claim(4001, ClaimKind.ARP_REPLY, VIP);
        adverts(5, 20);

        assertThat(split().incident()).isEmpty();
    }

    @Test
    void aProbeIsNoAnswer() {
        adverts(1, 3);
        claim(3001, ClaimKind.PROBE, VIP);
        adverts(4, 4);

        assertThat(split().incident()).isPresent();
    }

    @Test
    void howOftenIsAskedIsNotForTheSenderToChoose() {
        for (int i = 1; i <= 200; i++) {
            advert(i * SECOND / 100);
        }

        assertThat(node.neighbours.stream().filter(asked(VIP, NOBODY)::equals)).hasSize(4);
    }

    @Test
    void nothingIsSaidWhereNoAnswerWouldBeHeard() {
        InterfaceName cable = new InterfaceName("eth1");
        List<OneNode> nodes = List.of(
                node(OneNode.router().heartbeats(List.of(cable))),
                node(OneNode.router().addresses(List.of(OneNode.VIP.on(cable).untracked()))),
                node(OneNode.router().build(), new ClaimPolicy(0, StillHeld.TAKE)));
        for (OneNode each : nodes) {
            node = each;
            adverts(1, 10);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.neighbours).noneMatch(Action.AskNeighbour.class::isInstance);
            assertThat(split().incident()).isEmpty();
        }
    }

    /** Found by simulation: three adverts in twenty seconds, and each answer lost. */
    @Test
    void whatWasAskedBeforeASilenceDoesNotCount() {
        WitnessConfig lost = new WitnessConfig(10, 3, false);
        SplitBrainConfig measures =
                SplitBrainConfig.DEFAULT.with(new ArbitrationConfig(Optional.empty(), Optional.of(lost)));
        node = new OneNode(new EngineConfig("lb01", List.of(OneNode.router().build())).with(measures));
        node.bringUpWith(0);

        adverts(1, 3);
        adverts(10, 12);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(split().incident()).isEmpty();
        adverts(13, 13);

        assertThat(split().incident()).isPresent();
    }

    @Test
    void nothingIsSaidWhereNobodyCanBeAsked() {
        node.asking = Outcome.failed("ask for", "192.0.2.100 on eth0", "EOPNOTSUPP");

        adverts(1, 10);

        assertThat(node.neighbours).containsExactly(asked(VIP, NOBODY));
        assertThat(split().incident()).isEmpty();
    }

    /** Routers may lie between the nodes, or a cloud that answers for whom it likes. */
    @Test
    void nothingIsSaidInUnicastMode() {
        node = node(OneNode.router().path(AdvertPath.unicast(Optional.of(OWN), List.of(MASTER))));
        for (int second = 1; second <= 10; second++) {
            hear(second * SECOND, new ReceivedDatagram(OneNode.KEY, MASTER, OWN, 255, Octets.hex(STRONGER)));
        }

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.neighbours).noneMatch(Action.AskNeighbour.class::isInstance);
        assertThat(split().incident()).isEmpty();
    }
}
