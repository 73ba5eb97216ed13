package dev.holdfast.agent.http;

import io.vertx.core.buffer.Buffer;

/** A whole answer, made before any of it is sent. */
record Answer(int status, String contentType, Buffer body) {
    private static final String JSON = "application/json";

    static Answer json(int status, Object document) {
        return new Answer(status, JSON, Buffer.buffer(Json.bytes(document)));
    }

    static Answer error(int status, String message) {
        return json(status, new SmallDocuments.Refusal(message));
    }
}
