package dev.holdfast.agent.peers;

import dev.holdfast.agent.peers.PeerSettings.Peer;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.split.PeerAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One GET of a peer's status, from the look-up of its name to the last octet: it ends once, in its time, and is not read
 * beyond its limit. On the loop of {@link Asker}.
 */
final class Question {
    /** The status of two hundred and fifty instances is shorter. */
    static final int MOST_OCTETS = 1 << 20;

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Vertx vertx;
    private final HttpClient client;
    private final Peer peer;
    private final long askedNanos;
    private final Consumer<PeerAnswer> end;
    private final long timer;
    private final Buffer body = Buffer.buffer();
    private Optional<HttpClientRequest> request = Optional.empty();
    private boolean ended;

    Question(Vertx vertx, HttpClient client, Peer peer, long askedNanos, long timeoutMillis, Consumer<PeerAnswer> end) {
        this.vertx = vertx;
        this.client = client;
        this.peer = peer;
        this.askedNanos = askedNanos;
        this.end = end;
        this.timer = vertx.setTimer(
                timeoutMillis, id -> fail(PeerFailure.TIMEOUT, "no whole answer within " + timeoutMillis + " ms"));
    }

    void ask(SocketAddress server) {
        if (ended) {
            return;
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(server)
                .setHost(peer.serverName().orElse(peer.host()))
                .setPort(peer.port())
                .setURI(peer.url().getRawPath())
                .setFollowRedirects(false)
                .putHeader("User-Agent", "holdfast")
                .putHeader("Accept", "application/json");
        peer.authorization().ifPresent(secret -> options.putHeader("Authorization", secret.value()));
        client.request(options).onSuccess(this::send).onFailure(this::fail);
    }

    private void send(HttpClientRequest ready) {
        if (ended) {
            ready.reset();
            return;
        }
        request = Optional.of(ready);
        // Also so that the library does not log what we brought about ourselves.
        ready.exceptionHandler(this::fail);
        ready.connection().exceptionHandler(this::fail);
        ready.send().onSuccess(this::read).onFailure(this::fail);
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(this::fail);
        int status = response.statusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            fail(PeerFailure.LOGIN, "status " + status + ": it wants another token or login");
        } else if (status != OK) {
            fail(PeerFailure.STATUS, "status " + status);
        } else {
            response.handler(this::take);
            response.endHandler(whole -> understand());
        }
    }

    private void take(Buffer part) {
        if (ended) {
            return;
        }
        if (body.length() + part.length() > MOST_OCTETS) {
            fail(PeerFailure.TOO_LARGE, "the answer is larger than 1 MiB");
        } else {
            body.appendBuffer(part);
        }
    }

    private void understand() {
        if (ended) {
            return;
        }
        try {
            finish(PeerAnswer.of(peer.name(), askedNanos, address(), StatusReader.read(body.getBytes())));
        } catch (NotAStatus foreign) {
            fail(PeerFailure.NOT_UNDERSTOOD, "cannot be understood: " + foreign.getMessage());
        }
    }

    private Optional<IpAddress> address() {
        return request.flatMap(sent -> Optional.ofNullable(sent.connection().remoteAddress(true)))
                .flatMap(remote -> Optional.ofNullable(remote.hostAddress()))
                .flatMap(Question::parse);
    }

    private static Optional<IpAddress> parse(String literal) {
        try {
            return Optional.of(IpAddress.parse(literal));
        } catch (IllegalArgumentException scoped) {
            return Optional.empty(); // A link-local address with its interface: of no use to anybody else.
        }
    }

    /** It could not be asked, or not to the end. */
    void fail(Throwable cause) {
        PeerAnswer.Failure failure = Failures.of(cause);
        fail(failure.reason(), failure.text());
    }

    private void fail(PeerFailure reason, String text) {
        if (!ended) {
            PeerAnswer failed = PeerAnswer.failed(peer.name(), askedNanos, reason, text);
            // What comes after this is of no interest, and the next question wants a connection that is in order.
            request.ifPresent(sent -> sent.connection().close());
            finish(failed);
        }
    }

    private void finish(PeerAnswer answer) {
        if (!ended) {
            ended = true;
            vertx.cancelTimer(timer);
            end.accept(answer);
        }
    }
}
