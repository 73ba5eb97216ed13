package dev.holdfast.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks an agent over HTTP. The small client of the JDK: the large one takes longer to load than everything else here. */
final class HttpText {
    private static final int LIMIT_MILLIS = 3000;

    /** A status of a thousand instances fits in. */
    private static final int LARGEST = 8 << 20;

    private HttpText() {}

    /** @throws IOException when nobody answers, or not with status 200 */
    static String get(URI url) throws IOException {
        if (!(url.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("not an http URL: " + url);
        }
        connection.setConnectTimeout(LIMIT_MILLIS);
        connection.setReadTimeout(LIMIT_MILLIS);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("answered " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
