package dev.holdfast.exporter.webhook.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryAfterTest {
    @Test
    void secondsAndDatesAreUnderstoodAndTheRestIsNot() {
        assertThat(RetryAfter.millis("120", 0)).hasValue(120_000);
        assertThat(RetryAfter.millis(" 0 ", 0)).hasValue(0);
        assertThat(RetryAfter.millis("Thu, 01 Jan 1970 00:01:00 GMT", 10_000)).hasValue(50_000);
        assertThat(RetryAfter.millis("Thu, 01 Jan 1970 00:01:00 GMT", 90_000)).hasValue(0);
        assertThat(RetryAfter.millis("-1", 0)).isEmpty();
        assertThat(RetryAfter.millis("soon", 0)).isEmpty();
        assertThat(RetryAfter.millis("99999999999999999999", 0)).isEmpty();
    }
}
