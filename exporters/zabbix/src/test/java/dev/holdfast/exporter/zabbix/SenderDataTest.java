package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderDataTest {
    @Test
    void aRequestHasEachValueWithItsTime() {
        assertThat(SenderData.request("lb01", List.of(new Pushed(1_800_000_000_250L, "a"), new Pushed(0, "b \"c\""))))
                .isEqualTo(
                        "{\"request\":\"sender data\",\"data\":["
                                + "{\"host\":\"lb01\",\"key\":\"vrrp.event\",\"value\":\"a\","
                                + "\"clock\":1800000000,\"ns\":250000000},"
                                + "{\"host\":\"lb01\",\"key\":\"vrrp.event\",\"value\":\"b \\\"c\\\"\",\"clock\":0,\"ns\":0}]}");
    }

    @Test
    void successMayMeanThatAllHaveFailed() throws IOException {
        assertThat(
                        SenderData.failed(
                                "{\"response\":\"success\",\"info\":\"processed: 0; failed: 2; total: 2; seconds spent: 0.1\"}"))
                .isEqualTo(2);
        assertThat(
                        SenderData.failed(
                                "{\"response\":\"success\",\"info\":\"processed: 1; failed: 0; total: 1; seconds spent: 0.1\"}"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{\"response\":\"failed\",\"info\":\"no permission; failed: 0\"}",
                "{\"response\":\"success\"}",
                "{\"response\":\"success\",\"info\":\"fine\"}"
            })
    void anythingElseIsNoAnswer(String answer) {
        assertThatThrownBy(() -> SenderData.failed(answer)).isInstanceOf(IOException.class);
    }
}
