package dev.holdfast.agent.boot;

import dev.holdfast.agent.control.Answer;
import dev.holdfast.agent.loop.AgentLoop;
import dev.holdfast.agent.loop.Question;
import dev.holdfast.core.engine.SplitInputs.Decision;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.StandDown;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What operators may do about a split brain, put to the loop. Blocks; any thread but the loop's. */
final class SplitBrainHand {
    private static final long LOOP_LIMIT_SECONDS = 10;

    private final AgentLoop loop;

    SplitBrainHand(AgentLoop loop) {
        this.loop = loop;
    }

    /** Open incidents with the commands that end them, and who stays out. */
    Answer list() {
        AgentSnapshot now = ask((engine, nanos) -> engine.snapshot(nanos));
        String lines = now.routers().stream()
                .flatMap(router -> lines(now.routerId(), router))
                .collect(Collectors.joining("\n"));
        return Answer.done(lines.isEmpty() ? "no split brain, and nobody stays out because of one" : lines);
    }

    Answer resolve(long incident, String keep, String by) {
        AgentSnapshot before = ask((engine, nanos) -> engine.snapshot(nanos));
        Decision decision = ask((engine, nanos) -> engine.splitInputs().resolve(nanos, incident, keep, by));
        return switch (decision) {
            case KEPT -> Answer.done("incident " + incident + ": this node stays master and announces itself again");
            case GAVE_IN ->
                Answer.done("incident " + incident + ": this node stepped down for " + keep + " and stays out");
            case NO_INCIDENT -> Answer.refused("incident " + incident + " is not open on this node, or over");
            case UNKNOWN_NODE ->
                Answer.refused("incident " + incident + " has no node " + keep + "; one of "
                        + String.join(", ", nodes(before, incident)));
        };
    }

    Answer clear(String instance, String by) {
        Optional<Boolean> cleared = ask((engine, nanos) -> engine.splitInputs().clear(nanos, instance, by));
        return cleared.map(was ->
                        Answer.done(instance + (was ? ": takes part again" : ": takes part already, nothing to clear")))
                .orElseGet(() -> Answer.refused(instance + ": there is no instance of this name"));
    }

    private static Stream<String> lines(String node, RouterSnapshot router) {
        return Stream.concat(
                router.splitBrain().incident().stream().map(incident -> line(node, router.name(), incident)),
                router.splitBrain().standDown().stream().map(held -> line(router.name(), held)));
    }

    private static String line(String node, String router, SplitIncident incident) {
        return router + ": incident " + incident.id() + ", "
                + incident.verdict().word() + ", "
                + incident.cause().word() + ": holdfast split-brain resolve " + incident.id() + " --keep "
                + nodes(node, incident).collect(Collectors.joining("|"));
    }

    private static String line(String router, StandDown held) {
        String winner = held.winner().map(IpAddress::toString).orElse("another node");
        return router + ": stays out, " + winner + " is master"
                + (held.sticky() ? ": holdfast split-brain clear " + router : ", until that one is silent");
    }

    private static List<String> nodes(AgentSnapshot snapshot, long incident) {
        return snapshot.routers().stream()
                .flatMap(router -> router.splitBrain().incident().stream())
                .filter(open -> open.id() == incident)
                .flatMap(open -> nodes(snapshot.routerId(), open))
                .toList();
    }

    private static Stream<String> nodes(String node, SplitIncident incident) {
        return Stream.concat(Stream.of(node), incident.peers().stream().map(IpAddress::toString));
    }

    private <T> T ask(Question<T> question) {
        return loop.ask(question)
                .orTimeout(LOOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
