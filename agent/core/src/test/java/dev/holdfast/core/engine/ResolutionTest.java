package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.auth.HeaderKey;
import dev.holdfast.core.engine.SplitBrainConfig.Response;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.RouterConfigBuilder;
import dev.holdfast.core.wire.Authentication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A master of priority 100 beside another whose adverts it refuses for their authentication, once a second. */
class ResolutionTest {
    private static final long SECOND = OneNode.SECOND;

    /** When it has been master for long. */
    private static final long LONG = 100 * SECOND;

    private static RouterConfigBuilder password() {
        return OneNode.router()
                .authentication(Authentication.password("s3cr3t"))
                .scripts(new NotifyScripts(
                        Map.of(RouterState.MASTER, new ScriptCommand(List.of("/master"), Optional.empty())),
                        Optional.empty(),
                        3 * SECOND));
    }

    private static SplitNode node(Response response) {
        return node(ResolutionConfig.of(response));
    }

    private static SplitNode node(ResolutionConfig resolution) {
        return SplitNode.master(password(), resolution);
    }

    @Nested
    class Yield {
        @Test
        void theLesserOneStepsDownAndSaysToWhom() {
            SplitNode node = node(Response.YIELD);

            node.hear(LONG, 5, SplitNode.HIGHER);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.YIELDED);
            assertThat(node.notices()).containsExactly(SplitNotice.YIELDED);
            assertThat(node.snapshot().splitBrain().standDown().orElseThrow().winner())
                    .contains(IpAddress.parse("192.0.2.251"));
        }

        @Test
        void whoTookOverThoughItHeardAnotherYieldsToTheNextAdvert() {
            SplitNode node = SplitNode.listening(password(), ResolutionConfig.of(Response.YIELD));
            node.hear(1 * SECOND, 3, SplitNode.HIGHER);
            node.runTo(OneNode.DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);

            node.hear(4 * SECOND, 1, SplitNode.HIGHER);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        void itStaysOutWhileTheWinnerIsHeardAndTakesPartAgainWhenItIsSilent() {
            SplitNode node = node(Response.YIELD);

            node.hear(LONG, 60, SplitNode.HIGHER);
            node.runTo(LONG + 59 * SECOND + OneNode.DOWN - 1);
            RouterState before = node.state();
            node.runTo(LONG + 59 * SECOND + OneNode.DOWN);

            assertThat(before).isEqualTo(RouterState.BACKUP);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.notices()).containsExactly(SplitNotice.YIELDED, SplitNotice.LOSER_CLEARED);
        }

