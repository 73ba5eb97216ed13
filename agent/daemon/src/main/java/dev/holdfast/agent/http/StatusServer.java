package dev.holdfast.agent.http;

import dev.holdfast.agent.vertx.SideLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
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

    private StatusServer(Vertx vertx, HttpServer server, Routes routes) {
        this.vertx = vertx;
        this.server = server;
        this.routes = routes;
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
        HttpServer server = vertx.createHttpServer(serverOptions());
        server.connectionHandler(guard::onConnect);
        Routes routes = new Routes(vertx, documents, shown, guard);
        Router router = routes.router();
        server.requestHandler(request -> {
            guard.onRequest(request);
            router.handle(request);
        });
        try {
            server.listen(settings.port(), settings.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
            return new StatusServer(vertx, server, routes);
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
                .setIdleTimeout(2 * (int) HttpLimits.RESPONSE_MILLIS);
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** How many follow the events. */
    int listeners() {
        return routes.listeners();
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
