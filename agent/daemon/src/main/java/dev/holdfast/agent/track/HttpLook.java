package dev.holdfast.agent.track;

import dev.holdfast.agent.track.Probe.Speech.Version;
import dev.holdfast.core.track.TrackerResult;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Asks for a page on a connection of its own each time, for a connection that is kept says little about a new one. What
 * is looked for in the page is looked for in its beginning, and by a thread that may take its time over a bad expression.
 */
final class HttpLook implements Look {
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
                        .setForceSni(probe.speech().serverName().isPresent())
                        .setProtocolVersion(version(probe.speech().version()))
                        .setKeepAlive(false)
                        .setConnectTimeout(TcpLook.millis(timeoutNanos))
                        .setSslHandshakeTimeout(TcpLook.millis(timeoutNanos))
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    }

    private static HttpVersion version(Version version) {
        return switch (version) {
            case HTTP_1_0, HTTP_1_0_CLOSING -> HttpVersion.HTTP_1_0;
            case HTTP_1_1 -> HttpVersion.HTTP_1_1;
        };
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
        probe.speech().serverName().ifPresent(name -> named(options, name));
        if (probe.speech().version() == Version.HTTP_1_0_CLOSING) {
            options.putHeader("Connection", "close");
        }
        client.request(options).onComplete(ready -> {
            if (ready.succeeded()) {
                send(connecting, ready.result());
            } else {
                connecting.failed(ready.cause());
            }
        });
    }

    /** The host is then the one of TLS; where the page is asked for stays what it was. */
    private void named(RequestOptions options, String name) {
        options.setHost(name);
        if (probe.virtualHost().isEmpty()) {
            options.putHeader("Host", probe.uri().getRawAuthority());
        }
    }

    private void send(NetLoop.Connecting connecting, HttpClientRequest request) {
        // Also so that the library does not log what we brought about ourselves; after the end nobody listens.
        request.exceptionHandler(connecting::failed);
        request.connection().exceptionHandler(connecting::failed);
        if (connecting.run().isStopped()) {
            close(request);
            return;
        }
        connecting.onStop(request::reset);
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
        } else if (probe.body().isEmpty() && probe.digest().isEmpty()) {
            end(connecting, request, TrackerResult.passed("status " + status));
        } else {
            read(connecting, request, response);
        }
    }

    private void read(NetLoop.Connecting connecting, HttpClientRequest request, HttpClientResponse response) {
        Page page = new Page(probe.digest().isPresent());
        response.endHandler(end -> judge(connecting.run(), page));
        response.handler(part -> {
            page.add(part);
            if (page.isEnough()) {
                response.handler(null).endHandler(null).exceptionHandler(ignored -> {});
                connecting.onStop(() -> {});
                close(request);
                judge(connecting.run(), page);
            }
        });
    }

    private void judge(LookRun run, Page page) {
        Optional<String> other = probe.digest().filter(wanted -> !wanted.equals(page.digest()));
        if (other.isPresent()) {
            run.end(TrackerResult.failed("the digest of the page is " + page.digest()));
        } else {
            probe.body().ifPresentOrElse(wanted -> match(run, page, wanted), () -> run.end(TrackerResult.passed("")));
        }
    }

    private void match(LookRun run, Page page, Pattern wanted) {
        String text = page.beginning();
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
