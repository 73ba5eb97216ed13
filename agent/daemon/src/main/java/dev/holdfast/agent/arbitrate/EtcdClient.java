package dev.holdfast.agent.arbitrate;

import dev.holdfast.agent.arbitrate.EtcdSettings.Login;
import dev.holdfast.agent.arbitrate.EtcdSettings.Tls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One question to one member of an etcd cluster, and its answer. Used on the event loop that it was made for. */
final class EtcdClient implements AutoCloseable {
    /** Answers are some hundred octets, and a wish per node. */
    private static final int MOST_OCTETS = 65_536;

    private static final int OK = 200;

    /** gRPC's word for a token that has run out. */
    private static final int UNAUTHENTICATED = 16;

    private final HttpClientAgent client;
    private final Optional<Login> login;
    private final int limitMillis;
    private String token = "";

    /** @param limitMillis for one question */
    EtcdClient(Vertx vertx, EtcdSettings settings, int limitMillis) {
        this.login = settings.login();
        this.limitMillis = limitMillis;
        this.client =
                vertx.createHttpClient(options(settings.tls(), limitMillis), new PoolOptions().setHttp1MaxSize(8));
    }

    private static HttpClientOptions options(Tls tls, int limitMillis) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(limitMillis)
                .setSslHandshakeTimeout(limitMillis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        tls.authorities()
                .ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(pem))));
        tls.client()
                .ifPresent(own -> options.setKeyCertOptions(new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(own.certificate()))
                        .setKeyValue(Buffer.buffer(own.key()))));
        return options;
    }

    /** Asks a member; fails with words for people when it does not answer in time, or not with success. */
    Future<JsonObject> ask(URI endpoint, String path, JsonObject question) {
        if (login.isEmpty()) {
            return post(endpoint, path, question);
        }
        return authenticate(endpoint, login.get()).compose(done -> post(endpoint, path, question));
    }

    private Future<Boolean> authenticate(URI endpoint, Login user) {
        if (!token.isEmpty()) {
            return Future.succeededFuture(true);
        }
        JsonObject question = new JsonObject().put("name", user.name()).put("password", user.password());
        return post(endpoint, "/v3/auth/authenticate", question).map(answer -> {
            token = answer.getString("token", "");
            return true;
        });
    }

    private Future<JsonObject> post(URI endpoint, String path, JsonObject question) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(endpoint.getHost())
                .setPort(endpoint.getPort())
                .setSsl("https".equals(endpoint.getScheme()))
                .setURI(path)
                .setFollowRedirects(false)
                // For the whole exchange: a member that drips is a member that does not answer.
                .setTimeout(limitMillis)
                .putHeader("Content-Type", "application/json");
        if (!token.isEmpty()) {
            options.putHeader("Authorization", token);
        }
        return client.request(options)
                .compose(request -> exchange(request, question))
                .timeout(limitMillis, TimeUnit.MILLISECONDS);
    }

    private Future<JsonObject> exchange(HttpClientRequest request, JsonObject question) {
        return request.send(question.toBuffer())
                .compose(response -> read(request, response))
                .onFailure(failed -> request.reset());
    }

    private Future<JsonObject> read(HttpClientRequest request, HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            body.appendBuffer(part);
            if (body.length() > MOST_OCTETS) {
                request.reset();
            }
        });
        return response.end().compose(end -> judge(response.statusCode(), body));
    }

    private Future<JsonObject> judge(int status, Buffer body) {
        try {
            // A stream of answers has one per line; there was one question.
            JsonObject answer =
                    new JsonObject(body.toString().lines().findFirst().orElse("{}"));
            if (status == OK) {
                return Future.succeededFuture(answer);
            }
            if (answer.getInteger("code", 0) == UNAUTHENTICATED) {
                token = "";
            }
            return Future.failedFuture(answer.getString("message", "status " + status));
        } catch (RuntimeException unreadable) {
            return Future.failedFuture("status " + status + " with an answer that is not etcd's");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
