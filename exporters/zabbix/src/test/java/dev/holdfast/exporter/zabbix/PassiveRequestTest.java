package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassiveRequestTest {
    private static final String REFUSAL =
            "{\"version\":\"7.0.0\",\"variant\":2,\"error\":\"Invalid passive check request.\"}";

    private final PassiveRequest request = new PassiveRequest(Sample.items());

    @Test
    void aKeyAloneGetsItsValue() {
        assertThat(request.answer("vrrp.vip.held[192.0.2.100]")).isEqualTo("1");
        assertThat(request.answer("agent.ping\n")).isEqualTo("1");
    }

    @Test
    void aKeyThatIsNotKnownGetsTheReasonBehindAZero() {
        assertThat(request.answer("vrrp.nothing")).isEqualTo("ZBX_NOTSUPPORTED\0Unsupported item key.");
    }

    @Test
    void theFormOfZabbix7GetsValuesAndErrors() {
        assertThat(request.answer("{\"request\":\"passive checks\",\"data\":["
                        + "{\"key\":\"agent.ping\",\"timeout\":3},{\"key\":\"nothing\",\"timeout\":\"3s\"}]}"))
                .isEqualTo("{\"version\":\"7.0.0\",\"variant\":2,\"data\":["
                        + "{\"value\":\"1\"},{\"error\":\"Unsupported item key.\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"request\":\"passive checks\"}",
                "{\"request\":\"passive checks\",\"data\":{}}",
                "{\"request\":\"active checks\",\"data\":[{\"key\":\"agent.ping\"}]}"
            })
    void otherJsonIsRefused(String body) {
        assertThat(request.answer(body)).isEqualTo(REFUSAL);
    }

    @Test
    void moreKeysThanAServerAsksForAreRefused() {
        String keys = "{\"key\":\"agent.ping\"},".repeat(64) + "{\"key\":\"agent.ping\"}";

        assertThat(request.answer("{\"request\":\"passive checks\",\"data\":[" + keys + "]}"))
                .isEqualTo(REFUSAL);
    }
}
