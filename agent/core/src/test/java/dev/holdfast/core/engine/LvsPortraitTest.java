package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.Director.A;
import static dev.holdfast.core.engine.Director.B;
import static dev.holdfast.core.engine.Director.SECOND;
import static dev.holdfast.core.engine.Director.checkOf;
import static dev.holdfast.core.engine.Director.real;
import static dev.holdfast.core.engine.Director.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.LvsTableState;
import dev.holdfast.core.spi.RealServerSnapshot;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the outside is shown of a virtual server, beside who is up. */
class LvsPortraitTest {
    private final Director node = new Director(web(real(A), real(B)));

    @Test
    void aTableThatNobodyHasLookedAtIsNotAsWanted() {
        assertThat(node.snapshot().table()).isEqualTo(new LvsTableState(false, 0, 0));

        node.begun();

        assertThat(node.snapshot().table()).isEqualTo(new LvsTableState(true, 0, 0));
    }

    @Test
    void everyChangeThatTheKernelRefusesIsCountedAndTheTableDiffersUntilItDoesThem() {
        node.refusal = Optional.of("ENOENT");
        node.begun(); // The service and two servers.
        assertThat(node.snapshot().table()).isEqualTo(new LvsTableState(false, 0, 3));

        node.refusal = Optional.empty();
        node.turn(SECOND);

        assertThat(node.snapshot().table()).isEqualTo(new LvsTableState(true, 0, 3));
    }

    @Test
    void whatSomebodyElseChangesIsCountedAndDiffersWhileThePauseLasts() {
        node.begun().of(Director.WEB).remove(A);
        node.report(SECOND);
        assertThat(node.snapshot().table()).isEqualTo(new LvsTableState(true, 1, 0));

        node.of(Director.WEB).remove(A);
        node.report(SECOND + 1); // The second time it is put right after a second.

        assertThat(node.snapshot().table()).isEqualTo(new LvsTableState(false, 2, 0));
    }

    @Test
    void serviceServerAndCheckTogetherAreTheNameByWhichLooksAreTold() {
        VirtualServerSnapshot shown = node.begun().snapshot();
        RealServerSnapshot server = shown.servers().get(0);

        assertThat(shown.service() + " " + server.name() + " "
                        + server.checks().get(0).name())
                .isEqualTo(checkOf(A).name());
    }
}
