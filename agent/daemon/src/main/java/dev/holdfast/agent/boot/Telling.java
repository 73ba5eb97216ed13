package dev.holdfast.agent.boot;

import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.decide.Offers;
import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.loop.AgentLoop;
import dev.holdfast.agent.mail.Mailer;
import dev.holdfast.agent.notify.Fifos;
import dev.holdfast.agent.notify.ScriptRunner;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.linux.process.NamedPipe;
import dev.holdfast.linux.process.NetNamespace;
import java.util.Optional;

/** The ways to tell of changes besides scripts; nothing of one is made before it is configured. */
final class Telling implements AutoCloseable {
    private final AgentClock clock;
    private final Feed feed;
    private final AgentLoop loop;
    private final ScriptRunner scripts;
    private final Offers offers;
    private final Optional<String> netNamespace;
    private Optional<Fifos> fifos = Optional.empty();
    private Optional<Mailer> mailer = Optional.empty();
    private boolean closed;

    Telling(
            AgentClock clock,
            Feed feed,
            AgentLoop loop,
            ScriptRunner scripts,
            Offers offers,
            Optional<String> netNamespace) {
        this.clock = clock;
        this.feed = feed;
        this.loop = loop;
        this.scripts = scripts;
        this.offers = offers;
        this.netNamespace = netNamespace;
    }

    synchronized void reconfigure(AgentConfig wanted) {
        offers.linkBase(wanted.engine().splitBrain().resolution().linkBase());
        if (fifos.isEmpty() && !wanted.fifos().pipes().isEmpty() && !closed) {
            fifos = Optional.of(new Fifos(feed, NamedPipe::make, scripts.launcher(), clock::nanos, this::publish));
            fifos.ifPresent(feed::subscribe);
        }
        fifos.ifPresent(open -> open.reconfigure(wanted.fifos()));
        if (!wanted.mail().equals(mailer.map(Mailer::settings)) && !closed) {
            Optional<Mailer> before = mailer;
            mailer = wanted.mail().map(settings -> new Mailer(settings, feed, this::enterNamespace, this::publish));
            mailer.ifPresent(feed::subscribe);
            before.ifPresent(Mailer::close);
        }
    }

    private void enterNamespace() {
        netNamespace.map(NetNamespace::enter).ifPresent(Agent::tell);
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
        mailer.ifPresent(Mailer::close);
        fifos.ifPresent(Fifos::close);
    }
}
