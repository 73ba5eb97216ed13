package dev.holdfast.exporter.webhook.send;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of one attempt.
 *
 * @param failure empty when it was accepted
 * @param status the HTTP status; 0 when there was no answer
 * @param retryAfterMillis how long the receiver asks to be left alone
 * @param text the first part of the answer's body, or what went wrong; without secrets
 * @param tookNanos how long it took
 */
record Answer(Optional<FailureReason> failure, int status, OptionalLong retryAfterMillis, String text, long tookNanos) {
    static Answer status(int status, OptionalLong retryAfterMillis, String text, long tookNanos) {
        boolean accepted = status >= 200 && status < 300;
        return new Answer(
                accepted ? Optional.empty() : Optional.of(FailureReason.of(status)),
                status,
                retryAfterMillis,
                text,
                tookNanos);
    }

    static Answer none(FailureReason reason, String text, long tookNanos) {
        return new Answer(Optional.of(reason), 0, OptionalLong.empty(), text, tookNanos);
    }

    /** In words, for a log. */
    String words() {
        String first = text.lines().findFirst().orElse("");
        String cut = first.length() > 200 ? first.substring(0, 200) : first;
        return status == 0 ? cut : "status " + status + (cut.isBlank() ? "" : ": " + cut);
    }
}
