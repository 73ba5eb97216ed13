package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.FenceConfig.When;
import dev.holdfast.core.engine.SplitBrainConfig.Response;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.vrrp.RouterConfigBuilder;
import dev.holdfast.core.wire.Authentication;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Another master is put out of action: by the better one and once, or before its place is taken. */
class FencingTest {
    private static final long SECOND = OneNode.SECOND;
    private static final long LONG = 100 * SECOND;

    private static ResolutionConfig fence(When when) {
        ScriptCommand command = new ScriptCommand(List.of("/fence", "--hard"), Optional.of("root"));
        FenceConfig fence = new FenceConfig(command, 60 * SECOND, when);
        return new ResolutionConfig(Response.FENCE, false, Optional.of(fence));
    }

    @Nested
    class InAnIncident {
        private final RouterConfigBuilder router = OneNode.router().authentication(Authentication.password("s3cr3t"));
        private final SplitNode node = SplitNode.master(router, fence(When.INCIDENT));

        @Test
        void theBetterOneFencesOnceAndSaysWhom() {
            node.hear(LONG, 30, SplitNode.LOWER);

            assertThat(node.fences()).hasSize(1);
            assertThat(node.fences().get(0).arguments())
                    .containsExactly("/fence", "--hard", "VI_1", "1", "auth_mismatch", "192.0.2.251");
            assertThat(node.fences().get(0).environment())
                    .containsEntry("HOLDFAST_INCIDENT", "1")
                    .containsEntry("HOLDFAST_CAUSE", "auth_mismatch")
                    .containsEntry("HOLDFAST_PEER", "192.0.2.251");
            assertThat(node.fences().get(0).user()).contains("root");
        }

        @Test
        void itIsNotTriedAgainWhenItFails() {
            node.hear(LONG, 6, SplitNode.LOWER);
            node.end(node.fences().get(0), ScriptResult.FAILED);
            node.hear(LONG + 7 * SECOND, 60, SplitNode.LOWER);

            assertThat(node.fences()).hasSize(1);
            assertThat(node.notices()).containsExactly(SplitNotice.FENCE_STARTED, SplitNotice.FENCE_FAILED);
        }

        @Test
        void theNextIncidentIsAnother() {
            node.hear(LONG, 6, SplitNode.LOWER);
            node.end(node.fences().get(0), ScriptResult.SUCCEEDED);
            node.hear(2 * LONG, 6, SplitNode.LOWER);

            assertThat(node.fences()).hasSize(2);
            assertThat(node.notices())
                    .containsExactly(SplitNotice.FENCE_STARTED, SplitNotice.FENCED, SplitNotice.FENCE_STARTED);
        }

        @Test
        void theLesserOneWaitsForItsEnd() {
            node.hear(LONG, 30, SplitNode.HIGHER);

            assertThat(node.fences()).isEmpty();
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }
    }

    @Nested
    class BeforeATakeover {
        private final SplitNode node = SplitNode.listening(OneNode.router(), fence(When.TAKEOVER));

        private void masterFallsSilent() {
            node.hear(SECOND, 5, SplitNode.HIGHER);
            node.runTo(5 * SECOND + OneNode.DOWN);
        }

        @Test
        void theSilentMasterIsFencedFirst() {
            masterFallsSilent();
            node.runTo(30 * SECOND);
            RouterState before = node.state();
            node.end(node.fences().get(0), ScriptResult.SUCCEEDED);

            assertThat(before).isEqualTo(RouterState.BACKUP);
            assertThat(node.fences()).hasSize(1);
            assertThat(node.fences().get(0).arguments())
                    .containsExactly("/fence", "--hard", "VI_1", "0", "silent", "192.0.2.251");
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.notices()).containsExactly(SplitNotice.FENCE_STARTED, SplitNotice.FENCED);
        }

        @Test
        void whenItFailsItIsTriedAgainLaterAndNobodyTakesOver() {
            masterFallsSilent();
            node.end(node.fences().get(0), ScriptResult.TIMED_OUT);
            node.runTo(5 * SECOND + OneNode.DOWN + SECOND - 1);
            int soon = node.fences().size();
            node.runTo(5 * SECOND + OneNode.DOWN + SECOND);

            assertThat(soon).isOne();
            assertThat(node.fences()).hasSize(2);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.notices())
                    .containsExactly(SplitNotice.FENCE_STARTED, SplitNotice.FENCE_FAILED, SplitNotice.FENCE_STARTED);
        }

        @Test
        void aMasterThatResignsIsNotFenced() {
            node.hear(SECOND, 5, SplitNode.HIGHER);
            node.hear(6 * SECOND, 1, SplitNode.RESIGNATION);
            node.runTo(7 * SECOND);

            assertThat(node.fences()).isEmpty();
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        void whoNeverHeardAMasterHasNobodyToFence() {
            node.runTo(OneNode.DOWN);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        void aMasterThatComesBackIsFencedAnewWhenItFallsSilentAgain() {
            masterFallsSilent();
            node.end(node.fences().get(0), ScriptResult.FAILED);
            node.hear(9 * SECOND, 5, SplitNode.HIGHER);
            node.runTo(13 * SECOND + OneNode.DOWN);

            assertThat(node.fences()).hasSize(2);
        }
    }
}
