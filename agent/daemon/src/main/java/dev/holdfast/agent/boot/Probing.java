package dev.holdfast.agent.boot;

import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.loop.AgentLoop;
import dev.holdfast.agent.notify.ScriptRunner;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.agent.track.Probers;
import dev.holdfast.agent.track.ResultSink.Looked;
import dev.holdfast.agent.track.Suspension;
import dev.holdfast.linux.process.NetNamespace;
import dev.holdfast.linux.socket.Echo;
import java.util.List;
import java.util.Optional;

/** The probes between the machine and the agent loop; nothing of them is made before there is one to make. */
final class Probing implements AutoCloseable {
    private final AgentLoop loop;
    private final Feed feed;
    private final ScriptRunner scripts;
    private final Suspension suspension;
    private final Optional<String> netNamespace;
    private Optional<Probers> probers = Optional.empty();
    private boolean closed;

    Probing(AgentLoop loop, Feed feed, ScriptRunner scripts, Suspension suspension, Optional<String> netNamespace) {
        this.loop = loop;
        this.feed = feed;
        this.scripts = scripts;
        this.suspension = suspension;
        this.netNamespace = netNamespace;
    }

    synchronized void retire(List<ProbeConfig> wanted) {
        probers.ifPresent(running -> running.retire(wanted));
    }

    synchronized void reconfigure(List<ProbeConfig> wanted) {
        if (probers.isEmpty() && !wanted.isEmpty() && !closed) {
            probers = Optional.of(make());
        }
        probers.ifPresent(running -> running.reconfigure(wanted));
    }

    private Probers make() {
        return new Probers(
                scripts.launcher(),
                Echo::ping,
                () -> netNamespace.map(NetNamespace::enter).ifPresent(Agent::tell),
                suspension,
                this::tell);
    }

    /** Lost, and counted, when the loop no longer keeps up: the next look brings the next. */
    private void tell(List<Looked> results) {
        loop.post((engine, now) -> results.forEach(looked -> {
            engine.onTrackerResult(now, looked.tracker(), looked.result(), looked.tookNanos());
            feed.looked(looked.tracker(), looked.result(), looked.tookNanos());
        }));
    }

    @Override
    public synchronized void close() {
        closed = true; // A reload may be under way.
        probers.ifPresent(Probers::close);
        probers = Optional.empty();
    }
}
