package dev.holdfast.agent.http;

import static io.vertx.core.http.HttpVersion.HTTP_1_0;
import static io.vertx.core.http.HttpVersion.HTTP_1_1;
import static io.vertx.core.http.HttpVersion.HTTP_2;

import dev.holdfast.agent.vertx.SideLoop;
import dev.holdfast.core.spi.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP server: a Vert.x instance of its own, so that no client is ever served by the thread that elects. */
public final class StatusServer implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 10;
    private static final long CLOSE_LIMIT_SECONDS = 2;

    private final Vertx vertx;
    private final HttpServer server;
    private final Routes routes;
    private final Optional<WebWatch> watch;

    private StatusServer(Vertx vertx, HttpServer server, Routes routes, Optional<WebWatch> watch) {
        this.vertx = vertx;
        this.server = server;
        this.routes = routes;
        this.watch = watch;
    }

    /**
     * Listens.
     *
     * @throws IOException when the address cannot be bound
     */
    public static StatusServer start(HttpSettings settings, Shown shown) throws IOException {
        Documents documents = new Documents(shown.feed(), System::currentTimeMillis);
        return start(settings, documents, shown, ConnectionGuard.Patience.USUAL);
    }

    static StatusServer start(
            HttpSettings settings, Documents documents, Shown shown, ConnectionGuard.Patience patience)
            throws IOException {
        Vertx vertx = Vertx.vertx(SideLoop.options(HttpLimits.WORKERS));
        ConnectionGuard guard = new ConnectionGuard(vertx, patience);
        HttpServer server =
                server(vertx, settings.web().map(HttpSettings.Web::first).orElse(WebConfig.NONE), patience);
        server.connectionHandler(guard::onConnect);
        server.exceptionHandler(HttpLog::clientFailed);
        Routes routes = new Routes(vertx, documents, shown, guard);
        Router router = routes.router();
        server.requestHandler(request -> {
            guard.onRequest(request);
            router.handle(request);
        });
        Optional<WebWatch> watch = settings.web().map(web -> watch(vertx, server, routes, web));
        try {
            server.listen(settings.port(), settings.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
            return new StatusServer(vertx, server, routes, watch);
        } catch (ExecutionException | TimeoutException refused) {
            close(vertx);
            throw new IOException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": " + reason(refused), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            close(vertx);
            throw new IOException("interrupted while starting to listen", interrupted);
        }
    }

    private static String reason(Exception refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static HttpServer server(Vertx vertx, WebConfig web, ConnectionGuard.Patience patience) {
        HttpServerConfig config = new HttpServerConfig(limits(patience));
        if (web.tls().isEmpty()) {
            return vertx.createHttpServer(config);
        }
        config.setVersions(web.http2() ? EnumSet.of(HTTP_1_0, HTTP_1_1, HTTP_2) : EnumSet.of(HTTP_1_0, HTTP_1_1));
        return vertx.createHttpServer(config, WebWatch.options(web, web.tls().get()));
    }

    private static WebWatch watch(Vertx vertx, HttpServer server, Routes routes, HttpSettings.Web web) {
        WebWatch watch = new WebWatch(vertx, server, routes.gate(), web.first());
        watch.start(web.changes(), web.lookMillis());
        return watch;
    }

    private static HttpServerOptions limits(ConnectionGuard.Patience patience) {
        return new HttpServerOptions()
                .setMaxInitialLineLength(HttpLimits.REQUEST_LINE_OCTETS)
                .setMaxHeaderSize(HttpLimits.HEADER_OCTETS)
                .setMaxFormAttributeSize(0)
                .setHttp2ClearTextEnabled(false)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(HttpLimits.STREAMS_PER_CONNECTION)
                        .setMaxHeaderListSize(HttpLimits.HEADER_OCTETS))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                // The guard closes in order, after what is being written; this ends those who do not take it.
                .setIdleTimeout((int) patience.responseMillis());
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Who shows this may read {@code /status}; empty for nobody but those with a login. Any thread. */
    public void token(Optional<Secret> wanted) {
        routes.gate().token().set(wanted);
    }

    /** How many follow the events. */
    int listeners() {
        return routes.listeners();
    }

    @Override
    public void close() {
        watch.ifPresent(WebWatch::stop);
        close(vertx);
    }

    private static void close(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            HttpLog.closeFailed(late); // The process ends anyway.
        }
    }
}
