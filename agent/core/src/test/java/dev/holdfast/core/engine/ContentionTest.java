package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.LowerMasterHeard;
import dev.holdfast.core.spi.AgentEvent.Reconciled;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A master of priority 200 that hears another one: what its scripts are told while it lasts, and afterwards. */
class ContentionTest {
    private static final long SECOND = OneNode.SECOND;

    /** Priority 150, 1 s, from 192.0.2.251. */
    private static final String LOWER = "2133960100018665c00002640000000000000000";

    private static final String RESIGNING = "2133000100011c66c00002640000000000000000";

    private static ScriptCommand script(String name) {
        return new ScriptCommand(List.of("/etc/holdfast/" + name), Optional.empty());
    }

    private static OneNode master(boolean reconciles) {
        NotifyScripts scripts = new NotifyScripts(
                Map.of(RouterState.MASTER, script("master"), RouterState.BACKUP, script("backup")),
                Optional.of(script("notify")),
                Optional.of(script("lower")),
                Optional.empty(),
                reconciles,
                3 * SECOND);
        OneNode node = new OneNode(new EngineConfig(
                "lb02",
                List.of(OneNode.router()
                        .priority(new Priority(200))
                        .scripts(scripts)
                        .build())));
        node.engine.onWake(0);
        node.engine.onLinkResync(0);
        node.engine.onLink(0, new dev.holdfast.core.port.LinkMonitor.Link(OneNode.ETH0, true, 1500));
        node.engine.onAddress(0, OneNode.ETH0, dev.holdfast.core.net.IpPrefix.parse("192.0.2.12/24"), false);
        node.engine.onLinksSynchronised(0);
        node.finish(0);
        node.runTo(4 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        endScripts(node, 4 * SECOND);
        node.done.clear();
        return node;
    }

    /** Everything that is due runs and ends at once. */
    private static void endScripts(OneNode node, long now) {
        int told = 0;
        for (List<ScriptRun> runs = runs(node); told < runs.size(); runs = runs(node)) {
            for (ScriptRun run : runs.subList(told, runs.size())) {
                node.engine.onScriptFinished(now, run.id(), ScriptResult.SUCCEEDED, 0, 0, "");
                told++;
            }
            node.finish(now);
        }
    }

    private static List<ScriptRun> runs(OneNode node) {
        return node.done.stream()
                .filter(Action.RunScript.class::isInstance)
                .map(action -> ((Action.RunScript) action).run())
                .toList();
    }

    private static <E extends AgentEvent> List<E> events(OneNode node, Class<E> kind) {
        return node.done.stream()
                .filter(Action.Publish.class::isInstance)
                .map(action -> ((Action.Publish) action).event())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static void hear(OneNode node, long now, String advert) {
        node.runTo(now);
        node.engine.onWake(now);
        node.engine.onDatagram(now, OneNode.advert(advert));
        node.finish(now);
    }

    @Test
    void theScriptRunsWithEveryAdvertOfTheOtherMaster() {
        OneNode node = master(false);

        for (int second = 5; second < 8; second++) {
            hear(node, second * SECOND, LOWER);
            endScripts(node, second * SECOND);
        }

        assertThat(runs(node))
                .extracting(ScriptRun::kind)
                .containsOnly("notify_master_rx_lower_pri")
                .hasSize(3);
        assertThat(runs(node).get(0).arguments()).containsExactly("/etc/holdfast/lower");
        assertThat(runs(node).get(0).environment())
                .containsEntry("HOLDFAST_REASON", "lower_master")
                .containsEntry("HOLDFAST_STATE", "MASTER")
                .containsEntry("HOLDFAST_PEER", "192.0.2.251")
                .containsEntry("HOLDFAST_VIPS", "192.0.2.100/24");
        assertThat(events(node, LowerMasterHeard.class)).hasSize(3);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void aFloodOfAdvertsIsNoFloodOfNews() {
        OneNode node = master(false);

        for (int i = 0; i < 1000; i++) {
            hear(node, 5 * SECOND + i * SECOND / 1000, LOWER);
        }

        assertThat(events(node, LowerMasterHeard.class)).hasSize(2);
    }

    @Test
    void aScriptThatHangsIsJoinedByOneMoreAtMost() {
        OneNode node = master(false);

        for (int second = 5; second < 60; second++) {
            hear(node, second * SECOND, LOWER);
        }

        assertThat(runs(node)).hasSize(1);
        assertThat(node.snapshot().scripts().waiting()).isEqualTo(1);
        assertThat(node.snapshot().scripts().dropped()).isZero();
    }

    @Test
    void whoStaysRunsItsScriptsOnceMoreWhenTheOtherIsSilent() {
        OneNode node = master(true);
        hear(node, 5 * SECOND, LOWER);
        hear(node, 6 * SECOND, LOWER);
        endScripts(node, 6 * SECOND);

        node.runTo(8 * SECOND - 1);
        assertThat(events(node, Reconciled.class)).isEmpty();
        node.done.clear();
        assertThat(node.engine.nextDeadlineNanos()).isEqualTo(8 * SECOND);
        node.runTo(8 * SECOND);
        endScripts(node, 8 * SECOND);

        assertThat(events(node, Reconciled.class)).singleElement().satisfies(event -> {
            assertThat(event.peer()).hasToString("192.0.2.251");
            assertThat(event.lastedNanos()).isEqualTo(SECOND);
        });
        assertThat(runs(node)).extracting(ScriptRun::kind).containsExactly("notify_master", "notify");
        assertThat(runs(node).get(1).arguments())
                .containsExactly("/etc/holdfast/notify", "INSTANCE", "VI_1", "MASTER", "200");
        assertThat(runs(node).get(0).environment())
                .containsEntry("HOLDFAST_REASON", "reconcile")
                .containsEntry("HOLDFAST_OLD_STATE", "MASTER");
        node.done.clear();
        node.runTo(20 * SECOND);
        assertThat(events(node, Reconciled.class)).isEmpty();
    }

    @Test
    void nothingRunsOnceMoreWhereThatIsOff() {
        OneNode node = master(false);
        hear(node, 5 * SECOND, LOWER);
        endScripts(node, 5 * SECOND);
        node.done.clear();

        node.runTo(9 * SECOND);

        assertThat(events(node, Reconciled.class)).isEmpty();
        assertThat(runs(node)).isEmpty();
    }

    @Test
    void whoLetsGoMeanwhileHasNothingToReconcile() {
        OneNode node = master(true);
        hear(node, 5 * SECOND, LOWER);
        node.engine.onRelease(5 * SECOND + 1, "VI_1");
        node.finish(5 * SECOND + 1);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);

        node.runTo(7 * SECOND);

        assertThat(events(node, Reconciled.class)).isEmpty();
    }

    @Test
    void aResignationIsNoOtherMaster() {
        OneNode node = master(true);

        hear(node, 5 * SECOND, RESIGNING);
        node.runTo(9 * SECOND);

        assertThat(events(node, LowerMasterHeard.class)).isEmpty();
        assertThat(events(node, Reconciled.class)).isEmpty();
    }
}
