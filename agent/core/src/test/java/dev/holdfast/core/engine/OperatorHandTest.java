package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operator has a node step down, or takes it out of service. */
class OperatorHandTest {
    /** VRID 51, priority 50, VRRPv2, 1 s, 192.0.2.100: lower than the node's own. */
    private static final String LOWER = "213332010001EA65C00002640000000000000000";

    private static OneNode master() {
        OneNode node = new OneNode(config(OneNode.router().build()));
        node.bringUp(0);
        node.turn(DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        node.done.clear();
        return node;
    }

    private static EngineConfig config(RouterConfig... routers) {
        return new EngineConfig("lb02", List.of(routers));
    }

    private static Release release(OneNode node, long now) {
        node.engine.onWake(now);
        Release result = node.engine.onRelease(now, "VI_1");
        node.finish(now);
        return result;
    }

    private static void maintain(OneNode node, long now, boolean on) {
        node.engine.onWake(now);
        node.engine.onMaintenance(now, on);
        node.finish(now);
    }

    private static void hear(OneNode node, long now, String advert) {
        node.engine.onWake(now);
        node.engine.onDatagram(now, OneNode.advert(advert));
        node.finish(now);
    }

    @Test
    void aReleasedMasterRemovesItsAddressesThenResignsAndListens() {
        OneNode node = master();

        assertThat(release(node, DOWN + 1)).isEqualTo(Release.DONE);

        assertThat(node.kinds()).containsExactly("RemoveAddresses", "SendAdvertisement", "Publish");
        assertThat(((Action.SendAdvertisement) node.done.get(1)).priority()).isEqualTo(Priority.RESIGN);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.RELEASED);
    }

    @Test
    void aReleasedRouterIsMasterAgainAfterAWholeSilence() {
        OneNode node = master();
        release(node, DOWN + 1);

        node.turn(2 * DOWN);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);

        node.turn(2 * DOWN + 1);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.TIMEOUT);
    }

    @Test
    void aReleasedRouterDoesNotPreemptThePeerThatTookOver() {
        OneNode node = master();
        release(node, DOWN);

        for (int second = 1; second <= 10; second++) {
            hear(node, DOWN + second * SECOND, LOWER);
        }

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.RELEASED);
    }

    @Test
    void onceItWasMasterAgainARouterPreemptsAsBefore() {
        OneNode node = master();
        release(node, DOWN);
        hear(node, DOWN + SECOND, LOWER);
        node.turn(2 * DOWN + SECOND);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);

        hear(node, 2 * DOWN + 2 * SECOND, LOWER);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void aRouterThatWaitsForTheKernelCanBeReleasedWithoutAWord() {
        OneNode node = new OneNode(config(OneNode.router().build()));
        node.bringUp(0);
        node.engine.onWake(DOWN);
        node.engine.onTime(DOWN);

        assertThat(node.engine.onRelease(DOWN, "VI_1")).isEqualTo(Release.DONE);

        assertThat(node.engine.takeActions())
                .extracting(action -> action.getClass().getSimpleName())
                .containsExactly("InstallAddresses", "RemoveAddresses");
    }

    @Test
    void aBackupHasNothingToReleaseAndAStrangerIsUnknown() {
        OneNode node = new OneNode(config(OneNode.router().build()));
        node.bringUp(0);

        assertThat(release(node, 1)).isEqualTo(Release.NOT_HOLDING);
        assertThat(node.engine.onRelease(1, "VI_2")).isEqualTo(Release.UNKNOWN);
        assertThat(node.done).isEmpty();
    }

    @Test
    void maintenanceMakesAMasterResignIntoFaultUntilItEnds() {
        OneNode node = master();

        maintain(node, DOWN + 1, true);

        assertThat(node.kinds()).containsExactly("Publish", "RemoveAddresses", "SendAdvertisement", "Publish");
        assertThat(node.snapshot().faults()).containsExactly(FaultCause.MAINTENANCE);
        assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.MAINTENANCE);
        node.turn(100 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.FAULT);

        maintain(node, 101 * SECOND, false);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.RECOVERED);
    }

    @Test
    void maintenanceOutlastsAReloadAndHoldsNewInstancesToo() {
        OneNode node = master();
        maintain(node, DOWN + 1, true);
        RouterKey other = new RouterKey(OneNode.ETH0, OneNode.KEY.family(), new Vrid(52));
        RouterConfig added = RouterConfig.builder("VI_2", other)
                .version(2)
                .priority(new Priority(255))
                .addresses(List.of(OneNode.VIP))
                .leaseSeconds(3)
                .build();

        ReloadPlan plan = node.engine.onConfig(DOWN + 2, config(OneNode.router().build(), added));
        node.finish(DOWN + 2);

        assertThat(plan)
                .isEqualTo(
                        new ReloadPlan(List.of("VI_1"), List.of(), List.of(), List.of("VI_2"), List.of(), List.of()));
        assertThat(node.engine.isInMaintenance()).isTrue();
        assertThat(node.engine.snapshot(DOWN + 2).routers())
                .allSatisfy(router -> assertThat(router.state()).isEqualTo(RouterState.FAULT));
    }

    @Test
    void whatIsSwitchedOnTwiceIsToldOnce() {
        OneNode node = master();
        maintain(node, DOWN + 1, true);
        node.done.clear();

        maintain(node, DOWN + 2, true);

        assertThat(node.done).isEmpty();
    }

    @Test
    void aPlanTellsWhatAReloadWouldDoAndDoesNothing() {
        OneNode node = master();

        ReloadPlan plan = node.engine.plan(
                config(OneNode.router().priority(new Priority(90)).version(3).build()));
        node.finish(DOWN + 1);

        assertThat(plan)
                .isEqualTo(new ReloadPlan(List.of(), List.of(), List.of("VI_1"), List.of(), List.of(), List.of()));
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.engine.snapshot(DOWN).configGeneration()).isEqualTo(1);
    }
}
