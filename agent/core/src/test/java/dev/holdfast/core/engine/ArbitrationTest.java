package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.arbitrate.WitnessAnswer;
import dev.holdfast.core.arbitrate.WitnessAnswer.Kind;
import dev.holdfast.core.arbitrate.WitnessConfig;
import dev.holdfast.core.arbitrate.WitnessRequest;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.track.TrackerConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One node, priority 100: silence of 3.609375 s would make it master, if arbitration lets it. */
class ArbitrationTest {
    private static final long SECOND = OneNode.SECOND;
    private static final long MILLI = SECOND / 1000;
    private static final long DOWN = OneNode.DOWN;

    /** Version 2, VRID 51, priority 150, 192.0.2.100. */
    private static final String STRONGER = "2133960100018665c00002640000000000000000";

    static OneNode node(ArbitrationConfig arbitration, TrackerConfig... trackers) {
        return node(SplitBrainConfig.DEFAULT.with(arbitration), trackers);
    }

    static OneNode node(SplitBrainConfig measures, TrackerConfig... trackers) {
        OneNode node =
                new OneNode(new EngineConfig("lb01", List.of(OneNode.router().build()), List.of(trackers), List.of())
                        .with(measures));
        node.bringUpWith(0);
        node.done.clear();
        return node;
    }

    static List<String> notices(OneNode node) {
        return node.done.stream()
                .filter(Action.Publish.class::isInstance)
                .map(action -> ((Action.Publish) action).event())
                .filter(SplitNoted.class::isInstance)
                .map(event -> ((SplitNoted) event).notice() + " " + ((SplitNoted) event).detail())
                .toList();
    }

    static Optional<StateChanged> change(OneNode node) {
        return node.done.stream()
                .filter(Action.Publish.class::isInstance)
                .map(action -> ((Action.Publish) action).event())
                .filter(StateChanged.class::isInstance)
                .map(StateChanged.class::cast)
                .reduce((first, last) -> last);
    }

    @Nested
    class Witness {
        /** A lease of 10 s, 0.2 s for slow clocks, a kernel lease of 3 s, 2 s for a lazy kernel: 4.8 s from the order. */
        private final WitnessConfig config = new WitnessConfig(10, 3, false);

        private final OneNode node = node(config);

        private OneNode node(WitnessConfig witness) {
            OneNode made = ArbitrationTest.node(new ArbitrationConfig(Optional.empty(), Optional.of(witness)));
            answer(made, 0, Kind.SEEN, 0, "", OptionalInt.empty());
            made.done.clear();
            return made;
        }

        private WitnessRequest asked(OneNode of) {
            return of.done.stream()
                    .filter(Action.AskArbiter.class::isInstance)
                    .map(action -> (WitnessRequest) ((Action.AskArbiter) action).request())
                    .reduce((first, last) -> last)
                    .orElseGet(() -> new WitnessRequest(1, WitnessRequest.Step.LOOK, 0, 10, OptionalInt.empty()));
        }

        private void answer(OneNode of, long now, Kind kind, long lease, String other, OptionalInt wish) {
            String detail = kind == Kind.FAILED ? "connection refused" : "";
            WitnessAnswer answer = new WitnessAnswer(asked(of).id(), kind, lease, other, wish, detail);
            of.engine.onWake(now);
            of.engine.splitInputs().onWitness(now, OneNode.KEY, answer);
            of.finish(now);
        }

        private void answer(long now, Kind kind, long lease, String other) {
            answer(node, now, kind, lease, other, OptionalInt.empty());
        }

        private void becomeMaster() {
            node.turn(DOWN);
            answer(DOWN + MILLI, Kind.HELD, 7, "");
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        void asksWhenItsTimeHasComeAndClaimsWithTheAnswer() {
            node.turn(DOWN);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(asked(node))
                    .isEqualTo(new WitnessRequest(2, WitnessRequest.Step.ASK, 0, 10, OptionalInt.of(100)));
            answer(DOWN + 3 * MILLI, Kind.HELD, 7, "");
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.snapshot().sinceNanos()).isEqualTo(DOWN + 3 * MILLI);
        }

        @Test
        void asksAgainAfterAQuarterOfASecondWhileAnotherHasTheKey() {
            node.turn(DOWN);
            answer(DOWN + MILLI, Kind.TAKEN, 7, "lb02");

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.engine.nextDeadlineNanos()).isEqualTo(DOWN + 251 * MILLI);
            node.turn(DOWN + 251 * MILLI);
            assertThat(asked(node))
                    .isEqualTo(new WitnessRequest(3, WitnessRequest.Step.ASK, 7, 10, OptionalInt.of(100)));
        }

        @Test
        void tellsOfARefusalThatLasts() {
            node.turn(DOWN);
            answer(DOWN + MILLI, Kind.TAKEN, 7, "lb02");
            node.turn(DOWN + 251 * MILLI);
            node.turn(DOWN + 1000 * MILLI);
            assertThat(notices(node)).isEmpty();

            node.turn(DOWN + 1001 * MILLI);
            assertThat(notices(node)).containsExactly("ARBITRATION_REFUSED etcd: held by lb02");
        }

