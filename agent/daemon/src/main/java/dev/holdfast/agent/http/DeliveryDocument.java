package dev.holdfast.agent.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an exporter delivers to one place.
 *
 * @param kind {@code webhook} or {@code zabbix}
 * @param endpoint the operator's word for the receiver
 * @param state {@code working}, {@code retrying}, {@code in_memory} or {@code disabled}
 * @param delivered how many were accepted
 * @param failures how many attempts failed, by reason
 * @param deadLetters how many were given up
 * @param superseded how many gave way to newer ones about the same
 * @param waiting how many wait
 * @param oldestPending when the oldest that waits happened
 * @param lastError why the last attempt failed; empty when it did not
 */
public record DeliveryDocument(
        String kind,
        String endpoint,
        String state,
        long delivered,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Long> failures,
        long deadLetters,
        long superseded,
        int waiting,
        @Nullable String oldestPending,
        String lastError) {
    public DeliveryDocument {
        failures = Map.copyOf(failures);
    }
}
