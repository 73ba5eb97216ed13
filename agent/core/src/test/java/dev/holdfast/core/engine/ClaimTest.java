package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.ClaimPolicy.StillHeld;
import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.ClaimKind;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.spi.SplitVerdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A router of 192.0.2.100, priority 100, 1 s, and what others say of the address. */
class ClaimTest {
    private static final IpAddress VIP = OneNode.VIP.address();
    private static final IpAddress PEER = IpAddress.parse("192.0.2.251");
    private static final IpAddress OWN = IpAddress.parse("192.0.2.12");
    private static final IpAddress NOBODY = new IpAddress(IpFamily.IPV4, 0, 0);
    private static final MacAddress OTHER = MacAddress.parse("02:00:00:00:00:0b");

    /** VRRPv2, VRID 51 and 52, priority 90, from {@link #PEER}. */
    private static final String LOWER = "21335a010001c265c00002640000000000000000";

    private static final String OTHER_VRID = "21345a010001c264c00002640000000000000000";

    /** Priority 150, password "abc". */
    private static final String OTHER_PASSWORD = "213396010101c102c00002646162630000000000";

    private OneNode node = node(ClaimPolicy.DEFAULT);

    private static OneNode node(ClaimPolicy policy) {
        OneNode made =
                new OneNode(new EngineConfig("lb01", List.of(OneNode.router().build()))
                        .with(SplitBrainConfig.DEFAULT.with(policy)));
        made.bringUp(0);
        return made;
    }

    private static AddressClaim claim(ClaimKind kind) {
        return new AddressClaim(kind, VIP, OTHER);
    }

    /** Becomes master by silence; {@link OneNode#DOWN} is when. */
    private void beMaster(long until) {
        node.runTo(until);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        node.done.clear();
        node.neighbours.clear();
    }

    /** A master whose address somebody else claims for the first time; when. */
    private long beClaimed() {
        long begin = DOWN + 20 * SECOND;
        beMaster(begin);
        hear(begin, claim(ClaimKind.ARP_REPLY));
        return begin;
    }

    private void hear(long now, AddressClaim claim) {
        node.runBefore(now);
        node.engine.onWake(now);
        node.engine.onClaim(now, ETH0, claim);
        node.finish(now);
    }

    private void hear(long now, ReceivedDatagram datagram) {
        node.runBefore(now);
        node.engine.onWake(now);
        node.engine.onDatagram(now, datagram);
        node.finish(now);
    }

    private SplitBrain split() {
        return node.snapshot().splitBrain();
    }

    private SplitIncident incident() {
        return split().incident().orElseThrow();
    }

    private List<SplitNotice> notices() {
        return node.done.stream()
                .filter(Action.Publish.class::isInstance)
                .map(action -> ((Action.Publish) action).event())
                .filter(SplitNoted.class::isInstance)
                .map(event -> ((SplitNoted) event).notice())
                .toList();
    }

    private long announcements() {
        return node.done.stream().filter(Action.Announce.class::isInstance).count();
    }

    private static Action asked(IpAddress address, IpAddress source) {
        return new Action.AskNeighbour(ETH0, address, source);
    }

    @Test
    void itsAddressesAreWatchedFromTheStart() {
        assertThat(node.neighbours).containsExactly(new Action.WatchNeighbours(ETH0, Set.of(VIP)));
    }

    @Test
    void anInterfaceThatComesBackIsWatchedAnew() {
        node.engine.onWake(SECOND);
        node.engine.onLinkGone(SECOND, ETH0);
        node.finish(SECOND);
        node.engine.onWake(2 * SECOND);
        node.engine.onLink(2 * SECOND, new Link(ETH0, true, 1500));
        node.finish(2 * SECOND);

        assertThat(node.neighbours.subList(1, 3))
                .containsExactly(
                        new Action.WatchNeighbours(ETH0, Set.of()), new Action.WatchNeighbours(ETH0, Set.of(VIP)));
    }

