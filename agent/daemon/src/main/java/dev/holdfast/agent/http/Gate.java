package dev.holdfast.agent.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What every request has to pass: the rate of requests, the size of its body, the login. Runs on the HTTP event loop
 * alone.
 */
final class Gate {
    private final RequestRate rate = new RequestRate(System::nanoTime);
    private final ConnectionGuard guard;
    private final Logins logins;
    private final StatusToken token = new StatusToken();
    private final BiConsumer<RoutingContext, Answer> refuse;
    private Map<String, String> headers = Map.of();

    /** @param refuse sends an answer instead of the one that was asked for */
    Gate(Vertx vertx, ConnectionGuard guard, BiConsumer<RoutingContext, Answer> refuse) {
        this.guard = guard;
        this.logins = new Logins(vertx);
        this.refuse = refuse;
    }

    void configure(WebConfig wanted) {
        headers = wanted.headers();
        rate.limit(wanted.rateLimit());
        logins.users(wanted.users());
    }

    /** What peers show to read the status. */
    StatusToken token() {
        return token;
    }

    void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        headers.forEach(response::putHeader);
        if (!rate.admits()) {
            refuse.accept(context, Answer.error(429, "more requests than http.web_config allows"));
            return;
        }
        if (announcedBody(request) > HttpLimits.BODY_OCTETS) {
            guard.onLast(request);
            refuse.accept(context, Answer.error(413, "no page takes a body"));
            return;
        }
        dropBody(request);
        String authorization =
                Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        if (token.admits(request, authorization)) {
            context.next();
            return;
        }
        logins.check(authorization)
                .onSuccess(verdict -> judge(context, verdict, authorization))
                .onFailure(context::fail);
    }

    private static long announcedBody(HttpServerRequest request) {
        String length = Optional.ofNullable(request.getHeader("Content-Length")).orElse("0");
        return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : Long.MAX_VALUE;
    }

    /** A body without an announced length is read past too, up to the same limit. */
    private static void dropBody(HttpServerRequest request) {
        int[] octets = {0};
        request.handler(part -> {
            octets[0] += part.length();
            if (octets[0] > HttpLimits.BODY_OCTETS) {
                request.connection().close().onFailure(HttpLog::closeFailed);
            }
        });
    }

    private void judge(RoutingContext context, Logins.Verdict verdict, String authorization) {
        switch (verdict) {
            case WELCOME -> context.next();
            case UNKNOWN -> {
                context.response().putHeader("WWW-Authenticate", "Basic realm=\"Holdfast\", charset=\"UTF-8\"");
                String wanted = StatusToken.isTried(authorization)
                        ? "the token is not that of split_brain.token_file, or not for this page"
                        : "a user and a password of http.web_config are wanted";
                refuse.accept(context, Answer.error(401, wanted));
            }
            case TOO_BUSY -> {
                context.response().putHeader("Retry-After", "1");
                refuse.accept(context, Answer.error(503, "too many logins at once"));
            }
        }
    }
}
