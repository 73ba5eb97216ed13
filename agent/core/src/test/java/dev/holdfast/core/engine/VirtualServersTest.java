package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.Director.A;
import static dev.holdfast.core.engine.Director.B;
import static dev.holdfast.core.engine.Director.SECOND;
import static dev.holdfast.core.engine.Director.SORRY;
import static dev.holdfast.core.engine.Director.WEB;
import static dev.holdfast.core.engine.Director.real;
import static dev.holdfast.core.engine.Director.sorry;
import static dev.holdfast.core.engine.Director.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.lvs.VirtualServerConfig;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Virtual servers from their configuration and their checks to orders for the kernel, in virtual time. */
class VirtualServersTest {
    private static final Quorum TWO_OF_THREE = new Quorum(2, 1);

    private final Director node = new Director(web(sorry(false), Quorum.ONE, real(A), real(B)));

    @Nested
    class AtTheStart {
        @Test
        void nothingIsOrderedBeforeTheTableIsKnown() {
            node.turn(0);
            assertThat(node.takeOrders()).isEmpty();

            node.report(SECOND);

            assertThat(node.takeOrders())
                    .containsExactly("+ tcp 192.0.2.100:80", "+ 192.0.2.11:80 1", "+ 192.0.2.12:80 1");
            assertThat(node.snapshot().inKernel()).isTrue();
        }

        @Test
        void whatAnAgentLeftThatDiedIsTakenOverAndOnlyWhatDiffersIsTouched() {
            node.services.put(WEB, VirtualService.of(WEB, "rr"));
            node.of(WEB).put(A, RealServer.of(A, Forwarding.DR, 1));
            node.of(WEB).put(SORRY, RealServer.of(SORRY, Forwarding.DR, 1));

            node.report(0);

            assertThat(node.takeOrders()).containsExactly("+ 192.0.2.12:80 1", "- 192.0.2.99:80");
            assertThat(node.news).isEmpty();
        }

        @Test
        void serversAreTakenForUpUntilACheckFindsOtherwise() {
            node.begun().takeOrders();

            node.check(SECOND, A, false); // The first result counts at once.

            assertThat(node.takeOrders()).containsExactly("- 192.0.2.11:80");
            assertThat(node.news).containsExactly("web 192.0.2.11:80 REAL_SERVER_DOWN refused");
        }

        @Test
        void withAlphaTheyAreDownUntilACheckIsContent() {
            Director careful = new Director(web(sorry(false), Quorum.ONE, real(A, 1, false, true)));

            careful.begun();
            assertThat(careful.takeOrders()).containsExactly("+ tcp 192.0.2.100:80", "+ 192.0.2.99:80 1");

            careful.check(SECOND, A, true);
            assertThat(careful.takeOrders()).containsExactly("+ 192.0.2.11:80 1", "- 192.0.2.99:80");
            assertThat(careful.news)
                    .containsExactly(
                            "web 192.0.2.11:80 REAL_SERVER_UP ", "web  QUORUM_GAINED weight 1 is up, the quorum is 1");
        }

        @Test
        void servicesOfOthersAreLeftAlone() {
            ServiceId other = ServiceId.of(Protocol.UDP, "192.0.2.100", 53);
            node.services.put(other, VirtualService.of(other, "wlc"));

            node.begun();
            node.engine.onShutdown(SECOND);
            node.finish(SECOND);

            assertThat(node.services.keySet()).containsExactly(other);
        }
    }

    @Nested
    class WhenServersFail {
        @Test
        void oneThatWorkedIsTakenOutAfterItsRetriesAndComesBackWithOneSuccess() {
            node.begun().check(SECOND, A, true);
            node.takeOrders();

            node.check(2 * SECOND, A, false);
            assertThat(node.takeOrders()).isEmpty();
            node.check(3 * SECOND, A, false);
            assertThat(node.takeOrders()).containsExactly("- 192.0.2.11:80");

            node.check(4 * SECOND, A, true);
            assertThat(node.takeOrders()).containsExactly("+ 192.0.2.11:80 1");
        }

        @Test
        void theSorryServerServesWhenNobodyIsLeftAndGoesWhenSomebodyIsBack() {
            node.begun().check(SECOND, A, false);
            node.takeOrders();

            node.check(SECOND, B, false);
            assertThat(node.takeOrders()).containsExactly("+ 192.0.2.99:80 1", "- 192.0.2.12:80");
            assertThat(node.news)
                    .last()
                    .isEqualTo(
                            "web  QUORUM_LOST weight 0 is up, the quorum is 1; the sorry server 192.0.2.99:80 serves");
            assertThat(node.snapshot().up()).isFalse();

            node.check(2 * SECOND, B, true);
            assertThat(node.takeOrders()).containsExactly("+ 192.0.2.12:80 1", "- 192.0.2.99:80");
        }

        @Test
        void anInhibitedOneStaysWithoutNewConnections() {
            Director inhibiting = new Director(web(sorry(true), Quorum.ONE, real(A, 3, true, false)));
            inhibiting.begun();
            assertThat(inhibiting.takeOrders())
                    .containsExactly("+ tcp 192.0.2.100:80", "+ 192.0.2.11:80 3", "+ 192.0.2.99:80 0");

            inhibiting.check(SECOND, A, false);
            assertThat(inhibiting.takeOrders()).containsExactly("+ 192.0.2.11:80 0", "+ 192.0.2.99:80 1");
            assertThat(inhibiting.snapshot().servers().get(0).inKernel()).isEqualTo(OptionalInt.of(0));

            inhibiting.check(2 * SECOND, A, true);
            assertThat(inhibiting.takeOrders()).containsExactly("+ 192.0.2.11:80 3", "+ 192.0.2.99:80 0");
        }

