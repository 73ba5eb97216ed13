package dev.holdfast.agent.http;

import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Which path answers what. Small answers are made on the HTTP loop, exporters' pages on workers. */
final class Routes {
    /** The loop shows that it lives once a second; five times that is no accident. */
    static final long ALIVE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final String JSON = "application/json";
    private static final double NANOS_PER_SECOND = 1e9;

    private final Vertx vertx;
    private final Documents documents;
    private final AgentFeed feed;
    private final Liveness liveness;
    private final List<Endpoint> endpoints;

    Routes(Vertx vertx, Documents documents, AgentFeed feed, Liveness liveness, List<Endpoint> endpoints) {
        this.vertx = vertx;
        this.documents = documents;
        this.feed = feed;
        this.liveness = liveness;
        this.endpoints = List.copyOf(endpoints);
    }

    Router router() {
        Router router = Router.router(vertx);
        get(router, "/")
                .handler(context -> answer(context, 200, "text/html; charset=utf-8", IndexPage.render(endpoints)));
        get(router, "/status").handler(context -> worker(context, () -> Answer.json(200, documents.status())));
        get(router, "/status/:instance").handler(context -> worker(context, () -> one(instance(context))));
        get(router, "/master/:instance").handler(context -> worker(context, () -> master(instance(context))));
        get(router, "/healthz").handler(context -> send(context, health()));
        get(router, "/readyz").handler(context -> send(context, readiness()));
        for (Endpoint endpoint : endpoints) {
            get(router, endpoint.path()).handler(context -> worker(context, () -> page(endpoint, context)));
        }
        router.errorHandler(404, context -> send(context, error(404, "no such page; / lists them")));
        router.errorHandler(405, context -> send(context, error(405, "only GET and HEAD are answered here")));
        router.errorHandler(400, context -> send(context, error(400, "not a request that can be understood")));
        router.errorHandler(500, this::failed);
        return router;
    }

    private static Route get(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static String instance(RoutingContext context) {
        return Optional.ofNullable(context.pathParam("instance")).orElse("");
    }

    private Answer one(String name) {
        return documents
                .one(name)
                .map(found -> Answer.json(200, found))
                .orElseGet(() -> Answer.json(404, documents.unknown(name)));
    }

    /** 200 from the master alone: what load balancers and scripts ask. */
    private Answer master(String name) {
        return documents
                .master(name)
                .map(found -> Answer.json(found.master() ? 200 : 503, found))
                .orElseGet(() -> Answer.json(404, documents.unknown(name)));
    }

    private Answer health() {
        long age = liveness.lastTurnAgeNanos();
        boolean alive = age < ALIVE_LIMIT_NANOS;
        return Answer.json(alive ? 200 : 503, new SmallDocuments.Health(alive, age / NANOS_PER_SECOND));
    }

    private Answer readiness() {
        boolean ready = feed.status().ready();
        return Answer.json(ready ? 200 : 503, new SmallDocuments.Readiness(ready));
    }

    private static Answer page(Endpoint endpoint, RoutingContext context) {
        String accept =
                Optional.ofNullable(context.request().getHeader("Accept")).orElse("");
        Endpoint.Page page = endpoint.renderer().render(new Endpoint.Request(accept, query(context)));
        return new Answer(200, page.contentType(), Buffer.buffer(page.body().toByteArray()));
    }

    private static Map<String, String> query(RoutingContext context) {
        Map<String, String> first = new HashMap<>();
        context.queryParams().forEach(parameter -> first.putIfAbsent(parameter.getKey(), parameter.getValue()));
        return first;
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, new SmallDocuments.Refusal(message));
    }

    private void worker(RoutingContext context, Supplier<Answer> maker) {
        vertx.executeBlocking(maker::get, false)
                .onSuccess(answer -> send(context, answer))
                .onFailure(context::fail);
    }

    private void failed(RoutingContext context) {
        HttpLog.pageFailed(context.request().path(), context.failure());
        send(context, error(500, "the page could not be made; the log says why"));
    }

    private static void send(RoutingContext context, Answer answer) {
        answer(context, answer.status(), answer.contentType(), answer.body());
    }

    private static void answer(RoutingContext context, int status, String contentType, Buffer body) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader("Content-Type", contentType).putHeader("Cache-Control", "no-store");
        boolean isHead = context.request().method().equals(HttpMethod.HEAD);
        response.putHeader("Content-Length", Integer.toString(body.length()));
        (isHead ? response.end() : response.end(body)).onFailure(HttpLog::closeFailed);
    }

    /** A whole answer, made before any of it is sent. */
    private record Answer(int status, String contentType, Buffer body) {
        static Answer json(int status, Object document) {
            return new Answer(status, JSON, Buffer.buffer(Json.bytes(document)));
        }
    }

    /** The list of pages, for a person who opens the port in a browser. */
    private static final class IndexPage {
        private static final List<String> OWN = List.of("/status", "/healthz", "/readyz");

        private IndexPage() {}

        static Buffer render(List<Endpoint> endpoints) {
            StringBuilder html = new StringBuilder("<!doctype html><title>Holdfast</title><h1>Holdfast</h1><ul>");
            OWN.forEach(path -> link(html, path, path));
            endpoints.forEach(endpoint -> link(html, endpoint.path(), endpoint.title()));
            html.append("<li>/status/&lt;instance&gt;<li>/master/&lt;instance&gt; (200 if master, else 503)</ul>");
            return Buffer.buffer(html.toString());
        }

        private static void link(StringBuilder html, String path, String text) {
            html.append("<li><a href=\"")
                    .append(path)
                    .append("\">")
                    .append(text)
                    .append("</a>");
        }
    }
}
