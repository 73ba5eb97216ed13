package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.SplitVerdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A master of priority 100 beside one of priority 90: events, the script, and what the snapshot shows. */
class SplitNewsTest {
    private static final long SECOND = OneNode.SECOND;

    /** Priority 90, 1 s, from 192.0.2.251. */
    private static final String LOWER = "21335a010001c265c00002640000000000000000";

    private final OneNode node = new OneNode(new EngineConfig(
            "lb01",
            List.of(OneNode.router()
                    .scripts(new NotifyScripts(
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new ScriptCommand(List.of("/etc/holdfast/split"), Optional.empty())),
                            true,
                            3 * SECOND))
                    .build())));

    private void hear(long now) {
        node.runTo(now);
        node.engine.onWake(now);
        node.engine.onDatagram(now, OneNode.advert(LOWER));
        node.finish(now);
        runs().forEach(run -> node.engine.onScriptFinished(now, run.id(), ScriptResult.SUCCEEDED, 0, 0, ""));
        node.finish(now);
    }

    private List<ScriptRun> runs() {
        return node.done.stream()
                .filter(Action.RunScript.class::isInstance)
                .map(action -> ((Action.RunScript) action).run())
                .toList();
    }

    private List<SplitBrainChanged> events() {
        return node.done.stream()
                .filter(Action.Publish.class::isInstance)
                .map(action -> ((Action.Publish) action).event())
                .filter(SplitBrainChanged.class::isInstance)
                .map(SplitBrainChanged.class::cast)
                .toList();
    }

    @Test
    void isToldWhenItOpensIsKnownBetterAndIsOver() {
        node.bringUp(0);
        node.runTo(4 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);

        hear(100 * SECOND);
        hear(101 * SECOND);
        hear(102 * SECOND);
        SplitBrain during = node.snapshot().splitBrain();
        node.runTo(110 * SECOND);

        assertThat(events())
                .extracting(SplitBrainChanged::phase)
                .containsExactly(SplitPhase.OPENED, SplitPhase.UPDATED, SplitPhase.RESOLVED);
        assertThat(during.verdict()).isEqualTo(SplitVerdict.CONFIRMED);
        assertThat(during.incident().orElseThrow().cause()).isEqualTo(SplitCause.ONE_WAY);
        assertThat(during.mastersSeen()).isEqualTo(2);
        SplitBrain after = node.snapshot().splitBrain();
        assertThat(after.verdict()).isEqualTo(SplitVerdict.NONE);
        assertThat(after.mastersSeen()).isEqualTo(1);
        // Silence is noticed with the first own advert after 102 s + 3.609375 s; those are due at x.609375.
        assertThat(after.totalNanos()).isBetween(5_609_375_000L, 6_609_375_000L);
    }

    @Test
    void itsScriptIsToldWhatHappenedAndWhy() {
        node.bringUp(0);
        node.runTo(4 * SECOND);

        hear(100 * SECOND);
        hear(101 * SECOND);

        assertThat(runs())
                .extracting(ScriptRun::arguments)
                .containsExactly(
                        List.of("/etc/holdfast/split", "INSTANCE", "VI_1", "SPLIT_BRAIN_OPENED", "100"),
                        List.of("/etc/holdfast/split", "INSTANCE", "VI_1", "SPLIT_BRAIN_UPDATED", "100"));
        assertThat(runs().get(1).environment())
                .containsEntry("HOLDFAST_PHASE", "updated")
                .containsEntry("HOLDFAST_VERDICT", "confirmed")
                .containsEntry("HOLDFAST_CAUSE", "one_way")
                .containsEntry("HOLDFAST_INCIDENT", "1")
                .containsEntry("HOLDFAST_PEERS", "192.0.2.251")
                .containsEntry("HOLDFAST_VIPS", "192.0.2.100/24");
    }
}
