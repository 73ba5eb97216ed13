package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.vrrp.RouterConfigBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@link OneNode} beside another master, in virtual time; notify scripts succeed at once. */
final class SplitNode {
    /** VRRPv2 without authentication, 1 s, for 192.0.2.100, of priority 90. */
    static final String LOWER = "21335a010001c265c00002640000000000000000";

    /** The same of priority 150. */
    static final String HIGHER = "2133960100018665c00002640000000000000000";

    /** The same of priority 0. */
    static final String RESIGNATION = "2133000100011c66c00002640000000000000000";

    private final OneNode node;
    private final ResolutionConfig resolution;
    private final Set<Long> over = new HashSet<>();
    private long now;

    private SplitNode(RouterConfigBuilder router, ResolutionConfig resolution) {
        this.resolution = resolution;
        this.node = new OneNode(config(router));
    }

    private EngineConfig config(RouterConfigBuilder router) {
        return new EngineConfig("lb01", List.of(router.build())).with(SplitBrainConfig.DEFAULT.with(resolution));
    }

    /** Has just begun to listen. */
    static SplitNode listening(RouterConfigBuilder router, ResolutionConfig resolution) {
        SplitNode made = new SplitNode(router, resolution);
        made.node.bringUp(0);
        return made;
    }

    /** Is master, and alone. */
    static SplitNode master(RouterConfigBuilder router, ResolutionConfig resolution) {
        SplitNode made = listening(router, resolution);
        made.runTo(90 * OneNode.SECOND);
        return made;
    }

    /** Something put to the engine by people. */
    interface Question<T> {
        T ask(SplitInputs inputs, long nowNanos);
    }

    /** A turn at each deadline until then, and one then. */
    void runTo(long until) {
        for (long next = node.engine.nextDeadlineNanos(); next < until; next = node.engine.nextDeadlineNanos()) {
            node.turn(next);
            endScripts(next);
        }
        node.turn(until);
        endScripts(until);
        now = until;
    }

    void hear(long from, int times, String hex) {
        hearFrom("192.0.2.251", from, times, hex);
    }

    /** Adverts, one each second. */
    void hearFrom(String source, long from, int times, String hex) {
        for (int i = 0; i < times; i++) {
            long at = from + i * OneNode.SECOND;
            runTo(at);
            node.engine.onWake(at);
            ReceivedDatagram sample = OneNode.advert(hex);
            node.engine.onDatagram(
                    at,
                    new ReceivedDatagram(
                            sample.router(),
                            IpAddress.parse(source),
                            sample.destination(),
                            sample.hopLimit(),
                            sample.message()));
            node.finish(at);
            endScripts(at);
        }
    }

    <T> T ask(Question<T> question) {
        node.engine.onWake(now);
        T answer = question.ask(node.engine.splitInputs(), now);
        node.finish(now);
        endScripts(now);
        node.turn(now);
        return answer;
    }

    void reload(RouterConfigBuilder router) {
        node.engine.onWake(now);
        node.engine.onConfig(now, config(router));
        node.finish(now);
    }

    /** A script that was started ends. */
    void end(ScriptRun run, ScriptResult result) {
        node.engine.onWake(now);
        node.engine.onScriptFinished(now, run.id(), result, result == ScriptResult.SUCCEEDED ? 0 : 1, 0, "");
        node.finish(now);
    }

    private void endScripts(long at) {
        boolean more = true;
        while (more) {
            List<ScriptRun> due = runs().stream()
                    .filter(run -> !run.kind().equals("fence") && over.add(run.id()))
                    .toList();
            due.forEach(run -> node.engine.onScriptFinished(at, run.id(), ScriptResult.SUCCEEDED, 0, 0, ""));
            more = !due.isEmpty();
            if (more) {
                node.finish(at);
            }
        }
    }

    void clear() {
        node.done.clear();
    }

    long now() {
        return now;
    }

    RouterState state() {
        return node.state();
    }

    RouterSnapshot snapshot() {
        return node.engine.snapshot(now).routers().get(0);
    }

    List<String> kinds() {
        return node.kinds();
    }

    List<ScriptRun> runs() {
        return node.done.stream()
                .filter(Action.RunScript.class::isInstance)
                .map(action -> ((Action.RunScript) action).run())
                .toList();
    }

    List<ScriptRun> fences() {
        return runs().stream().filter(run -> run.kind().equals("fence")).toList();
    }

    List<SplitNotice> notices() {
        return node.done.stream()
                .filter(Action.Publish.class::isInstance)
                .map(action -> ((Action.Publish) action).event())
                .filter(SplitNoted.class::isInstance)
                .map(event -> ((SplitNoted) event).notice())
                .toList();
    }
}