        @Test
        void aHolderRenewsAThirdOfItsHoldAfterTheOrderOfTheLast() {
            becomeMaster();

            node.turn(DOWN + 1600 * MILLI);

            assertThat(asked(node))
                    .isEqualTo(new WitnessRequest(3, WitnessRequest.Step.ASK, 7, 10, OptionalInt.empty()));
        }

        @Test
        void anArbiterIsToldToBeBackWhenItHasBeenSoForASecond() {
            becomeMaster();
            node.turn(DOWN + 1600 * MILLI);
            answer(DOWN + 1601 * MILLI, Kind.FAILED, 7, "");
            node.turn(DOWN + 1851 * MILLI);
            answer(DOWN + 1852 * MILLI, Kind.HELD, 7, "");

            node.turn(DOWN + 2600 * MILLI);
            assertThat(notices(node)).containsExactly("ARBITER_UNREACHABLE etcd: connection refused");

            node.turn(DOWN + 2852 * MILLI);
            assertThat(notices(node)).last().asString().startsWith("ARBITER_BACK etcd");
        }

        @Test
        void aHolderLetsGoInTimeAfterItOrderedTheLastRenewalThatWasAnswered() {
            becomeMaster();
            // The adapter answers late; the lease has run since the order.
            node.turn(DOWN + 2 * SECOND);
            answer(DOWN + 4 * SECOND, Kind.HELD, 7, "");
            node.turn(DOWN + 4 * SECOND + MILLI);

            node.turn(DOWN + 6800 * MILLI - 1);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            node.done.clear();
            node.turn(DOWN + 6800 * MILLI);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(change(node).orElseThrow().reason()).isEqualTo(TransitionReason.ARBITRATION);
            assertThat(node.kinds().get(0)).isEqualTo("Publish");
            assertThat(node.kinds().get(1)).isEqualTo("RemoveAddresses");
        }

        @Test
        void aHolderThatKeepsKeepsWithoutAnswersButNotAgainstOne() {
            OneNode keeper = node(new WitnessConfig(10, 3, true));
            keeper.turn(DOWN);
            answer(keeper, DOWN + MILLI, Kind.HELD, 7, "", OptionalInt.empty());
            keeper.turn(DOWN + 2 * SECOND);
            answer(keeper, DOWN + 3 * SECOND, Kind.FAILED, 7, "", OptionalInt.empty());

            keeper.turn(DOWN + 4 * SECOND);
            answer(keeper, DOWN + 5 * SECOND, Kind.FAILED, 7, "", OptionalInt.empty());
            keeper.turn(DOWN + 6 * SECOND);
            assertThat(keeper.state()).isEqualTo(RouterState.MASTER);

            answer(keeper, DOWN + 6 * SECOND + MILLI, Kind.TAKEN, 8, "lb02", OptionalInt.empty());
            assertThat(keeper.state()).isEqualTo(RouterState.BACKUP);
        }

        private void reload(long now, WitnessConfig changed) {
            ArbitrationConfig arbitration = new ArbitrationConfig(Optional.empty(), Optional.of(changed));
            EngineConfig wanted =
                    new EngineConfig("lb01", List.of(OneNode.router().build()));
            node.engine.onWake(now);
            node.engine.onConfig(now, wanted.with(SplitBrainConfig.DEFAULT.with(arbitration)));
            node.finish(now);
        }

