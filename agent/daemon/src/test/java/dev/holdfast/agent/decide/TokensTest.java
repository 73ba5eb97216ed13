package dev.holdfast.agent.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokensTest {
    private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
    private final Tokens tokens = new Tokens(millis::get);

    @Test
    void aTokenIsGoodOnceAndThenNoneOfItsIncident() {
        String one = tokens.issue(7, "lb01");
        String other = tokens.issue(7, "192.0.2.2");

        assertThat(tokens.spend(7, "lb01", one)).isEmpty();
        assertThat(tokens.spend(7, "lb01", one)).contains("incident 7 was decided by token already");
        assertThat(tokens.spend(7, "192.0.2.2", other)).contains("incident 7 was decided by token already");
    }

    @Test
    void lookingAtATokenDoesNotUseItUp() {
        String token = tokens.issue(7, "lb01");

        assertThat(tokens.refusal(7, "lb01", token)).isEmpty();
        assertThat(tokens.spend(7, "lb01", token)).isEmpty();
    }

    @Test
    void itIsForItsIncidentAndNodeAlone() {
        String token = tokens.issue(7, "lb01");

        assertThat(tokens.spend(8, "lb01", token)).isPresent();
        assertThat(tokens.spend(7, "lb02", token)).isPresent();
        assertThat(tokens.spend(7, "lb01", token + "x")).isPresent();
        assertThat(tokens.spend(7, "lb01", "")).contains("this is no token");
        assertThat(new Tokens(millis::get).spend(7, "lb01", token)).isPresent();
    }

    @Test
    void itEndsAfterAnHourAndNobodyMakesItLonger() {
        String token = tokens.issue(7, "lb01");
        String longer = "f" + token;

        millis.addAndGet(3_599_000);
        assertThat(tokens.refusal(7, "lb01", token)).isEmpty();
        millis.addAndGet(1_000);
        assertThat(tokens.spend(7, "lb01", token)).contains("the token has expired");
        assertThat(tokens.spend(7, "lb01", longer)).isPresent();
    }
}