        @Test
        void theBetterOneStaysAndPutsRightWhatTheOtherTold() {
            SplitNode node = node(Response.YIELD);

            node.hear(LONG, 2, SplitNode.LOWER);
            node.clear();
            node.runTo(LONG + 6 * SECOND);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.kinds()).containsSubsequence("InstallAddresses", "Announce", "Announce");
            assertThat(node.runs()).extracting(run -> run.kind()).containsExactly("notify_master");
            assertThat(node.snapshot().splitBrain().healings()).isOne();
        }

        /** The other one gave in with its first advert: it answered all the same, until then. */
        @Test
        void oneAdvertOfTheOtherIsEnoughToPutRight() {
            SplitNode node = node(Response.YIELD);

            node.hear(LONG, 1, SplitNode.LOWER);
            node.hear(LONG + 2 * SECOND, 1, SplitNode.RESIGNATION);
            node.runTo(LONG + 6 * SECOND);

            assertThat(node.snapshot().splitBrain().healings()).isOne();
        }

        @Test
        void theBetterOneInsistsOnceInTenSecondsAtMost() {
            SplitNode node = node(Response.YIELD);

            node.hear(LONG, 60, SplitNode.LOWER);

            // Confirmed after 4 s, so at 4, 14, 24, 34, 44 and 54 s.
            assertThat(node.snapshot().splitBrain().healings()).isEqualTo(6);
        }

        @Test
        void anotherThatSendsFromOurOwnAddressMovesNobody() {
            SplitNode node = node(Response.YIELD);

            node.hearFrom("192.0.2.12", LONG, 30, SplitNode.HIGHER);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.notices()).isEmpty();
        }

        @Test
        void aRefusedAdvertProvesNothingWhereTrueOnesAreSigned() {
            SplitNode node = SplitNode.master(
                    OneNode.router().authentication(Authentication.HEADER).header(Optional.of(HeaderKey.of("s3cr3t"))),
                    ResolutionConfig.of(Response.YIELD));

            node.hear(LONG, 30, SplitNode.HIGHER);

            assertThat(node.snapshot().splitBrain().verdict()).isEqualTo(SplitVerdict.CONFIRMED);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        void byDefaultNothingIsDone() {
            SplitNode node = node(Response.ALERT);

            node.hear(LONG, 30, SplitNode.HIGHER);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.notices()).isEmpty();
            assertThat(node.snapshot().splitBrain().healings()).isZero();
        }
    }

    @Nested
    class Sticky {
        private final SplitNode node = node(new ResolutionConfig(Response.YIELD, true, Optional.empty()));

        @Test
        void theLoserStaysOutUntilItIsCleared() {
            node.hear(LONG, 6, SplitNode.HIGHER);
            node.runTo(LONG + 100 * SECOND);
            RouterState before = node.state();
            Optional<Boolean> cleared = node.ask((inputs, now) -> inputs.clear(now, "VI_1", "root"));

            assertThat(before).isEqualTo(RouterState.BACKUP);
            assertThat(cleared).contains(true);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.notices())
                    .containsExactly(SplitNotice.YIELDED, SplitNotice.LOSER_HELD, SplitNotice.LOSER_CLEARED);
        }

        @Test
        void aReloadDoesNotLetItBackIn() {
            node.hear(LONG, 6, SplitNode.HIGHER);
            node.reload(password().priority(new dev.holdfast.core.net.Priority(120)));
            node.runTo(LONG + 100 * SECOND);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        void whoGivesInWithoutSplitBrainIsNoLoser() {
            SplitNode plain =
                    SplitNode.master(OneNode.router(), new ResolutionConfig(Response.YIELD, true, Optional.empty()));

            plain.hear(LONG, 1, SplitNode.HIGHER);
            plain.runTo(LONG + 4 * SECOND);

            assertThat(plain.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        void nothingIsThereToClearForWhoTakesPart() {
            assertThat(node.<Optional<Boolean>>ask((inputs, now) -> inputs.clear(now, "VI_1", "root")))
                    .contains(false);
            assertThat(node.<Optional<Boolean>>ask((inputs, now) -> inputs.clear(now, "VI_9", "root")))
                    .isEmpty();
        }
    }

    @Nested
    class SelfFence {
        @Test
        void theLesserOneLetsGoAndSaysSoOnce() {
            SplitNode node = node(Response.SELF_FENCE);

            node.hear(LONG, 30, SplitNode.HIGHER);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.notices()).containsExactly(SplitNotice.SELF_FENCED);
        }

        @Test
        void theBetterOneStays() {
            SplitNode node = node(Response.SELF_FENCE);

            node.hear(LONG, 30, SplitNode.LOWER);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.notices()).isEmpty();
        }
    }

    @Nested
    class Operator {
        private final SplitNode node = node(Response.ALERT);

        @Test
        void keepsAnotherNodeAndThisOneStaysOut() {
            node.hear(LONG, 6, SplitNode.LOWER);
            SplitInputs.Decision decision = node.ask((inputs, now) -> inputs.resolve(now, 1, "192.0.2.251", "root"));
            node.hear(node.now() + SECOND, 30, SplitNode.LOWER);

            assertThat(decision).isEqualTo(SplitInputs.Decision.GAVE_IN);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.notices()).containsExactly(SplitNotice.OPERATOR_DECIDED);
        }

        @Test
        void keepsThisNodeWhichPutsRightWhatTheOtherTold() {
            node.hear(LONG, 6, SplitNode.HIGHER);
            node.clear();
            SplitInputs.Decision decision = node.ask((inputs, now) -> inputs.resolve(now, 1, "lb01", "root"));

            assertThat(decision).isEqualTo(SplitInputs.Decision.KEPT);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.kinds()).contains("InstallAddresses", "Announce");
            assertThat(node.runs()).extracting(run -> run.kind()).containsExactly("notify_master");
        }

        @Test
        void isRefusedWhatDoesNotExist() {
            node.hear(LONG, 6, SplitNode.HIGHER);

            assertThat(node.<SplitInputs.Decision>ask((inputs, now) -> inputs.resolve(now, 2, "lb01", "root")))
                    .isEqualTo(SplitInputs.Decision.NO_INCIDENT);
            assertThat(node.<SplitInputs.Decision>ask((inputs, now) -> inputs.resolve(now, 1, "lb1", "root")))
                    .isEqualTo(SplitInputs.Decision.UNKNOWN_NODE);
            assertThat(node.notices()).isEmpty();
        }
    }
}
