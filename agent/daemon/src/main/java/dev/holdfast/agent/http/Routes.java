package dev.holdfast.agent.http;

import dev.holdfast.core.spi.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Which path answers what. Small answers are made on the HTTP loop, exporters' pages on workers. */
final class Routes {
    /** The loop shows that it lives once a second; five times that is no accident. */
    static final long ALIVE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final double NANOS_PER_SECOND = 1e9;

    private final Vertx vertx;
    private final Documents documents;
    private final Shown shown;
    private final ConnectionGuard guard;
    private final Events events;
    private final EventStream stream;
    private final Gate gate;

    Routes(Vertx vertx, Documents documents, Shown shown, ConnectionGuard guard) {
        this.vertx = vertx;
        this.documents = documents;
        this.shown = shown;
        this.guard = guard;
        this.events = new Events(shown.feed(), shown.events());
        this.stream = new EventStream(vertx, events, shown.liveness(), System::currentTimeMillis);
        this.gate = new Gate(vertx, guard, this::send);
    }

    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(gate::admit);
        get(router, "/").handler(context -> worker(context, this::document));
        PageFiles.TYPES.forEach((name, type) -> get(router, "/page/" + name)
                .handler(context -> worker(context, () -> new Answer(200, type, PageFiles.read(name)))));
        get(router, "/events").handler(this::events);
        get(router, "/status").handler(context -> worker(context, () -> Answer.json(200, documents.status())));
        get(router, "/status/:instance").handler(context -> worker(context, () -> one(instance(context))));
        get(router, "/master/:instance").handler(context -> worker(context, () -> master(instance(context))));
        get(router, "/healthz").handler(context -> send(context, health()));
        get(router, "/readyz").handler(context -> send(context, readiness()));
        for (Endpoint endpoint : shown.endpoints()) {
            get(router, endpoint.path()).handler(context -> worker(context, () -> page(endpoint, context)));
        }
        shown.decisions().map(DecisionPage::new).ifPresent(page -> decide(router, page));
        router.errorHandler(404, context -> send(context, Answer.error(404, "no such page; / lists them")));
        router.errorHandler(405, context -> send(context, Answer.error(405, "only GET and HEAD are answered here")));
        router.errorHandler(400, context -> send(context, Answer.error(400, "not a request that can be understood")));
        router.errorHandler(500, this::failed);
        return router;
    }

    private void decide(Router router, DecisionPage page) {
        router.route(DecisionPage.PATH).handler(context -> {
            context.response().putHeader(PageFiles.POLICY_HEADER, DecisionPage.POLICY);
            context.next();
        });
        get(router, DecisionPage.PATH).handler(context -> worker(context, () -> page.question(context)));
        router.post(DecisionPage.PATH).handler(context -> worker(context, () -> page.decision(context)));
    }

    Gate gate() {
        return gate;
    }

    /** How many follow the events. Any thread. */
    int listeners() {
        return stream.listeners();
    }

    private static Route get(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private Answer document() {
        return new Answer(200, "text/html; charset=utf-8", PageFiles.document(shown.endpoints()));
    }

    /** A list for those who ask, a stream for those who want to follow. */
    private void events(RoutingContext context) {
        boolean follows = header(context, "Accept").contains(EventStream.CONTENT_TYPE)
                && context.request().method().equals(HttpMethod.GET);
        if (!follows) {
            worker(context, () -> Answer.json(200, events.all()));
        } else if (stream.isFull()) {
            context.response().putHeader("Retry-After", "10");
            send(context, Answer.error(503, "as many follow the events as may; try again later"));
        } else {
            guard.onStream(context.request());
            context.response()
                    .putHeader("Content-Type", EventStream.CONTENT_TYPE)
                    .putHeader("Cache-Control", "no-store");
            stream.open(context.response(), header(context, "Last-Event-ID"));
        }
    }

    private static String header(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getHeader(name)).orElse("");
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
        long age = shown.liveness().lastTurnAgeNanos();
        boolean alive = age < ALIVE_LIMIT_NANOS;
        return Answer.json(alive ? 200 : 503, new SmallDocuments.Health(alive, age / NANOS_PER_SECOND));
    }

    private Answer readiness() {
        boolean ready = shown.feed().status().ready();
        return Answer.json(ready ? 200 : 503, new SmallDocuments.Readiness(ready));
    }

    private static Answer page(Endpoint endpoint, RoutingContext context) {
        Endpoint.Request request = new Endpoint.Request(header(context, "Accept"), query(context));
        Endpoint.Page page = endpoint.renderer().render(request);
        return new Answer(200, page.contentType(), Buffer.buffer(page.body().toByteArray()));
    }

    private static Map<String, String> query(RoutingContext context) {
        Map<String, String> first = new HashMap<>();
        context.queryParams().forEach(parameter -> first.putIfAbsent(parameter.getKey(), parameter.getValue()));
        return first;
    }

    private void worker(RoutingContext context, Supplier<Answer> maker) {
        vertx.executeBlocking(maker::get, false)
                .onSuccess(answer -> send(context, answer))
                .onFailure(context::fail);
    }

    private void failed(RoutingContext context) {
        HttpLog.pageFailed(context.request().path(), context.failure());
        send(context, Answer.error(500, "the page could not be made; the log says why"));
    }

    private void send(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status())
                .putHeader("Content-Type", answer.contentType())
                .putHeader("Content-Length", Integer.toString(answer.body().length()))
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        if (!response.headers().contains(PageFiles.POLICY_HEADER)) { // The operator's own goes first.
            response.putHeader(PageFiles.POLICY_HEADER, PageFiles.CONTENT_SECURITY_POLICY);
        }
        boolean isHead = context.request().method().equals(HttpMethod.HEAD);
        (isHead ? response.end() : response.end(answer.body()))
                .onComplete(taken -> guard.onAnswered(context.request()))
                .onFailure(HttpLog::closeFailed);
    }
}
