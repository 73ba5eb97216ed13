package dev.holdfast.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.auth.HmacKey;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RehearsalTest {
    static List<Optional<HmacPolicy>> signing() {
        HmacKey key = new HmacKey(1, Octets.of(new byte[32]));
        return List.of(
                Optional.empty(), Optional.of(new HmacPolicy(List.of(key), 1, true, 5, HmacPolicy.Mode.ENFORCE)));
    }

    @ParameterizedTest
    @MethodSource("signing")
    void twoAgentsElectAdvertiseAndResign(Optional<HmacPolicy> signing) {
        List<String> transitions = new ArrayList<>();
        int adverts = Rehearsal.run(
                new AgentListener() {
                    @Override
                    public void onEvent(AgentEvent event) {
                        if (event instanceof AgentEvent.StateChanged changed) {
                            transitions.add(changed.priority() + " " + changed.to());
                        }
                    }
                },
                signing);

        assertThat(transitions)
                .startsWith("100 BACKUP", "200 BACKUP", "200 MASTER")
                .endsWith("100 STOPPED", "200 STOPPED");
        assertThat(adverts).isGreaterThan(3);
    }
}
