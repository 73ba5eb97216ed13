package dev.holdfast.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.lab.Lab;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessGroupsTest {
    @Test
    void theWholeGroupIsSignalled() throws IOException, InterruptedException {
        Process leader = new ProcessBuilder("setsid", "sh", "-c", "sleep 60 & wait").start();
        try {
            Lab.await(
                    "the shell has started its child",
                    () -> leader.children().findAny().isPresent());
            ProcessHandle child = leader.children().findAny().orElseThrow();

            assertThat(ProcessGroups.signal(leader.pid(), ProcessGroups.SIGKILL))
                    .isEqualTo(Outcome.DONE);

            assertThat(leader.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(leader.exitValue()).isEqualTo(128 + ProcessGroups.SIGKILL);
            Lab.await("the child is gone", () -> !child.isAlive());
        } finally {
            leader.destroyForcibly();
        }
    }

    @Test
    void aGroupThatIsGoneCountsAsDone() {
        // Above the largest process number that Linux gives.
        assertThat(ProcessGroups.signal(4_194_305, ProcessGroups.SIGTERM)).isEqualTo(Outcome.DONE);
    }

    @Test
    void ourOwnGroupAndEverybodyCannotBeMeant() {
        assertThatThrownBy(() -> ProcessGroups.signal(0, ProcessGroups.SIGTERM))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProcessGroups.signal(1, ProcessGroups.SIGTERM))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProcessGroups.signal(-5, ProcessGroups.SIGTERM))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
