package dev.holdfast.agent.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Puts a web config in force, at the start and whenever it changes, without closing the port. Runs on the HTTP event
 * loop; files are read on a worker.
 */
final class WebWatch {
    private final Vertx vertx;
    private final HttpServer server;
    private final Gate gate;
    private WebConfig current;
    private volatile long timer;

    WebWatch(Vertx vertx, HttpServer server, Gate gate, WebConfig first) {
        this.vertx = vertx;
        this.server = server;
        this.gate = gate;
        this.current = first;
    }

    /** How connections are encrypted, as Vert.x wants it said. */
    static ServerSSLOptions options(WebConfig web, WebConfig.Tls tls) {
        ServerSSLOptions options = new ServerSSLOptions()
                .setKeyCertOptions(KeyCertOptions.wrap(tls.keys()))
                .setClientAuth(tls.clientAuth())
                .setUseAlpn(web.http2())
                .setEnabledSecureTransportProtocols(tls.protocols())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(HttpLimits.HANDSHAKE_MILLIS);
        tls.clients().ifPresent(clients -> options.setTrustOptions(TrustOptions.wrap(clients)));
        tls.cipherSuites().forEach(options::addEnabledCipherSuite);
        return options;
    }

    /** Looks for changes from now on. */
    void start(Supplier<Optional<WebConfig>> changes, long everyMillis) {
        gate.configure(current);
        timer = vertx.setPeriodic(
                everyMillis,
                id -> vertx.executeBlocking(changes::get)
                        .onSuccess(changed -> changed.ifPresent(this::put))
                        .onFailure(HttpLog::webConfigFailed));
    }

    /** Looks no more. Any thread. */
    void stop() {
        vertx.cancelTimer(timer);
    }

    private void put(WebConfig wanted) {
        if (isAnother(wanted)) {
            HttpLog.webConfigNeedsRestart();
            return;
        }
        gate.configure(wanted);
        current = wanted;
        wanted.tls()
                .ifPresent(tls -> server.updateSSLOptions(options(wanted, tls))
                        .onSuccess(done -> HttpLog.webConfigInForce())
                        .onFailure(HttpLog::webConfigFailed));
    }

    /** A port does not change its protocol while it is open; and a file that is half written must not open it to all. */
    private boolean isAnother(WebConfig wanted) {
        return wanted.tls().isPresent() != current.tls().isPresent()
                || wanted.http2() != current.http2()
                || (wanted.users().isEmpty() && !current.users().isEmpty());
    }
}