        @Test
        void aHolderThatIsToKeepFromAReloadOnKeepsItsLeaseAndThenItsAddresses() {
            becomeMaster();
            reload(DOWN + SECOND, new WitnessConfig(10, 3, true));

            node.turn(DOWN + 2 * SECOND);
            assertThat(asked(node))
                    .isEqualTo(new WitnessRequest(3, WitnessRequest.Step.ASK, 7, 10, OptionalInt.empty()));
            for (int second = 3; second < 9; second++) {
                answer(DOWN + second * SECOND, Kind.FAILED, 7, "");
            }

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        void aHolderThatIsToReleaseFromAReloadOnReleases() {
            becomeMaster();
            reload(DOWN + SECOND, new WitnessConfig(10, 3, true));
            reload(DOWN + 2 * SECOND, new WitnessConfig(10, 3, false));

            node.turn(DOWN + 5 * SECOND);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        /** The lease goes on to live as long as it was granted for. */
        @Test
        void aHolderCountsOnNoMoreThanTheTimeToLiveThatItsLeaseHas() {
            becomeMaster();
            reload(DOWN + SECOND, new WitnessConfig(20, 3, false));

            node.turn(DOWN + 2 * SECOND);
            answer(DOWN + 2 * SECOND + MILLI, Kind.HELD, 7, "");
            node.turn(DOWN + 5 * SECOND);
            node.turn(DOWN + 6800 * MILLI - 1);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            node.turn(DOWN + 6800 * MILLI);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        void aHolderLetsGoAtOnceWhenItsLeaseIsTooShortForTheKernelLeaseOfAReload() {
            becomeMaster();
            reload(DOWN + SECOND, new WitnessConfig(20, 9, false));

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(asked(node).step()).isEqualTo(WitnessRequest.Step.RELEASE);
            assertThat(asked(node).lease()).isEqualTo(7);
        }

        @Test
        void aHolderStepsDownForAWishOfHigherPriorityAndGivesTheKeyBackWhenTheAddressIsGone() {
            becomeMaster();
            node.turn(DOWN + 2 * SECOND);
            answer(node, DOWN + 2 * SECOND + MILLI, Kind.HELD, 7, "lb02", OptionalInt.of(100));
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            node.done.clear();

            node.turn(DOWN + 4 * SECOND);
            answer(node, DOWN + 4 * SECOND + MILLI, Kind.HELD, 7, "lb02", OptionalInt.of(101));

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(notices(node)).contains("ARBITRATION_LOST etcd: lb02 has the higher priority 101");
            assertThat(asked(node).step()).isEqualTo(WitnessRequest.Step.RELEASE);
            assertThat(asked(node).lease()).isEqualTo(7);
            assertThat(node.kinds().lastIndexOf("AskArbiter"))
                    .isGreaterThan(node.kinds().indexOf("RemoveAddresses"));
        }

        @Test
        void givesNothingBackWhileTheKernelHasNotConfirmed() {
            becomeMaster();
            node.done.clear();
            node.removing = Outcome.failed("remove", "192.0.2.100/24", "EIO");

            node.engine.onWake(DOWN + SECOND);
            node.engine.onAddress(DOWN + SECOND, OneNode.ETH0, OneNode.VIP.prefix(), true);
            node.engine.onRelease(DOWN + SECOND, "VI_1");
            node.finish(DOWN + SECOND);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.kinds()).contains("RemoveAddresses").doesNotContain("AskArbiter");
        }

        /** Found by simulation: the agent would have turned without a pause, and then never have asked again. */
        @Test
        void anAddressThatTheKernelDoesNotLetGoOfEndsWithItsLease() {
            becomeMaster();
            node.engine.onWake(DOWN + SECOND);
            node.engine.onAddress(DOWN + SECOND, OneNode.ETH0, OneNode.VIP.prefix(), true);
            node.engine.onRelease(DOWN + SECOND, "VI_1");
            node.removing = Outcome.failed("remove", "192.0.2.100/24", "EIO");
            node.finish(DOWN + SECOND);
            for (int second = 2; second < 5; second++) {
                node.turn(DOWN + second * SECOND);
            }
            long late = 2 * DOWN + SECOND;
            node.turn(late);
            assertThat(node.engine.nextDeadlineNanos()).isGreaterThan(late);
            node.done.clear();

            node.engine.onWake(late + MILLI);
            node.engine.onAddressGone(late + MILLI, OneNode.ETH0, OneNode.VIP.prefix());
            node.finish(late + MILLI);

            assertThat(asked(node).step()).isEqualTo(WitnessRequest.Step.ASK);
        }

        @Test
        void anAdvertTakesTheWishToClaimAwayAndTheLeaseBack() {
            node.turn(DOWN);
            node.engine.onWake(DOWN + MILLI);
            node.engine.onDatagram(DOWN + MILLI, OneNode.advert(STRONGER));
            node.finish(DOWN + MILLI);

            answer(DOWN + 2 * MILLI, Kind.HELD, 7, "");

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(asked(node).step()).isEqualTo(WitnessRequest.Step.RELEASE);
        }

        @Test
        void anAgentEndsWhenTheKeyHasBeenGivenBack() {
            becomeMaster();
            node.engine.onWake(DOWN + SECOND);
            node.engine.onShutdown(DOWN + SECOND);
            node.finish(DOWN + SECOND);

            assertThat(node.engine.isFinished()).isFalse();
            answer(DOWN + SECOND + MILLI, Kind.RELEASED, 0, "");
            assertThat(node.engine.isFinished()).isTrue();
        }

        @Test
        void whoWasFrozenLetsGoBeforeItReadsAnything() {
            becomeMaster();
            node.done.clear();

            node.engine.onWake(DOWN + 60 * SECOND);
            node.engine.onAddressGone(DOWN + 60 * SECOND, OneNode.ETH0, OneNode.VIP.prefix());
            node.finish(DOWN + 60 * SECOND);

            assertThat(node.kinds()).doesNotContain("InstallAddresses");
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }
    }

    @Test
    void anOwnerAsksToo() {
        WitnessConfig witness = new WitnessConfig(10, 3, false);
        ArbitrationConfig arbitration = new ArbitrationConfig(Optional.empty(), Optional.of(witness));
        OneNode node = new OneNode(new EngineConfig(
                        "lb01",
                        List.of(OneNode.router().priority(new Priority(255)).build()))
                .with(SplitBrainConfig.DEFAULT.with(arbitration)));

        node.bringUpWith(0);
        node.turn(0);

        assertThat(node.kinds()).contains("AskArbiter").doesNotContain("InstallAddresses");
    }
}
