package dev.holdfast.agent.boot;

import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.loop.AgentLoop;
import dev.holdfast.agent.notify.Fifos;
import dev.holdfast.agent.notify.ScriptRunner;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.linux.process.NamedPipe;
import java.util.Optional;

/** The ways to tell of changes besides scripts; nothing of one is made before it is configured. */
final class Telling implements AutoCloseable {
    private final AgentClock clock;
    private final Feed feed;
    private final AgentLoop loop;
    private final ScriptRunner scripts;
    private Optional<Fifos> fifos = Optional.empty();
    private boolean closed;

    Telling(AgentClock clock, Feed feed, AgentLoop loop, ScriptRunner scripts) {
        this.clock = clock;
        this.feed = feed;
        this.loop = loop;
        this.scripts = scripts;
    }

    synchronized void reconfigure(AgentConfig wanted) {
        if (fifos.isEmpty() && !wanted.fifos().pipes().isEmpty() && !closed) {
            fifos = Optional.of(new Fifos(feed, NamedPipe::make, scripts.launcher(), clock::nanos, this::publish));
            fifos.ifPresent(feed::subscribe);
        }
        fifos.ifPresent(open -> open.reconfigure(wanted.fifos()));
    }

    private void publish(AgentEvent event) {
        loop.call(() -> {
                    feed.publish(event);
                    return true;
                })
                .exceptionally(ended -> false); // The loop is gone, and nobody listens any more.
    }

    /** Tells what is yet to be told, for a few seconds at most. */
    @Override
    public synchronized void close() {
        closed = true; // A reload may be under way.
        fifos.ifPresent(Fifos::close);
    }
}
