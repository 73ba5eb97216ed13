package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped example of an active/active pair, as it is: one address each, both on the survivor, one each again. */
@LabTest
class ActiveActiveIT {
    private static final String FIRST = "192.0.2.100";
    private static final String SECOND = "192.0.2.101";

    @Test
    void theSurvivorHoldsBothAndGivesOneBack() throws IOException {
        try (Pair pair = new Pair()) {
            String lb01 = example("active-active-lb01.yaml");
            HoldfastProcess one =
                    HoldfastProcess.start(pair.lab(), pair.a(), lb01).awaitReady();
            HoldfastProcess.start(pair.lab(), pair.b(), example("active-active-lb02.yaml"))
                    .awaitReady();
            assertOneEach(pair);

            one.killHard();
            pair.watchB().awaitHolds(FIRST, 10);
            pair.watchA().awaitReleases(FIRST, 10);
            assertThat(pair.watchB().holds(SECOND)).isTrue();

            long backMicros = Clock.nowMicros();
            HoldfastProcess.start(pair.lab(), pair.a(), lb01).awaitReady();
            assertOneEach(pair);
            for (String address : List.of(FIRST, SECOND)) {
                assertThat(pair.holders(address).holdBothSeconds(backMicros, Clock.nowMicros()))
                        .isLessThan(0.05);
            }
        }
    }

    private static void assertOneEach(Pair pair) {
        pair.watchA().awaitHolds(FIRST, 20);
        pair.watchB().awaitHolds(SECOND, 20);
        pair.watchB().awaitReleases(FIRST, 20);
        pair.watchA().awaitReleases(SECOND, 20);
    }

    private static String example(String name) throws IOException {
        return Files.readString(Path.of("..", "examples", name));
    }
}
