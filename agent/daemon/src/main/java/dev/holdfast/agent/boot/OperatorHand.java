package dev.holdfast.agent.boot;

import dev.holdfast.agent.control.Answer;
import dev.holdfast.agent.control.Operations;
import dev.holdfast.agent.loop.AgentLoop;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Release;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What operators ask over the control socket, put to the loop and to the reloader. */
final class OperatorHand implements Operations {
    private static final long LOOP_LIMIT_SECONDS = 10;

    private final AgentLoop loop;
    private final Reloader reloader;
    private final SplitBrainHand splitBrain;

    OperatorHand(AgentLoop loop, Reloader reloader) {
        this.loop = loop;
        this.reloader = reloader;
        this.splitBrain = new SplitBrainHand(loop);
    }

    @Override
    public Answer release(String instance) {
        Release release = inTime(loop.ask((engine, now) -> engine.onRelease(now, instance)));
        return switch (release) {
            case DONE -> Answer.done(instance + ": released, listens for a peer");
            case NOT_HOLDING -> Answer.done(instance + ": is not master, nothing to release");
            case UNKNOWN -> Answer.refused(instance + ": there is no instance of this name");
        };
    }

    @Override
    public Answer maintenance(boolean on) {
        inTime(loop.ask((engine, now) -> {
            engine.onMaintenance(now, on);
            return engine.isInMaintenance();
        }));
        return maintenanceStatus();
    }

    @Override
    public Answer maintenanceStatus() {
        boolean on = inTime(loop.ask((Engine engine, long now) -> engine.isInMaintenance()));
        return Answer.done("maintenance: " + (on ? "on, every instance is in FAULT" : "off"));
    }

    @Override
    public Answer reload() {
        return reloader.reload().join();
    }

    @Override
    public Answer plan(String file, String text) {
        return reloader.plan(file, text).join();
    }

    @Override
    public Answer splitBrains() {
        return splitBrain.list();
    }

    @Override
    public Answer resolve(long incident, String keep, String by) {
        return splitBrain.resolve(incident, keep, by);
    }

    @Override
    public Answer clear(String instance, String by) {
        return splitBrain.clear(instance, by);
    }

    private static <T> T inTime(CompletableFuture<T> answer) {
        return answer.orTimeout(LOOP_LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }
}
