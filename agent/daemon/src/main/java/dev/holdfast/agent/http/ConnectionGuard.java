package dev.holdfast.agent.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;

/** Counts connections, refuses too many, and closes those that bring no request. Runs on the HTTP event loop alone. */
final class ConnectionGuard {
    private final Vertx vertx;
    private final long requestMillis;
    private final Map<HttpConnection, Connection> connections = new HashMap<>();
    private final Map<String, Integer> perAddress = new HashMap<>();

    /** @param requestMillis within which a connection must bring a request */
    ConnectionGuard(Vertx vertx, long requestMillis) {
        this.vertx = vertx;
        this.requestMillis = requestMillis;
    }

    void onConnect(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        int ofAddress = perAddress.getOrDefault(address, 0);
        if (connections.size() >= HttpLimits.CONNECTIONS || ofAddress >= HttpLimits.CONNECTIONS_PER_ADDRESS) {
            connection.close().onFailure(HttpLog::closeFailed);
            return;
        }
        perAddress.put(address, ofAddress + 1);
        long timer = vertx.setPeriodic(requestMillis, id -> check(connection));
        connections.put(connection, new Connection(address, timer));
        connection.closeHandler(closed -> onClose(connection));
    }

    void onRequest(HttpServerRequest request) {
        Connection connection = connections.get(request.connection());
        if (connection != null) {
            connection.wasAsked = true;
            connection.answering++;
            request.response().endHandler(done -> connection.answering--);
        }
    }

    private void check(HttpConnection key) {
        Connection connection = connections.get(key);
        if (connection != null && !connection.wasAsked && connection.answering == 0) {
            key.close().onFailure(HttpLog::closeFailed);
        } else if (connection != null) {
            connection.wasAsked = false;
        }
    }

    private void onClose(HttpConnection key) {
        Connection connection = connections.remove(key);
        if (connection != null) {
            vertx.cancelTimer(connection.timer);
            perAddress.computeIfPresent(connection.address, (address, count) -> count > 1 ? count - 1 : null);
        }
    }

    private static final class Connection {
        private final String address;
        private final long timer;
        private boolean wasAsked;
        private int answering;

        Connection(String address, long timer) {
            this.address = address;
            this.timer = timer;
        }
    }
}