    @Test
    @Tag("C-094+")
    void aBackupInDoubtAsksOnceAndTakesOverInTime() {
        node.neighbours.clear();
        node.runTo(DOWN - SECOND - 1);
        assertThat(node.neighbours).isEmpty();
        node.runTo(DOWN - SECOND);
        assertThat(node.neighbours).containsExactly(asked(VIP, NOBODY));

        hear(DOWN, claim(ClaimKind.ARP_REPLY));

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(notices()).containsExactly(SplitNotice.VIP_STILL_HELD);
    }

    @Test
    @Tag("C-094-")
    void aBackupThatHearsItsMasterAsksOnceAndMindsNoClaim() {
        node.neighbours.clear();
        for (int second = 1; second < 20; second++) {
            hear(second * SECOND, OneNode.advert("2133960100018665c00002640000000000000000"));
            hear(second * SECOND + 1, claim(ClaimKind.ARP_REPLY));
        }

        assertThat(node.neighbours).containsExactly(asked(VIP, NOBODY));
        assertThat(notices()).isEmpty();
        assertThat(split().incident()).isEmpty();
    }

    @Test
    @Tag("C-094+")
    void whoHoldsWaitsWhileSomebodyAnswers() {
        node = node(new ClaimPolicy(4 * SECOND, StillHeld.HOLD));
        node.runTo(DOWN - SECOND);

        hear(DOWN, claim(ClaimKind.ARP_REPLY));
        hear(DOWN + SECOND, claim(ClaimKind.ARP_REPLY));
        node.runTo(DOWN + 2 * SECOND - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        node.runTo(DOWN + 2 * SECOND);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(notices()).containsExactly(SplitNotice.VIP_STILL_HELD);
    }

    @Test
    void aMasterAsksEveryFourSecondsAndEverySecondWhileItsAddressIsClaimed() {
        beMaster(DOWN + 20 * SECOND);
        node.runTo(DOWN + 40 * SECOND);
        assertThat(node.neighbours).hasSize(5).containsOnly(asked(VIP, NOBODY));

        node.neighbours.clear();
        hear(DOWN + 40 * SECOND + 1, claim(ClaimKind.ARP_REPLY));
        node.runTo(DOWN + 44 * SECOND);
        assertThat(node.neighbours.stream().filter(asked(VIP, NOBODY)::equals)).hasSizeBetween(4, 5);
    }

    @Test
    void whoSaysOffAsksNever() {
        node = node(new ClaimPolicy(0, StillHeld.TAKE));
        node.neighbours.clear();

        beMaster(DOWN + 20 * SECOND);
        assertThat(node.neighbours).isEmpty();
    }

    @Test
    @Tag("C-093+")
    void aMasterDefendsItsAddressOnceInTenSecondsForEver() {
        beMaster(DOWN + 20 * SECOND);
        long begin = DOWN + 20 * SECOND;
        for (int i = 0; i < 40; i++) {
            hear(begin + i * SECOND / 2, claim(ClaimKind.ARP_ANNOUNCE));
        }

        // Two rounds each: at once and a second later.
        assertThat(announcements()).isEqualTo(4);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(split().claims().conflicts()).isEqualTo(Map.of(VIP, Map.of(ClaimKind.ARP_ANNOUNCE, 40L)));
        assertThat(notices()).containsExactly(SplitNotice.VIP_CLAIMED);
    }

    @Test
    @Tag("C-093-")
    void aProbeIsCountedAndNothingElse() {
        beMaster(DOWN + 100 * SECOND);

        hear(DOWN + 101 * SECOND, claim(ClaimKind.PROBE));
        node.runTo(DOWN + 103 * SECOND);

        assertThat(announcements()).isZero();
        assertThat(split().incident()).isEmpty();
        assertThat(split().claims().conflicts()).isEqualTo(Map.of(VIP, Map.of(ClaimKind.PROBE, 1L)));
    }

    /** Found by simulation: whoever takes over says so by an advert and by ARP, which is no more than one of them. */
    @Test
    void anAdvertAndTheAnnouncementThatComesWithItAreOneWord() {
        long begin = DOWN + 20 * SECOND;
        beMaster(begin);

        hear(begin + 1, OneNode.advert(LOWER));
        hear(begin + 2, claim(ClaimKind.ARP_ANNOUNCE));

        assertThat(split().incident()).isEmpty();
        hear(begin + SECOND, claim(ClaimKind.ARP_REPLY));
        assertThat(incident().verdict()).isEqualTo(SplitVerdict.CONFIRMED);
    }

    /** Found by simulation: an administrator had deleted the address, and the kernel refused to take it back. */
    @Test
    void whatTheKernelDoesNotHaveIsNotDefended() {
        long begin = DOWN + 20 * SECOND;
        beMaster(begin);
        node.installing = Outcome.failed("add", "192.0.2.100/24", "ENOBUFS");

        node.engine.onWake(begin + 1);
        node.engine.onAddress(begin + 1, ETH0, OneNode.VIP.prefix(), true);
        node.engine.onAddressGone(begin + 1, ETH0, OneNode.VIP.prefix());
        node.engine.onClaim(begin + 1, ETH0, claim(ClaimKind.ARP_REPLY));
        node.finish(begin + 1);

        assertThat(announcements()).isZero();
    }

    @Test
    void aStrangerIsNamedByItsHardwareAddressAndForgottenWhenItIsSilent() {
        long begin = DOWN + 10 * SECOND;
        beMaster(begin);
        hear(begin, claim(ClaimKind.ARP_REPLY));
        hear(begin + SECOND, claim(ClaimKind.ARP_REPLY));

        assertThat(incident().verdict()).isEqualTo(SplitVerdict.CONFIRMED);
        assertThat(incident().cause()).isEqualTo(SplitCause.UNKNOWN);
        assertThat(incident().peers()).isEmpty();
        assertThat(incident().evidence().get(0).text())
                .isEqualTo("02:00:00:00:00:0b claims 192.0.2.100 (arp_reply), and is no VRRP peer that was ever heard");
        node.runTo(begin + 5 * SECOND);
        assertThat(split().incident()).isEmpty();
        assertThat(notices()).containsExactly(SplitNotice.VIP_CLAIMED, SplitNotice.VIP_UNCLAIMED);
    }

    @Test
    void aKnownPeerIsFoundByItsHardwareAddressAndItsAdvertsAreBlocked() {
        hear(SECOND, OneNode.advert(LOWER));
        long begin = beClaimed();
        assertThat(node.neighbours)
                .contains(
                        new Action.WatchNeighbours(ETH0, Set.of(VIP, PEER, OWN)), asked(PEER, OWN), asked(VIP, NOBODY));

        hear(begin + SECOND, claim(ClaimKind.ARP_REPLY));
        hear(begin + SECOND + 1, new AddressClaim(ClaimKind.ARP_REPLY, PEER, OTHER));

        node.runTo(begin + 2 * SECOND);
        assertThat(incident().cause()).isEqualTo(SplitCause.BLOCKED);
        assertThat(incident().peers()).containsExactly(PEER);
        assertThat(split().mastersSeen()).isEqualTo(2);
    }

    /** Its kernel drops our adverts, which seem to come from itself, as ours drops its. */
    @Test
    void aMachineMadeFromThisOneIsFoundByItsAddress() {
        long begin = beClaimed();
        assertThat(node.neighbours).contains(asked(OWN, NOBODY)).doesNotContain(asked(OWN, OWN));

        hear(begin + SECOND, claim(ClaimKind.ARP_REPLY));
        hear(begin + SECOND + 1, new AddressClaim(ClaimKind.ARP_REPLY, OWN, OTHER));

        node.runTo(begin + 2 * SECOND);
        assertThat(incident().cause()).isEqualTo(SplitCause.EQUAL_PRIORITY);
        assertThat(incident().evidence())
                .anySatisfy(found -> assertThat(found.text()).contains("has this node's own address too"));
    }

    @Test
    void whoAsksWhetherAnAddressIsFreeIsNotTheOneThatHasIt() {
        hear(SECOND, OneNode.advert(LOWER));
        long begin = beClaimed();

        hear(begin + SECOND, claim(ClaimKind.ARP_REPLY));
        hear(begin + SECOND + 1, new AddressClaim(ClaimKind.PROBE, PEER, OTHER));
        hear(begin + SECOND + 2, new AddressClaim(ClaimKind.PROBE, OWN, OTHER));

        node.runTo(begin + 2 * SECOND);
        assertThat(incident().cause()).isEqualTo(SplitCause.UNKNOWN);
        assertThat(incident().peers()).isEmpty();
    }

    /** A keepalived that refuses our adverts sends one when it takes over, and then none. */
    @Test
    void oneRefusedAdvertAndOneClaimAreEnough() {
        long begin = DOWN + 20 * SECOND;
        beMaster(begin);

        hear(begin, claim(ClaimKind.ARP_ANNOUNCE));
        hear(begin + 1, OneNode.advert(OTHER_PASSWORD));

        assertThat(incident().verdict()).isEqualTo(SplitVerdict.CONFIRMED);
        assertThat(incident().cause()).isEqualTo(SplitCause.AUTH_MISMATCH);
        for (int second = 1; second < 20; second++) {
            hear(begin + second * SECOND, claim(ClaimKind.ARP_REPLY));
        }
        assertThat(incident().cause()).isEqualTo(SplitCause.AUTH_MISMATCH);
    }

    @Test
    void ourAddressUnderAnotherVirtualRouterIdIsNamed() {
        long begin = DOWN + 20 * SECOND;
        beMaster(begin);
        for (int second = 0; second < 5; second++) {
            hear(begin + second * SECOND, OneNode.advert(OTHER_VRID));
        }

        assertThat(incident().verdict()).isEqualTo(SplitVerdict.CONFIRMED);
        assertThat(incident().cause()).isEqualTo(SplitCause.VRID_MISMATCH);
        assertThat(split().claims().underOtherVrid()).isEqualTo(5);
    }

    @Test
    void anotherVirtualRouterWithAddressesOfItsOwnIsNobodysBusiness() {
        long begin = DOWN + 20 * SECOND;
        beMaster(begin);
        // The same with 192.0.2.200.
        for (int second = 0; second < 5; second++) {
            hear(begin + second * SECOND, OneNode.advert("21345a010001c200c00002c80000000000000000"));
        }

        assertThat(split().incident()).isEmpty();
        assertThat(split().claims().underOtherVrid()).isZero();
    }

    @Test
    void aVirtualMacAddressTellsTheVirtualRouterId() {
        long begin = DOWN + 20 * SECOND;
        beMaster(begin);
        MacAddress mac = MacAddress.parse("00:00:5e:00:01:34");
        hear(begin, new AddressClaim(ClaimKind.ARP_REPLY, VIP, mac));
        hear(begin + SECOND, new AddressClaim(ClaimKind.ARP_REPLY, VIP, mac));

        assertThat(incident().cause()).isEqualTo(SplitCause.VRID_MISMATCH);
    }

    /** Found by simulation: each answer gave a turn, and each turn a question. */
    @Test
    void anAnswerIsNoOccasionToAskAtOnceAgainHoweverRareTheAdvertsAre() {
        node = new OneNode(new EngineConfig(
                "lb01",
                List.of(OneNode.router().advertIntervalNanos(10 * SECOND).build())));
        node.bringUp(0);
        beMaster(41 * SECOND);

        for (int i = 1; i <= 20; i++) {
            hear(41 * SECOND + i * SECOND / 10, claim(ClaimKind.ARP_REPLY));
        }

        assertThat(node.neighbours.stream().filter(asked(VIP, NOBODY)::equals)).hasSize(4);
    }
}
