package dev.holdfast.agent.peers;

import dev.holdfast.agent.peers.PeerSettings.Identity;
import dev.holdfast.agent.peers.PeerSettings.Peer;
import dev.holdfast.core.split.PeerAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** One peer: a connection that is kept for the next question, and a question at a time. On the loop of {@link Asker}. */
final class Line {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Vertx vertx;
    private final Peer peer;
    private final long timeoutMillis;
    private final LongSupplier nanos;
    private final Consumer<PeerAnswer> answers;
    private final HttpClient client;
    private Optional<Question> asked = Optional.empty();
    private long timer;
    private boolean closed;

    Line(Vertx vertx, Peer peer, long timeoutNanos, LongSupplier nanos, Consumer<PeerAnswer> answers) {
        this.vertx = vertx;
        this.peer = peer;
        this.timeoutMillis = timeoutNanos / NANOS_PER_MILLI;
        this.nanos = nanos;
        this.answers = answers;
        this.client = vertx.createHttpClient(options(), new PoolOptions().setHttp1MaxSize(1));
    }

    private HttpClientOptions options() {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(peer.isSecure())
                .setVerifyHost(true)
                .setConnectTimeout((int) timeoutMillis)
                .setSslHandshakeTimeout(timeoutMillis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        peer.authorities()
                .ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(pem))));
        peer.identity().ifPresent(identity -> options.setKeyCertOptions(keys(identity)));
        return options;
    }

    private static PemKeyCertOptions keys(Identity identity) {
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(identity.certificates()))
                .addKeyValue(Buffer.buffer(identity.key().value()));
    }

    /** Asks at once, and from then on so often. */
    void every(long intervalNanos, Function<Peer, Future<SocketAddress>> resolver) {
        ask(resolver);
        timer = vertx.setPeriodic(intervalNanos / NANOS_PER_MILLI, id -> ask(resolver));
    }

    private void ask(Function<Peer, Future<SocketAddress>> resolver) {
        if (asked.isPresent() || closed) {
            return; // A timer that comes early; the question before ends in its time.
        }
        Question question = new Question(vertx, client, peer, nanos.getAsLong(), timeoutMillis, this::ended);
        asked = Optional.of(question);
        resolver.apply(peer).onSuccess(question::ask).onFailure(question::fail);
    }

    private void ended(PeerAnswer answer) {
        asked = Optional.empty();
        if (!closed) {
            answers.accept(answer);
        }
    }

    void close() {
        closed = true;
        vertx.cancelTimer(timer);
        client.close();
    }
}
