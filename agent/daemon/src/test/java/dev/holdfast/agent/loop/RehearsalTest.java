package dev.holdfast.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void twoAgentsElectAdvertiseAndResign() {
        List<String> transitions = new ArrayList<>();
        int adverts = Rehearsal.run(new AgentListener() {
            @Override
            public void onEvent(AgentEvent event) {
                if (event instanceof AgentEvent.StateChanged changed) {
                    transitions.add(changed.priority() + " " + changed.to());
                }
            }
        });

        assertThat(transitions)
                .startsWith("100 BACKUP", "200 BACKUP", "200 MASTER")
                .endsWith("100 STOPPED", "200 STOPPED");
        assertThat(adverts).isGreaterThan(3);
    }
}
