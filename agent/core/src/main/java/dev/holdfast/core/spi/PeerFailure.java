package dev.holdfast.core.spi;

import java.util.Locale;

/** Why a peer agent's status could not be had. A fixed list: the words are labels of a metric. */
public enum PeerFailure {
    /** No connection. */
    CONNECT,
    /** No whole answer in time. */
    TIMEOUT,
    /** The connection is not encrypted as it should be, or the certificate is not to be trusted. */
    TLS,
    /** It wants another token or login. */
    LOGIN,
    /** Another answer than 200. */
    STATUS,
    /** More than anybody's status is long. */
    TOO_LARGE,
    /** Not the status of an agent. */
    NOT_UNDERSTOOD,
    /** The connection broke. */
    IO;

    /** The lower-case word that labels and JSON use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
