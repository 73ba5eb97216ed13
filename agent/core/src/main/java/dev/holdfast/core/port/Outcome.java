package dev.holdfast.core.port;

import java.util.Optional;

/**
 * How an order to the machine ended. Failures are values: the engine decides what follows, never the adapter.
 *
 * @param failure what went wrong; empty when it was done
 */
public record Outcome(Optional<Failure> failure) {
    public static final Outcome DONE = new Outcome(Optional.empty());

    public static Outcome failed(String operation, String object, String error) {
        return new Outcome(Optional.of(new Failure(operation, object, error)));
    }

    public boolean isDone() {
        return failure.isEmpty();
    }

    /**
     * A refusal of the machine, in the words an operator can look up.
     *
     * @param operation what was tried, such as {@code add address}
     * @param object what it was tried on, such as {@code 192.0.2.100/24 dev eth0}
     * @param error the errno name and, where the kernel gives one, its explanation: {@code EPERM}, {@code EINVAL (…)}
     */
    public record Failure(String operation, String object, String error) {
        @Override
        public String toString() {
            return operation + " " + object + ": " + error;
        }
    }
}
