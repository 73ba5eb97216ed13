package dev.holdfast.agent.peers;

import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.split.PeerAnswer.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** From what the library throws to a word that is counted and a text for people. */
final class Failures {
    /** Chains of causes may be circles. */
    private static final int MOST_CAUSES = 10;

    private static final int LONGEST_TEXT = 200;

    private Failures() {}

    static Failure of(Throwable thrown) {
        PeerFailure reason = PeerFailure.IO;
        Throwable cause = thrown;
        for (int i = 0; i < MOST_CAUSES; i++) {
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                reason = PeerFailure.TLS;
            } else if (reason == PeerFailure.IO) {
                reason = reason(cause);
            }
            if (cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        return new Failure(reason, text(cause));
    }

    private static PeerFailure reason(Throwable cause) {
        if (cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException) {
            return PeerFailure.CONNECT;
        }
        return cause instanceof TimeoutException ? PeerFailure.TIMEOUT : PeerFailure.IO;
    }

    /** What lies at the bottom says what is wrong; what lies above only that something is. */
    private static String text(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "no address is known for the host";
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = message.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        String named = cause instanceof IOException || cause instanceof GeneralSecurityException
                ? line
                : cause.getClass().getSimpleName() + ": " + line;
        return named.substring(0, Math.min(named.length(), LONGEST_TEXT));
    }
}
