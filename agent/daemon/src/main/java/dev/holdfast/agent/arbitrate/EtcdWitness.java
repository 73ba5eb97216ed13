package dev.holdfast.agent.arbitrate;

import dev.holdfast.core.arbitrate.WitnessAnswer;
import dev.holdfast.core.arbitrate.WitnessAnswer.Kind;
import dev.holdfast.core.arbitrate.WitnessRequest;
import dev.holdfast.core.net.RouterKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Carries out what a witness is asked at an etcd cluster. A member that does not answer is left for the next one; the one
 * that answered last is asked first. Whatever happens, each request is answered within the limit.
 */
final class EtcdWitness implements AutoCloseable {
    /** Less for one member, and a busy one would seem dead. */
    private static final int LEAST_LIMIT_MILLIS = 200;

    private final EtcdSettings settings;
    private final EtcdClient client;
    private final BiConsumer<RouterKey, WitnessAnswer> answers;
    private int current;

    /** @param answers told on the event loop of {@code vertx} */
    EtcdWitness(Vertx vertx, EtcdSettings settings, BiConsumer<RouterKey, WitnessAnswer> answers) {
        this.settings = settings;
        this.answers = answers;
        int each = limitMillis() / settings.endpoints().size();
        this.client = new EtcdClient(vertx, settings, Math.max(LEAST_LIMIT_MILLIS, each));
    }

    EtcdSettings settings() {
        return settings;
    }

    /** On the event loop. */
    void ask(RouterKey router, WitnessRequest request) {
        Attempt attempt = new Attempt(new EtcdTexts(settings.prefix(), router, settings.node()), request);
        attempt.from(settings.endpoints().size())
                .timeout(limitMillis(), TimeUnit.MILLISECONDS)
                .otherwise(attempt::failed)
                .onSuccess(answer -> answers.accept(router, answer));
    }

    private int limitMillis() {
        return (int) TimeUnit.NANOSECONDS.toMillis(settings.limitNanos());
    }

    @Override
    public void close() {
        client.close();
    }

    /** One request, at one member after the other. */
    private final class Attempt {
        private final EtcdTexts texts;
        private final WitnessRequest request;
        private long lease;

        Attempt(EtcdTexts texts, WitnessRequest request) {
            this.texts = texts;
            this.request = request;
            this.lease = request.lease();
        }

        Future<WitnessAnswer> from(int left) {
            int asked = current;
            URI endpoint = settings.endpoints().get(asked);
            return carryOut(endpoint).recover(failed -> {
                // Several requests may fail at the same member; they leave it once.
                current = current == asked ? (asked + 1) % settings.endpoints().size() : current;
                return left > 1
                        ? from(left - 1)
                        : Future.failedFuture(endpoint.getAuthority() + ": " + EtcdWitness.words(failed));
            });
        }

        private Future<WitnessAnswer> carryOut(URI endpoint) {
            return switch (request.step()) {
                case LOOK -> client.ask(endpoint, "/v3/kv/range", texts.look()).map(seen -> answer(Kind.SEEN));
                case RELEASE ->
                    client.ask(endpoint, "/v3/lease/revoke", EtcdTexts.ofLease(lease))
                            .map(gone -> released());
                case ASK -> renewed(endpoint).compose(live -> claim(endpoint));
            };
        }

        private Future<Long> renewed(URI endpoint) {
            if (lease == 0) {
                return granted(endpoint);
            }
            return client.ask(endpoint, "/v3/lease/keepalive", EtcdTexts.ofLease(lease))
                    .compose(
                            answer -> EtcdTexts.lease(answer) == 0 ? granted(endpoint) : Future.succeededFuture(lease));
        }

        private Future<Long> granted(URI endpoint) {
            lease = 0;
            return client.ask(endpoint, "/v3/lease/grant", EtcdTexts.grant(request.ttlSeconds()))
                    .compose(answer -> {
                        lease = EtcdTexts.lease(answer);
                        return lease == 0 ? Future.failedFuture("no lease was granted") : Future.succeededFuture(lease);
                    });
        }

        private Future<WitnessAnswer> claim(URI endpoint) {
            return client.ask(endpoint, "/v3/kv/txn", texts.claim(lease, request.wish()))
                    .map(this::answer);
        }

        private WitnessAnswer answer(JsonObject said) {
            EtcdTexts.Claim claim = texts.read(said);
            Kind kind = claim.held() ? Kind.HELD : Kind.TAKEN;
            return new WitnessAnswer(request.id(), kind, lease, claim.other(), claim.wish(), "");
        }

        private WitnessAnswer answer(Kind kind) {
            return new WitnessAnswer(request.id(), kind, lease, "", OptionalInt.empty(), "");
        }

        private WitnessAnswer released() {
            return new WitnessAnswer(request.id(), Kind.RELEASED, 0, "", OptionalInt.empty(), "");
        }

        private WitnessAnswer failed(Throwable why) {
            // A lease that could not be given back runs out by itself; nobody would renew it.
            long kept = request.step() == WitnessRequest.Step.ASK ? lease : 0;
            return new WitnessAnswer(request.id(), Kind.FAILED, kept, "", OptionalInt.empty(), EtcdWitness.words(why));
        }
    }

    /** One line for people. */
    private static String words(Throwable why) {
        String message = why.getMessage();
        return message == null ? why.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }
}
