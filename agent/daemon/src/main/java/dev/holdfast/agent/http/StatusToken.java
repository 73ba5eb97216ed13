package dev.holdfast.agent.http;

import dev.holdfast.core.spi.Secret;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets peers read {@code /status}, and nothing else, without a login: by {@code Authorization: Bearer} (RFC 6750 section
 * 2.1). May be changed by any thread.
 */
final class StatusToken {
    private static final String SCHEME = "bearer ";

    private volatile Optional<Secret> token = Optional.empty();

    void set(Optional<Secret> wanted) {
        token = wanted;
    }

    /** Whether somebody tries a token. */
    static boolean isTried(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    boolean admits(HttpServerRequest request, String authorization) {
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        return reads
                && "/status".equals(request.path())
                && isTried(authorization)
                && token.filter(wanted -> isEqual(wanted.value(), authorization.substring(SCHEME.length())))
                        .isPresent();
    }

    /** Takes the same time wherever they differ. */
    private static boolean isEqual(String wanted, String shown) {
        return MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8), shown.strip().getBytes(StandardCharsets.UTF_8));
    }
}
