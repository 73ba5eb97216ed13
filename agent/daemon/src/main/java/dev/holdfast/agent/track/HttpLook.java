package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Asks for a page on a connection of its own each time, for a connection that is kept says little about a new one. What
 * is looked for in the page is looked for in its beginning, and by a thread that may take its time over a bad expression.
 */
final class HttpLook implements Look {
    /** A page that says whether a service works says so early. */
    static final int MOST_BODY = 64 * 1024;

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final NetLoop loop;
    private final Workers workers;
    private final Probe.Http probe;
    private final HttpClient client;

    HttpLook(NetLoop loop, Workers workers, Probe.Http probe, long timeoutNanos) {
        this.loop = loop;
        this.workers = workers;
        this.probe = probe;
        this.client = client(loop, probe, timeoutNanos);
    }

    private static HttpClientAgent client(NetLoop loop, Probe.Http probe, long timeoutNanos) {
        return loop.vertx()
                .createHttpClient(new HttpClientOptions()
                        .setSsl(isSecure(probe))
                        .setTrustAll(!probe.verify())
                        .setVerifyHost(probe.verify())
                        .setKeepAlive(false)
                        .setConnectTimeout(TcpLook.millis(timeoutNanos))
                        .setSslHandshakeTimeout(TcpLook.millis(timeoutNanos))
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    }

    private static boolean isSecure(Probe.Http probe) {
        return "https".equalsIgnoreCase(probe.uri().getScheme());
    }

    @Override
    public LookRun begin() {
        return loop.connect(host(), port(), this::request);
    }

    @Override
    public void close() {
        client.close();
    }

    private String host() {
        return String.valueOf(probe.uri().getHost());
    }

    private int port() {
        int written = probe.uri().getPort();
        return written >= 0 ? written : isSecure(probe) ? HTTPS_PORT : HTTP_PORT;
    }

    private String target() {
        String path = probe.uri().getRawPath();
        String query = probe.uri().getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private void request(NetLoop.Connecting connecting) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(connecting.server())
                .setHost(host())
                .setPort(port())
                .setURI(target())
                .setFollowRedirects(false)
                .putHeader("User-Agent", "holdfast")
                .putHeader("Accept", "*/*");
        probe.virtualHost().ifPresent(name -> options.putHeader("Host", name));
        client.request(options).onComplete(ready -> {
            if (ready.succeeded()) {
                send(connecting, ready.result());
            } else {
                connecting.failed(ready.cause());
            }
        });
    }

    private void send(NetLoop.Connecting connecting, HttpClientRequest request) {
        if (connecting.run().isStopped()) {
            close(request);
            return;
        }
        connecting.onStop(request::reset);
        // Also so that the library does not log what we brought about ourselves; after the end nobody listens.
        request.exceptionHandler(connecting::failed);
        request.connection().exceptionHandler(connecting::failed);
        request.send().onComplete(answered -> {
            if (answered.succeeded()) {
                judge(connecting, request, answered.result());
            } else {
                connecting.failed(answered.cause());
            }
        });
    }

    private void judge(NetLoop.Connecting connecting, HttpClientRequest request, HttpClientResponse response) {
        int status = response.statusCode();
        response.exceptionHandler(connecting::failed);
        boolean isWanted = probe.statuses().stream().anyMatch(range -> status >= range.from() && status <= range.to());
        if (!isWanted) {
            end(connecting, request, TrackerResult.failed("status " + status));
        } else if (probe.body().isEmpty()) {
            end(connecting, request, TrackerResult.passed("status " + status));
        } else {
            read(connecting, request, response, probe.body().get());
        }
    }

    private void read(
            NetLoop.Connecting connecting, HttpClientRequest request, HttpClientResponse response, Pattern wanted) {
        Buffer body = Buffer.buffer();
        response.endHandler(end -> match(connecting.run(), body, wanted));
        response.handler(part -> {
            body.appendBuffer(part);
            if (body.length() >= MOST_BODY) {
                response.handler(null).endHandler(null).exceptionHandler(ignored -> {});
                connecting.onStop(() -> {});
                close(request);
                match(connecting.run(), body, wanted);
            }
        });
    }

    private void match(LookRun run, Buffer body, Pattern wanted) {
        String text = body.slice(0, Math.min(body.length(), MOST_BODY)).toString(StandardCharsets.UTF_8);
        workers.execute(
                run,
                () -> run.end(
                        wanted.matcher(text).find()
                                ? TrackerResult.passed("")
                                : TrackerResult.failed("the page does not match " + wanted.pattern())));
    }

    private static void end(NetLoop.Connecting connecting, HttpClientRequest request, TrackerResult result) {
        connecting.run().end(result);
        close(request);
    }

    /** What is left of the page is of no interest. */
    private static void close(HttpClientRequest request) {
        if (request.connection() != null) {
            request.connection().close();
        }
    }
}
