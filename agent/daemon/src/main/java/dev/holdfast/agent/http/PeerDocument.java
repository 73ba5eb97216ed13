package dev.holdfast.agent.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent of another node that is asked for its status.
 *
 * @param answers whether it answers
 * @param lastAnswer when it was asked what it answered last; null when it never has
 * @param failures how many questions failed, by reason
 * @param lastFailure what was wrong the last time; empty while it answers
 */
public record PeerDocument(
        String name,
        boolean answers,
        @Nullable String lastAnswer,
        @Nullable Double lastAnswerSecondsAgo,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Long> failures,
        String lastFailure) {
    public PeerDocument {
        failures = Map.copyOf(failures);
    }
}
