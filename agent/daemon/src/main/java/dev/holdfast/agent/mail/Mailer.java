package dev.holdfast.agent.mail;

import dev.holdfast.agent.mail.MailSettings.Served;
import dev.holdfast.agent.vertx.SideLoop;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import dev.holdfast.core.spi.AgentEvent.ScriptFinished;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.LvsNotice;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mails of transitions, on an event loop of their own. Hears events on the agent loop, which hands over and goes on. */
public final class Mailer implements AgentListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
    private static final long CLOSE_LIMIT_SECONDS = 2;
    private static final long POLL_MILLIS = 20;

    private final MailSettings settings;
    private final MailWriter writer;
    private final AgentFeed feed;
    private final Consumer<AgentEvent> publisher;
    private final Vertx vertx;
    private final Context loop;
    private final Outgoing outgoing;
    private volatile boolean closed;

    /**
     * Starts what sends mails.
     *
     * @param onThread called once on the loop's thread before its first socket, such as entering a network namespace
     * @param publisher has an event told on the agent loop; any thread
     */
    public Mailer(MailSettings settings, AgentFeed feed, Runnable onThread, Consumer<AgentEvent> publisher) {
        this(settings, feed, onThread, publisher, Outgoing.Patience.STANDARD);
    }

    Mailer(
            MailSettings settings,
            AgentFeed feed,
            Runnable onThread,
            Consumer<AgentEvent> publisher,
            Outgoing.Patience patience) {
        this.settings = settings;
        this.feed = feed;
        this.publisher = publisher;
        this.writer = new MailWriter(feed);
        this.vertx = Vertx.vertx(SideLoop.options(1));
        this.loop = vertx.getOrCreateContext();
        loop.runOnContext(first -> onThread.run());
        this.outgoing = new Outgoing(vertx, new SmtpTransport(vertx, settings)::send, patience, this::ended);
    }

    /** What it was made with. */
    public MailSettings settings() {
        return settings;
    }

    @Override
    public void onEvent(AgentEvent event) {
        if (closed) {
            return;
        }
        if (event instanceof StateChanged changed
                && settings.instances().contains(changed.router())
                && isNews(changed.from(), changed.to())) {
            send(writer.of(changed));
        } else if (event instanceof GroupChanged changed
                && settings.groups().contains(changed.group())
                && isNews(changed.from(), changed.to())) {
            send(writer.of(changed));
        } else if (event instanceof SplitBrainChanged changed
                && settings.instances().contains(changed.router())) {
            send(writer.of(changed));
        } else if (event instanceof LvsNoted noted && noted.notice() != LvsNotice.TABLE_RESTORED) {
            Optional.ofNullable(settings.served().get(new Served(noted.virtualServer(), noted.realServer())))
                    .ifPresent(name -> send(writer.of(noted, name)));
        }
    }

    private void send(Mail mail) {
        loop.runOnContext(onLoop -> outgoing.add(mail));
    }

    /** As keepalived has it: neither that it starts, which makes a backup, nor that it stops. */
    private boolean isNews(RouterState from, RouterState to) {
        return switch (to) {
            case MASTER -> true;
            case BACKUP -> from != RouterState.INIT;
            case FAULT -> settings.faults();
            case INIT, STOPPED -> false;
        };
    }

    private void ended(Mail mail, ScriptResult result, long tookNanos, String detail) {
        publisher.accept(new ScriptFinished(
                feed.snapshot().nowNanos(),
                mail.about(),
                "smtp_alert",
                settings.server().toString(),
                result,
                -1,
                tookNanos,
                detail.isEmpty() ? mail.subject() : mail.subject() + ": " + detail));
    }

    /** Sends what can be sent within two seconds; the rest is told as dropped. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        long begin = System.nanoTime();
        try {
            while (!onLoop(outgoing::isIdle)
                    && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(CLOSE_LIMIT_SECONDS)) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            onLoop(() -> {
                outgoing.drop("there was no more time");
                return true;
            });
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.warn("the event loop of the mails did not end", late);
        }
    }

    private boolean onLoop(BooleanSupplier question) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        loop.runOnContext(onLoop -> answer.complete(question.getAsBoolean()));
        return answer.get(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
