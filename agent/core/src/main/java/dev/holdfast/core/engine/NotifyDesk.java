package dev.holdfast.core.engine;

import dev.holdfast.core.notify.NotifyQueue;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.RouterSnapshot.ScriptQueueStatus;
import dev.holdfast.core.spi.ScriptResult;
import java.util.List;
import java.util.Optional;

/** The scripts of one virtual router or sync group, run one after the other, and what is told of them. */
final class NotifyDesk {
    private final Outbox outbox;
    private final OnEnd onEnd;
    private final NotifyQueue queue = new NotifyQueue();

    /** Told how a run ended, before the next starts. */
    interface OnEnd {
        void ended(long nowNanos, ScriptRun run, ScriptResult result);
    }

    NotifyDesk(Outbox outbox) {
        this(outbox, (now, run, result) -> {});
    }

    NotifyDesk(Outbox outbox, OnEnd onEnd) {
        this.outbox = outbox;
        this.onEnd = onEnd;
    }

    /** Takes runs in, in order; those that the queue has no room for are told as dropped. */
    void add(long nowNanos, List<ScriptRun> runs) {
        for (ScriptRun victim : queue.add(runs)) {
            outbox.publish(finished(nowNanos, victim, ScriptResult.DROPPED, -1, 0, "the queue was full"));
        }
        startNext();
    }

    /** Returns whether the script was one of this desk's. */
    boolean onScriptFinished(long nowNanos, long id, ScriptResult result, int exitStatus, long took, String detail) {
        Optional<ScriptRun> run = queue.finish(id);
        run.ifPresent(ours -> {
            outbox.publish(finished(nowNanos, ours, result, exitStatus, took, detail));
            onEnd.ended(nowNanos, ours, result);
            startNext();
        });
        return run.isPresent();
    }

    /** Whether a script of this kind is yet to start. */
    boolean isWaiting(String kind) {
        return queue.isWaiting(kind);
    }

    boolean isIdle() {
        return queue.isIdle();
    }

    ScriptQueueStatus status() {
        return new ScriptQueueStatus(queue.waiting(), queue.dropped());
    }

    private void startNext() {
        queue.start().ifPresent(run -> outbox.add(new Action.RunScript(run)));
    }

    private static AgentEvent finished(
            long nowNanos, ScriptRun run, ScriptResult result, int exitStatus, long took, String detail) {
        return new AgentEvent.ScriptFinished(
                nowNanos, run.router(), run.kind(), run.arguments().get(0), result, exitStatus, took, detail);
    }
}
