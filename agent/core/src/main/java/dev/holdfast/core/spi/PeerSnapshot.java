package dev.holdfast.core.spi;

import java.util.Map;
import java.util.Optional;

/**
 * An agent on another node that is asked for its status.
 *
 * @param name the operator's word for it
 * @param answers whether it answers; false too until the first answer
 * @param lastAnswerNanos when the question was asked that it answered last; empty when it never has
 * @param failures how many questions failed, by reason; only what occurred
 * @param lastFailure what was wrong the last time, for people; empty while it answers
 */
public record PeerSnapshot(
        String name,
        boolean answers,
        Optional<Long> lastAnswerNanos,
        Map<PeerFailure, Long> failures,
        String lastFailure) {
    public PeerSnapshot {
        failures = Map.copyOf(failures);
    }
}
