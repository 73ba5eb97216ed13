package dev.holdfast.agent.boot;

import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.http.StatusServer;
import dev.holdfast.agent.loop.AgentLoop;
import dev.holdfast.agent.peers.Asker;
import dev.holdfast.agent.peers.PeerSettings;
import dev.holdfast.linux.process.NetNamespace;
import java.util.Optional;

/** Peers are asked, and may ask; nothing of it is made before one is configured. */
final class PeerAsking implements AutoCloseable {
    private final AgentLoop loop;
    private final AgentClock clock;
    private final Optional<String> netNamespace;
    private final Optional<StatusServer> server;
    private Optional<Asker> asker = Optional.empty();
    private boolean closed;

    PeerAsking(AgentLoop loop, AgentClock clock, Optional<String> netNamespace, Optional<StatusServer> server) {
        this.loop = loop;
        this.clock = clock;
        this.netNamespace = netNamespace;
        this.server = server;
    }

    synchronized void reconfigure(PeerSettings wanted) {
        server.ifPresent(listening -> listening.token(wanted.token()));
        if (asker.isEmpty() && !wanted.peers().isEmpty() && !closed) {
            asker = Optional.of(make());
        }
        asker.ifPresent(running -> running.reconfigure(wanted));
    }

    private Asker make() {
        return new Asker(
                () -> netNamespace.map(NetNamespace::enter).ifPresent(Agent::tell),
                clock::nanos,
                answer -> loop.post((engine, now) -> engine.splitInputs().onPeerAnswer(now, answer)));
    }

    @Override
    public synchronized void close() {
        closed = true; // A reload may be under way.
        asker.ifPresent(Asker::close);
        asker = Optional.empty();
    }
}
