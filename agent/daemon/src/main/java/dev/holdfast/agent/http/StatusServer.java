package dev.holdfast.agent.http;

import dev.holdfast.agent.vertx.SideLoop;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP server: a Vert.x instance of its own, so that no client is ever served by the thread that elects. */
public final class StatusServer implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 10;
    private static final long CLOSE_LIMIT_SECONDS = 2;

    private final Vertx vertx;
    private final HttpServer server;

    private StatusServer(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @throws IOException when the address cannot be bound
     */
    public static StatusServer start(HttpSettings settings, AgentFeed feed, Liveness liveness, List<Endpoint> endpoints)
            throws IOException {
        return start(
                settings,
                new Documents(feed, System::currentTimeMillis),
                feed,
                liveness,
                endpoints,
                HttpLimits.REQUEST_MILLIS);
    }

    static StatusServer start(
            HttpSettings settings,
            Documents documents,
            AgentFeed feed,
            Liveness liveness,
            List<Endpoint> endpoints,
            long requestMillis)
            throws IOException {
        Vertx vertx = Vertx.vertx(SideLoop.options(HttpLimits.WORKERS));
        ConnectionGuard guard = new ConnectionGuard(vertx, requestMillis);
        Routes routes = new Routes(vertx, documents, feed, liveness, endpoints);
        HttpServer server = vertx.createHttpServer(serverOptions());
        server.connectionHandler(guard::onConnect);
        var router = routes.router();
        server.requestHandler(request -> {
            guard.onRequest(request);
            router.handle(request);
        });
        try {
            server.listen(settings.port(), settings.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
            return new StatusServer(vertx, server);
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

    private static HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(HttpLimits.REQUEST_LINE_OCTETS)
                .setMaxHeaderSize(HttpLimits.HEADER_OCTETS)
                .setMaxFormAttributeSize(0)
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(2 * (int) HttpLimits.REQUEST_MILLIS);
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
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
