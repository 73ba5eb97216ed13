package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The state machine, events of the own machine: links, addresses, the configuration. VRRPv3, priority 100, 1 s: the skew is 0.609375 s, silence
 * of 3.609375 s makes a master.
 */
class MachineEventsConformanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DOWN = 3_609_375_000L;
    private static final String VIP = "192.0.2.100/24";

    @Nested
    class Interfaces {
        @Test
        @Tag("C-113+")
        void aLinkThatGoesDownIsAFault() {
            Node node = Node.mastering(Router.v3(), DOWN);

            node.linkAt(DOWN + 500, false);

            assertThat(node.state()).isEqualTo(RouterState.FAULT);
            assertThat(node.snapshot().faults()).containsExactly(FaultCause.INTERFACE_DOWN);
        }

        @Test
        @Tag("C-113+")
        void theLastAddressThatGoesIsAFault() {
            Node node = Node.started(Router.v3());

            node.addressGoneAt(SECOND, "192.0.2.12/24");
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);

            // It might have come back at once, with all the others.
            node.runTo(SECOND + 200_000_000L);
            assertThat(node.state()).isEqualTo(RouterState.FAULT);
            assertThat(node.snapshot().faults()).containsExactly(FaultCause.NO_SOURCE_ADDRESS);
        }

        @Test
        @Tag("C-113-")
        void anotherAddressThatGoesIsNone() {
            Node node = Node.started(Router.v3(), "192.0.2.12/24", "198.51.100.12/24");

            node.addressGoneAt(SECOND, "198.51.100.12/24");

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-114+")
        void theEndOfTheLastFaultStartsAFullSilence() {
            Node node = Node.started(Router.v3());
            node.linkAt(SECOND, false);

            node.linkAt(2 * SECOND, true);

            assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.RECOVERED);
            node.runTo(2 * SECOND + DOWN - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(2 * SECOND + DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-114-")
        void theEndOfOneFaultOfTwoStartsNothing() {
            Node node = Node.started(Router.v3());
            node.linkAt(SECOND, false);
            node.addressGoneAt(2 * SECOND, "192.0.2.12/24");

            node.linkAt(3 * SECOND, true);

            assertThat(node.state()).isEqualTo(RouterState.FAULT);
            assertThat(node.snapshot().faults()).containsExactly(FaultCause.NO_SOURCE_ADDRESS);
        }
    }

    @Nested
    class Addresses {
        @Test
        @Tag("C-116+")
        void aRefusedAddressIsAFaultThatIsTriedAgain() {
            Node node = Node.started(Router.v3());
            node.refuseInstalls();

            node.runTo(DOWN);

            assertThat(node.state()).isEqualTo(RouterState.FAULT);
            assertThat(node.snapshot().faults()).containsExactly(FaultCause.ADDRESS_FAILED);
            // After a second it listens again, for a full silence.
            node.runTo(DOWN + SECOND);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-116-")
        void aConfirmedAddressIsNone() {
            Node node = Node.started(Router.v3());

            node.runTo(DOWN + SECOND);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.snapshot().faults()).isEmpty();
        }

        @Test
        @Tag("C-117+")
        void anAddressThatVanishesIsPutBackAndAnnounced() {
            Node node = Node.mastering(Router.v3(), DOWN);

            node.addressGoneAt(DOWN + 500, VIP);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.orders()).startsWith("InstallAddresses", "Announce");
        }

        @Test
        @Tag("C-117-")
        void anAddressThatVanishesElevenTimesInAMinuteIsAFault() {
            Node node = Node.mastering(Router.v3(), DOWN);

            for (int time = 1; time <= 10; time++) {
                node.addressGoneAt(DOWN + time * 500_000_000L, VIP);
            }
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            node.addressGoneAt(DOWN + 5_500_000_000L, VIP);

            assertThat(node.state()).isEqualTo(RouterState.FAULT);
            assertThat(node.snapshot().faults()).containsExactly(FaultCause.ADDRESS_CONTESTED);
            assertThat(node.priorities()).endsWith(0);
        }
    }

    @Nested
    class Reload {
        @Test
        @Tag("C-120+")
        void anEqualConfigurationTouchesNoDeadline() {
            Node node = Node.started(Router.v3());

            node.configAt(2 * SECOND, Router.v3());

            node.runTo(DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-120-")
        void anotherVersionStartsAnew() {
            Node node = Node.started(Router.v3());

            node.configAt(2 * SECOND, Router.v2());

            node.runTo(DOWN);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(2 * SECOND + DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }
    }
}
