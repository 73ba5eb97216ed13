package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Authentication;
import dev.holdfast.core.wire.ChecksumForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The main job of one node, turn by turn: VRRPv2, priority 100, 1 s, so silence of 3.609375 s makes a master. */
class EngineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DOWN = 3_609_375_000L;
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final RouterKey KEY = new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51));
    private static final VirtualAddress VIP = VirtualAddress.of("192.0.2.100/24", ETH0);

    private final Engine engine = new Engine(new EngineConfig("lb02", List.of(router(100))));
    private final List<Action> done = new ArrayList<>();
    private Outcome installing = Outcome.DONE;

    @Test
    void silenceMakesAMasterWhoseFirstAdvertFollowsTheConfirmedAddress() {
        bringUp(0);

        turn(DOWN - 1);
        assertThat(state()).isEqualTo(RouterState.BACKUP);
        assertThat(done).isEmpty();

        turn(DOWN);
        assertThat(state()).isEqualTo(RouterState.MASTER);
        assertThat(kinds()).containsExactly("InstallAddresses", "SendAdvertisement", "Announce", "Publish");
    }

    @Test
    void aRefusedAddressMakesAFaultAndNoAdvertAboveZero() {
        bringUp(0);
        installing = Outcome.failed("add address", VIP.toString(), "EPERM");

        turn(DOWN);

        assertThat(state()).isEqualTo(RouterState.FAULT);
        assertThat(kinds()).doesNotContain("SendAdvertisement");
        assertThat(engine.nextDeadlineNanos()).isEqualTo(DOWN + SECOND);
    }

    @Test
    void aMasterAdvertisesAndRenewsItsLeaseEverySecond() {
        bringUp(0);
        turn(DOWN);
        done.clear();

        turn(DOWN + SECOND);

        assertThat(kinds()).contains("SendAdvertisement", "InstallAddresses");
        assertThat(engine.nextDeadlineNanos()).isLessThanOrEqualTo(DOWN + 2 * SECOND);
    }

    @Test
    void aMasterYieldsToAHigherPriority() {
        bringUp(0);
        turn(DOWN);
        done.clear();

        engine.onWake(DOWN + 100);
        engine.onDatagram(DOWN + 100, advert("2133960100018665c00002640000000000000000"));
        finish(DOWN + 100);

        assertThat(state()).isEqualTo(RouterState.BACKUP);
        assertThat(kinds()).containsExactly("RemoveAddresses", "Publish");
    }

    @Test
    void stoppingResignsWhileTheSocketsAreOpen() {
        bringUp(0);
        turn(DOWN);
        done.clear();

        engine.onShutdown(DOWN + 5);
        finish(DOWN + 5);

        assertThat(kinds()).containsExactly("RemoveAddresses", "SendAdvertisement", "Publish", "CloseTransport");
        assertThat(((Action.SendAdvertisement) done.get(1)).priority()).isEqualTo(Priority.RESIGN);
        assertThat(engine.isFinished()).isTrue();
    }

    @Test
    void anAddressTakenAwayIsPutBackAndAnnouncedWithoutATransition() {
        bringUp(0);
        turn(DOWN);
        engine.onAddress(DOWN + 1, ETH0, VIP.prefix(), true);
        done.clear();

        engine.onWake(DOWN + 10);
        engine.onAddressGone(DOWN + 10, ETH0, VIP.prefix());
        finish(DOWN + 10);

        assertThat(state()).isEqualTo(RouterState.MASTER);
        assertThat(kinds()).containsExactly("InstallAddresses", "Announce", "Publish");
        assertThat(engine.snapshot(DOWN + 10).routers().get(0).counters().addressesRestored())
                .isEqualTo(1);
    }

    @Test
    @Tag("C-119-")
    void aMasterThatIsALittleLateGoesOn() {
        bringUp(0);
        turn(DOWN);
        done.clear();

        turn(DOWN + SECOND + SECOND / 4);

        assertThat(state()).isEqualTo(RouterState.MASTER);
        assertThat(kinds()).contains("SendAdvertisement").doesNotContain("RemoveAddresses");
    }

    @Test
    @Tag("C-119+")
    void aMasterThatWasStalledListensBeforeItSpeaks() {
        bringUp(0);
        turn(DOWN);
        done.clear();

        turn(DOWN + 8 * SECOND);

        assertThat(state()).isEqualTo(RouterState.BACKUP);
        assertThat(kinds()).doesNotContain("SendAdvertisement").contains("RemoveAddresses");
    }

    private void bringUp(long now) {
        engine.onWake(now);
        engine.onLinkResync(now);
        engine.onLink(now, new Link(ETH0, true, 1500));
        engine.onAddress(now, ETH0, IpPrefix.parse("192.0.2.12/24"), false);
        engine.onLinksSynchronised(now);
        finish(now);
        assertThat(kinds()).containsExactly("OpenTransport", "Publish");
        done.clear();
    }

    private void turn(long now) {
        engine.onWake(now);
        finish(now);
    }

    private void finish(long now) {
        engine.onTime(now);
        List<Action> actions = engine.takeActions();
        while (!actions.isEmpty()) {
            for (Action action : actions) {
                done.add(action);
                engine.onOutcome(now, action, action instanceof Action.InstallAddresses ? installing : Outcome.DONE);
            }
            actions = engine.takeActions();
        }
        engine.nextDeadlineNanos();
    }

    private List<String> kinds() {
        return done.stream().map(action -> action.getClass().getSimpleName()).toList();
    }

    private RouterState state() {
        return engine.snapshot(0).routers().get(0).state();
    }

    private static ReceivedDatagram advert(String hex) {
        return new ReceivedDatagram(KEY, IpAddress.parse("192.0.2.251"), AdvertPath.IPV4_GROUP, 255, Octets.hex(hex));
    }

    private static RouterConfig router(int priority) {
        return new RouterConfig(
                "VI_1",
                KEY,
                2,
                new Priority(priority),
                SECOND,
                true,
                3,
                List.of(VIP),
                AdvertPath.multicast(AdvertPath.IPV4_GROUP),
                Authentication.NONE,
                ChecksumForm.PSEUDO_HEADER,
                Optional.empty(),
                3,
                NotifyScripts.NONE);
    }
}
