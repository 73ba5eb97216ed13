package dev.holdfast.agent.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts connections, refuses too many, and closes those that bring no request in time or do not take their answer. Runs
 * on the HTTP event loop alone.
 */
final class ConnectionGuard {
    private final Vertx vertx;
    private final Patience patience;
    private final Map<HttpConnection, Connection> connections = new HashMap<>();
    private final Map<String, Integer> perAddress = new HashMap<>();

    /**
     * How long a client may take.
     *
     * @param requestMillis within which a connection must bring a request, from its begin and after each answer
     * @param responseMillis within which an answer must be made and taken
     */
    record Patience(long requestMillis, long responseMillis) {
        static final Patience USUAL = new Patience(HttpLimits.REQUEST_MILLIS, HttpLimits.RESPONSE_MILLIS);
    }

    ConnectionGuard(Vertx vertx, Patience patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    void onConnect(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        int ofAddress = perAddress.getOrDefault(address, 0);
        if (connections.size() >= HttpLimits.CONNECTIONS || ofAddress >= HttpLimits.CONNECTIONS_PER_ADDRESS) {
            close(connection);
            return;
        }
        perAddress.put(address, ofAddress + 1);
        Connection fresh = new Connection(connection, address);
        connections.put(connection, fresh);
        fresh.within(patience.requestMillis());
        connection.closeHandler(closed -> onClose(connection));
    }

    /** A request's header has arrived. */
    void onRequest(HttpServerRequest request) {
        Connection connection = connections.get(request.connection());
        if (connection != null) {
            connection.requests++;
            connection.answering++;
            connection.within(patience.responseMillis());
        }
    }

    /** The answer goes on as long as the client listens; whoever writes it looks after it. */
    void onStream(HttpServerRequest request) {
        Connection connection = connections.get(request.connection());
        if (connection != null) {
            connection.unbounded();
        }
    }

    /** Nothing more is wanted from this connection after the answer. */
    void onLast(HttpServerRequest request) {
        Connection connection = connections.get(request.connection());
        if (connection != null) {
            connection.requests = HttpLimits.REQUESTS_PER_CONNECTION;
        }
    }

    /** The answer has been taken. */
    void onAnswered(HttpServerRequest request) {
        Connection connection = connections.get(request.connection());
        if (connection == null) {
            return;
        }
        connection.answering--;
        if (connection.requests >= HttpLimits.REQUESTS_PER_CONNECTION && connection.answering == 0) {
            close(request.connection());
        } else if (connection.answering == 0) {
            connection.within(patience.requestMillis());
        }
    }

    private void onClose(HttpConnection key) {
        Connection connection = connections.remove(key);
        if (connection != null) {
            connection.unbounded();
            perAddress.computeIfPresent(connection.address, (address, count) -> count > 1 ? count - 1 : null);
        }
    }

    private static void close(HttpConnection connection) {
        connection.close().onFailure(HttpLog::closeFailed);
    }

    private final class Connection {
        private final HttpConnection handle;
        private final String address;
        private long timer = -1;
        private int requests;
        private int answering;

        Connection(HttpConnection handle, String address) {
            this.handle = handle;
            this.address = address;
        }

        void within(long millis) {
            unbounded();
            timer = vertx.setTimer(millis, id -> close(handle));
        }

        void unbounded() {
            vertx.cancelTimer(timer);
        }
    }
}
