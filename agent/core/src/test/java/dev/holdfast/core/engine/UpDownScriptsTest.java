package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.Director.A;
import static dev.holdfast.core.engine.Director.SECOND;
import static dev.holdfast.core.engine.Director.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.lvs.RealServerConfig;
import dev.holdfast.core.lvs.Services;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.lvs.VirtualServerConfig.Options;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.notify.UpDownScripts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The scripts of real servers and quorums: each once, in order, one at a time. */
class UpDownScriptsTest {
    private final Director node = new Director(web(Director.real(A)));

    private static UpDownScripts scripts(String up, String down) {
        return new UpDownScripts(command(up), command(down), SECOND);
    }

    private static Optional<ScriptCommand> command(String path) {
        return Optional.of(new ScriptCommand(List.of(path), Optional.of("nobody")));
    }

    private static VirtualServerConfig web(RealServerConfig real) {
        return web(real, Options.NONE);
    }

    private static VirtualServerConfig web(RealServerConfig real, Options options) {
        RealServerConfig told =
                new RealServerConfig(real.server(), false, real.checks(), scripts("/server-up", "/server-down"));
        return new VirtualServerConfig(
                "web",
                Services.of(VirtualService.of(WEB, "rr")),
                List.of(told),
                Optional.empty(),
                Quorum.ONE,
                scripts("/quorum-up", "/quorum-down"),
                options);
    }

    private List<String> kinds() {
        return node.runs.stream().map(ScriptRun::kind).toList();
    }

    @Test
    void aQuorumThatIsThereAtTheStartIsToldOnce() {
        assertThat(node.runs).isEmpty();
        node.begun();
        assertThat(kinds()).containsExactly("quorum_up");
        node.scriptEnds(SECOND);

        node.report(2 * SECOND);

        assertThat(kinds()).containsExactly("quorum_up");
    }

    @Test
    void aQuorumThatIsNotThereAtTheStartIsNotTold() {
        Director pessimist = new Director(web(Director.real(A, 1, false, true))).begun();

        assertThat(pessimist.runs).isEmpty();
    }

    @Test
    void aServerIsToldBeforeTheQuorumAndOnlyWhenTheScriptBeforeHasEnded() {
        node.begun().scriptEnds(SECOND);
        node.runs.clear();

        node.check(SECOND, A, false);
        node.check(2 * SECOND, A, false);
        node.check(3 * SECOND, A, true);
        assertThat(kinds()).containsExactly("notify_down");
        node.scriptEnds(4 * SECOND);
        node.scriptEnds(5 * SECOND);
        node.scriptEnds(6 * SECOND);
        node.scriptEnds(7 * SECOND);

        assertThat(kinds()).containsExactly("notify_down", "quorum_down", "notify_up", "quorum_up");
    }

    @Test
    void aScriptIsToldEverythingByItsEnvironment() {
        node.begun().scriptEnds(SECOND);
        node.check(SECOND, A, false);
        node.check(2 * SECOND, A, false);

        ScriptRun run = node.runs.get(1);
        assertThat(run.router()).isEqualTo("web");
        assertThat(run.arguments()).containsExactly("/server-down");
        assertThat(run.user()).contains("nobody");
        assertThat(run.timeoutNanos()).isEqualTo(SECOND);
        assertThat(run.environment())
                .containsEntry("HOLDFAST_VIRTUAL_SERVER", "web")
                .containsEntry("HOLDFAST_SERVICE", "tcp 192.0.2.100:80")
                .containsEntry("HOLDFAST_REAL_SERVER", "192.0.2.11:80")
                .containsEntry("HOLDFAST_STATE", "DOWN")
                .containsEntry("HOLDFAST_DETAIL", "refused");
    }

    @Test
    void withOmegaTheEndIsToldAsIfAllHadFailed() {
        Director last = new Director(web(Director.real(A), new Options(false, true))).begun();
        last.scriptEnds(SECOND);
        last.runs.clear();

        last.engine.onShutdown(SECOND);
        last.finish(SECOND);
        last.scriptEnds(2 * SECOND);
        assertThat(last.engine.isFinished()).isFalse();
        last.scriptEnds(3 * SECOND);

        assertThat(last.runs).extracting(ScriptRun::kind).containsExactly("notify_down", "quorum_down");
        assertThat(last.runs.get(0).environment()).containsEntry("HOLDFAST_DETAIL", "the virtual server ends");
        assertThat(last.engine.isFinished()).isTrue();
    }

    @Test
    void withOmegaWhatWasDownAlreadyIsNotToldAgain() {
        Director last = new Director(web(Director.real(A), new Options(false, true))).begun();
        last.check(SECOND, A, false);
        last.scriptEnds(SECOND);
        last.scriptEnds(SECOND);
        last.scriptEnds(SECOND);
        last.runs.clear();

        last.engine.onShutdown(2 * SECOND);
        last.finish(2 * SECOND);

        assertThat(last.runs).isEmpty();
    }

    @Test
    void aServiceThatIsTakenAwayWaitsForItsScript() {
        node.begun();
        node.engine.onShutdown(SECOND);
        node.finish(SECOND);
        assertThat(node.engine.isFinished()).isFalse();

        node.scriptEnds(2 * SECOND);

        assertThat(node.engine.isFinished()).isTrue();
    }
}
