package dev.holdfast.exporter.webhook.send;

import dev.holdfast.core.spi.WebhookSettings.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/**
 * HTTP by the JDK's client: POST alone, no redirection is followed, one limit for all of it, and no more of an answer is read
 * than anybody would look at.
 */
final class HttpTransport implements Transport {
    private final Target target;
    private final Executor executor;
    private final long timeoutNanos;
    private final LongSupplier wallMillis;
    private Optional<HttpClient> client = Optional.empty();
    private volatile CompletableFuture<?> underWay = CompletableFuture.completedFuture("");
    private volatile boolean ended;

    /**
     * A client of its own, which keeps a connection for the next request.
     *
     * @param executor whose threads open sockets and look up names
     */
    HttpTransport(Target target, Executor executor, LongSupplier wallMillis) {
        this.target = target;
        this.executor = executor;
        this.timeoutNanos = target.timeoutNanos();
        this.wallMillis = wallMillis;
    }

    /** Made for the first request: loading it takes longer than the agent takes to start. */
    private HttpClient client() {
        HttpClient known = client.orElseGet(this::build);
        client = Optional.of(known);
        return known;
    }

    private HttpClient build() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(Duration.ofNanos(timeoutNanos))
                .proxy(ProxySelector.of(null))
                .executor(executor);
        target.proxy()
                .map(URI::create)
                .ifPresent(proxy -> builder.proxy(
                        ProxySelector.of(InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()))));
        target.authorities().map(Authorities::trusting).ifPresent(builder::sslContext);
        return builder.build();
    }

    @Override
    public Answer send(Post post) throws InterruptedException {
        long begin = System.nanoTime();
        CompletableFuture<HttpResponse<String>> answer = client().sendAsync(request(post), info -> new CappedBody());
        underWay = answer;
        if (ended) {
            answer.cancel(true);
        }
        try {
            HttpResponse<String> response = answer.get(timeoutNanos, TimeUnit.NANOSECONDS);
            OptionalLong retryAfter = response.headers()
                    .firstValue("Retry-After")
                    .map(value -> RetryAfter.millis(value, wallMillis.getAsLong()))
                    .orElse(OptionalLong.empty());
            return Answer.status(response.statusCode(), retryAfter, response.body(), System.nanoTime() - begin);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            return Answer.none(reason(cause), words(cause), System.nanoTime() - begin);
        } catch (CancellationException cancelled) {
            return Answer.none(FailureReason.IO, "ended before it was answered", System.nanoTime() - begin);
        } catch (TimeoutException late) {
            return Answer.none(FailureReason.TIMEOUT, "no whole answer in time", System.nanoTime() - begin);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        ended = true;
        underWay.cancel(true);
    }

    private static HttpRequest request(Post post) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(post.url().value()))
                .POST(BodyPublishers.ofByteArray(post.body().toByteArray()));
        post.headers().forEach(builder::setHeader);
        return builder.build();
    }

    private static FailureReason reason(Throwable thrown) {
        if (thrown instanceof HttpTimeoutException) {
            return FailureReason.TIMEOUT;
        }
        // Where the connection ends before the exchange has begun the client tells of that first.
        if (thrown instanceof SSLException || thrown.getCause() instanceof SSLException) {
            return FailureReason.TLS;
        }
        boolean unreached = thrown instanceof ConnectException
                || thrown instanceof UnknownHostException
                || thrown instanceof UnresolvedAddressException
                || thrown.getCause() instanceof UnresolvedAddressException;
        return unreached ? FailureReason.CONNECT : FailureReason.IO;
    }

    /** The JDK's messages name no path of a URL; a bare ConnectException says nothing at all. */
    private static String words(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof IOException && !message.equals("null")) {
            return message;
        }
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException
                ? "no address is known for the host"
                : cause.getClass().getSimpleName();
    }
}
