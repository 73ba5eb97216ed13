package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.DeliveryStatus.State;
import dev.holdfast.core.spi.ZabbixSettings.Destination;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In virtual time, against answers written by hand. */
class PusherTest {
    private static final String DONE = "{\"response\":\"success\",\"info\":\"processed: 1; failed: 0; total: 1\"}";
    private static final String REFUSED = "{\"response\":\"success\",\"info\":\"processed: 0; failed: 1; total: 1\"}";

    private final List<String> requests = new ArrayList<>();
    private String answer = DONE;
    private long now;

    private final Pusher pusher =
            new Pusher(new Destination("zabbix.example.net", 10051), "lb01", this::exchange, () -> now);

    private String exchange(String request) throws IOException {
        requests.add(request);
        if (answer.isEmpty()) {
            throw new IOException("Connection refused");
        }
        return answer;
    }

    private DeliveryStatus push(String text) {
        pusher.push(new Pushed(1000, text));
        pusher.turn();
        return pusher.status();
    }

    @Test
    void anAnsweredValueIsDelivered() {
        DeliveryStatus status = push("a");

        assertThat(requests).hasSize(1);
        assertThat(status.kind()).isEqualTo("zabbix");
        assertThat(status.endpoint()).isEqualTo("zabbix.example.net:10051");
        assertThat(status.state()).isEqualTo(State.IN_MEMORY);
        assertThat(status.delivered()).isEqualTo(1);
        assertThat(status.failures()).isEqualTo(Map.of("refused", 0L, "unreachable", 0L));
        assertThat(status.queueLength()).isZero();
        assertThat(status.durations().counts()).containsExactly(1L, 0L, 0L, 0L, 0L);
        assertThat(status.lastError()).isEmpty();
    }

    @Test
    void aValueThatZabbixDoesNotTakeIsNotSentAgain() {
        answer = REFUSED;

        DeliveryStatus status = push("a");
        pusher.turn();

        assertThat(requests).hasSize(1);
        assertThat(status.delivered()).isZero();
        assertThat(status.deadLetters()).isEqualTo(1);
        assertThat(status.failures()).containsEntry("refused", 1L);
        assertThat(status.lastError()).isEqualTo("1 of 1 values not taken");
    }

    @Test
    void aServerThatIsDownGetsEverythingInOrderLater() {
        answer = "";
        DeliveryStatus down = push("a");
        push("b");
        assertThat(requests).as("one attempt, and then a pause").hasSize(1);
        assertThat(down.state()).isEqualTo(State.RETRYING);
        assertThat(down.lastError()).isEqualTo("Connection refused");
        assertThat(down.oldestPendingEpochMillis()).hasValue(1000);

        answer = DONE;
        now += 1_000_000_000L;
        pusher.turn();

        assertThat(requests.get(1)).contains("\"a\"").contains("\"b\"");
        assertThat(requests.get(1).indexOf("\"a\"")).isLessThan(requests.get(1).indexOf("\"b\""));
        assertThat(pusher.status().delivered()).isEqualTo(2);
        assertThat(pusher.status().failures()).containsEntry("unreachable", 1L);
        assertThat(pusher.status().lastError()).isEmpty();
    }

    @Test
    void anAnswerThatIsNoneIsAFailure() {
        answer = "HTTP/1.1 400 Bad Request";

        assertThat(push("a").queueLength()).isEqualTo(1);
    }
}