        @Test
        void withoutASorryServerThoseThatAreLeftGoOnBelowTheQuorum() {
            Director two = new Director(web(Optional.empty(), new Quorum(2, 0), real(A), real(B)));
            two.begun().takeOrders();

            two.check(SECOND, A, false);

            assertThat(two.takeOrders()).containsExactly("- 192.0.2.11:80");
            assertThat(two.snapshot().up()).isFalse();
            assertThat(two.of(WEB)).containsOnlyKeys(B);
        }

        @Test
        void hysteresisKeepsAQuorumFromComingAndGoing() {
            Director weighed =
                    new Director(web(sorry(false), TWO_OF_THREE, real(A, 2, false, false), real(B, 1, false, false)));
            weighed.begun();
            assertThat(weighed.snapshot().up()).isTrue(); // 3, and 2 + 1 gain it.

            weighed.check(SECOND, A, false); // 1, and less than 2 - 1 loses it.
            assertThat(weighed.snapshot().up()).isTrue();
            weighed.check(SECOND, B, false); // Nobody is never enough.
            assertThat(weighed.snapshot().up()).isFalse();

            weighed.check(2 * SECOND, A, true); // 2
            assertThat(weighed.snapshot().up()).isFalse();
            assertThat(weighed.of(WEB)).containsOnlyKeys(SORRY);
            weighed.check(2 * SECOND, B, true); // 3
            assertThat(weighed.snapshot().up()).isTrue();
            assertThat(weighed.of(WEB)).containsOnlyKeys(A, B);
        }
    }

    @Nested
    class OnAReload {
        private final VirtualServerConfig before = web(real(A), real(B));

        @Test
        void onlyWhatDiffersIsOrderedAndFailedServersAreNotTakenIn() {
            Director running = new Director(before);
            running.begun().check(SECOND, A, false);
            running.takeOrders();

            running.reload(2 * SECOND, web(real(A), real(B, 5, false, false)));

            assertThat(running.takeOrders()).containsExactly("+ 192.0.2.12:80 5");
        }

        @Test
        void whatChangesOfAServiceIsChangedInPlace() {
            Director running = new Director(before).begun();
            running.takeOrders();

            running.reload(
                    SECOND,
                    new VirtualServerConfig(
                            "renamed", VirtualService.of(WEB, "wlc"), before.servers(), Optional.empty(), Quorum.ONE));

            assertThat(running.takeOrders()).containsExactly("+ tcp 192.0.2.100:80");
            assertThat(running.snapshot().name()).isEqualTo("renamed");
        }

        @Test
        void whatIsNoLongerConfiguredIsRemoved() {
            Director running = new Director(before).begun();
            running.takeOrders();

            running.reload(SECOND);

            assertThat(running.takeOrders()).containsExactly("- tcp 192.0.2.100:80");
            assertThat(running.engine.snapshot(0).virtualServers()).isEmpty();
        }

        @Test
        void oneThatIsNewWaitsForTheTable() {
            Director running = new Director();
            running.begun();

            running.reload(SECOND, before);
            assertThat(running.takeOrders()).isEmpty();
            running.report(2 * SECOND);
            assertThat(running.takeOrders()).hasSize(3);
        }
    }

    @Nested
    class WhenTheKernelIsOfAnotherMind {
        @Test
        void aRefusedOrderIsTriedAgainAfterAPause() {
            node.refusal = Optional.of("ENOMEM");
            node.begun();
            assertThat(node.takeOrders()).hasSize(3);
            assertThat(node.engine.nextDeadlineNanos()).isEqualTo(SECOND);

            node.refusal = Optional.empty();
            node.turn(SECOND - 1);
            assertThat(node.takeOrders()).isEmpty();
            node.turn(SECOND);
            assertThat(node.takeOrders()).hasSize(3);
            assertThat(node.engine.nextDeadlineNanos()).isEqualTo(Engine.NEVER);
        }

        @Test
        void whatSomebodyTookOutIsPutBackAndTold() {
            node.begun().takeOrders();
            node.of(WEB).remove(A);

            node.report(SECOND);

            assertThat(node.takeOrders()).containsExactly("+ 192.0.2.11:80 1");
            assertThat(node.news).containsExactly("web  TABLE_RESTORED changes needed: 1");
        }

        @Test
        void aTableThatIsRightChangesNothing() {
            node.begun().takeOrders();

            node.report(SECOND);

            assertThat(node.takeOrders()).isEmpty();
            assertThat(node.news).isEmpty();
        }
    }

    @Test
    void aStopTakesTheServicesAlongAndIsOverWhenTheyAreGone() {
        node.begun().takeOrders();
        node.engine.onShutdown(SECOND);
        assertThat(node.engine.isFinished()).isFalse();

        node.finish(SECOND);

        assertThat(node.takeOrders()).containsExactly("- tcp 192.0.2.100:80");
        assertThat(node.engine.isFinished()).isTrue();
        assertThat(node.services).isEmpty();
    }

    @Test
    void checksOfServersMoveNoPriority() {
        node.begun().check(SECOND, A, false);

        assertThat(node.engine.snapshot(SECOND).checks()).isEmpty();
        assertThat(node.snapshot().servers().get(0).checks())
                .extracting(check -> check.name() + " " + check.verdict().word())
                .containsExactly("TCP_CHECK bad");
    }
}
