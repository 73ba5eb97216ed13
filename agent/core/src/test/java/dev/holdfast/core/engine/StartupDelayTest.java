package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The agent's first wake-up is at 10 s, the delay is 30 s, so silence counts from 40 s on: master at 43.609375 s. */
class StartupDelayTest {
    private static final long START = 10 * SECOND;
    private static final long DELAY = 30 * SECOND;
    private static final long OVER = 40 * SECOND;

    private static EngineConfig config(RouterConfig router, long delay) {
        return new EngineConfig("lb02", List.of(router), List.of(), List.of(), delay, Map.of());
    }

    private static OneNode started(RouterConfig router) {
        OneNode node = new OneNode(config(router, DELAY));
        node.bringUp(START);
        return node;
    }

    private static void hear(OneNode node, long now, String advert) {
        node.engine.onWake(now);
        node.engine.onDatagram(now, OneNode.advert(advert));
        node.finish(now);
    }

    @Test
    void aBackupMeasuresSilenceFromTheEndOfTheDelay() {
        OneNode node = started(OneNode.router().build());

        // An advert before the takeover it asks who has the addresses.
        assertThat(node.engine.nextDeadlineNanos()).isEqualTo(OVER + DOWN - SECOND);
        node.turn(OVER + DOWN - SECOND);
        assertThat(node.engine.nextDeadlineNanos()).isEqualTo(OVER + DOWN);
        node.turn(OVER + DOWN - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        node.turn(OVER + DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void theOwnerTakesItsAddressesWhenTheDelayIsOver() {
        OneNode node =
                new OneNode(config(OneNode.router().priority(Priority.OWNER).build(), DELAY));
        node.bringUp(START);

        node.turn(OVER - 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.done).isEmpty();
        node.turn(OVER);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void aResignationDuringTheDelayMakesNoMasterBeforeItsEnd() {
        OneNode node = started(OneNode.router().build());

        hear(node, START + SECOND, "2133000100011c66c00002640000000000000000");

        // The skew of priority 100 is 0.609375 s.
        assertThat(node.engine.nextDeadlineNanos()).isEqualTo(OVER + 609_375_000L);
    }

    @Test
    void aMasterHeardAfterTheDelayCountsAsEver() {
        OneNode node = started(OneNode.router().build());

        hear(node, OVER + SECOND, "2133960100018665c00002640000000000000000");

        assertThat(node.engine.nextDeadlineNanos()).isEqualTo(OVER + SECOND + DOWN - SECOND);
    }

    @Test
    void aReloadAfterTheDelayDelaysNothing() {
        OneNode node = started(OneNode.router().build());
        node.turn(OVER + DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);

        node.engine.onWake(OVER + DOWN + 1);
        node.engine.onConfig(
                OVER + DOWN + 1,
                config(OneNode.router().priority(new Priority(90)).build(), 0));
        node.finish(OVER + DOWN + 1);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }
}
