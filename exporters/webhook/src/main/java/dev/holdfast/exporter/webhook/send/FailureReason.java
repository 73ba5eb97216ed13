package dev.holdfast.exporter.webhook.send;

import java.util.Locale;

/** Why an attempt failed. A fixed list: the words are labels of a metric. */
enum FailureReason {
    /** No connection: refused, no route, no such name. */
    CONNECT,
    /** The certificate is not good, or encryption could not be agreed on. */
    TLS,
    /** No whole answer in time. */
    TIMEOUT,
    /** The connection broke. */
    IO,
    /** 3xx: redirections are not followed, for they lead secrets to strangers. */
    REDIRECT,
    /** 410: no more is wanted. */
    GONE,
    /** 429. */
    RATE_LIMITED,
    /** Any other 4xx. */
    CLIENT_ERROR,
    /** 5xx, and what is no status at all. */
    SERVER_ERROR;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a status that is not a success means. */
    static FailureReason of(int status) {
        if (status == 410) {
            return GONE;
        }
        if (status == 429) {
            return RATE_LIMITED;
        }
        return switch (status / 100) {
            case 3 -> REDIRECT;
            case 4 -> CLIENT_ERROR;
            default -> SERVER_ERROR;
        };
    }
}
