package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.TableReport;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.lvs.SyncConfig;
import dev.holdfast.core.lvs.TableConfig;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.RouterState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sync daemon that does what its virtual router does. */
class SyncFollowsTest {
    private static final TableReport EMPTY = new TableReport(List.of(), new Timeouts(900, 120, 300), List.of());

    private final OneNode node = new OneNode(new EngineConfig(
                    "lb01", List.of(OneNode.router().build()))
            .balancing(
                    List.of(),
                    new TableConfig(
                            Timeouts.UNCHANGED,
                            false,
                            false,
                            Optional.of(new SyncConfig(Optional.of("VI_1"), ETH0, 51, 0, Optional.empty(), 0, 0)))));

    /** What was ordered since, all of it carried out. */
    private List<String> ordered(long now) {
        List<TableOrder> orders = node.done.stream()
                .filter(Action.OrderIpvs.class::isInstance)
                .map(action -> ((Action.OrderIpvs) action).order())
                .toList();
        node.done.clear();
        orders.forEach(order -> node.engine.ipvsInputs().onDone(now, order, Outcome.DONE));
        node.finish(now);
        return orders.stream()
                .map(order -> order.getClass().getSimpleName() + " " + order.subject())
                .toList();
    }

    private void begin() {
        node.bringUp(0);
        node.engine.ipvsInputs().onTable(0, EMPTY);
        node.finish(0);
    }

    @Test
    void aBackupListensAndAMasterTells() {
        begin();
        assertThat(ordered(0)).containsExactly("StartSync sync daemon BACKUP");

        node.runTo(DOWN);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(ordered(DOWN)).containsExactly("StopSync sync daemon BACKUP", "StartSync sync daemon MASTER");
    }

    @Test
    void aMasterThatLetsGoListensAgain() {
        begin();
        ordered(0);
        node.runTo(DOWN);
        ordered(DOWN);

        node.engine.onLink(5 * SECOND, new Link(ETH0, false, 1500));
        node.finish(5 * SECOND);

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        assertThat(ordered(5 * SECOND)).containsExactly("StopSync sync daemon MASTER", "StartSync sync daemon BACKUP");
    }

    @Test
    void theStateThatCameWhileTheKernelWasBusyIsTheOneThatCounts() {
        begin();
        assertThat(ordered(0)).hasSize(1);
        node.runTo(DOWN); // Ordered, and not yet answered.
        node.engine.onLink(5 * SECOND, new Link(ETH0, false, 1500));
        node.finish(5 * SECOND);

        assertThat(ordered(5 * SECOND)).containsExactly("StopSync sync daemon BACKUP", "StartSync sync daemon MASTER");

        assertThat(ordered(5 * SECOND)).containsExactly("StopSync sync daemon MASTER", "StartSync sync daemon BACKUP");
        assertThat(ordered(5 * SECOND)).isEmpty();
    }
}
