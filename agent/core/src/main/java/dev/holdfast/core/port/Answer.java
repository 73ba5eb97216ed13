package dev.holdfast.core.port;

import java.util.Optional;

/**
 * What the machine told, or why it did not.
 *
 * @param value empty when the outcome is a failure
 */
public record Answer<T>(Optional<T> value, Outcome outcome) {
    public Answer {
        if (value.isPresent() != outcome.isDone()) {
            throw new IllegalArgumentException("an answer is a value or a failure");
        }
    }

    public static <T> Answer<T> of(T value) {
        return new Answer<>(Optional.of(value), Outcome.DONE);
    }

    public static <T> Answer<T> failed(Outcome failure) {
        return new Answer<>(Optional.empty(), failure);
    }
}
