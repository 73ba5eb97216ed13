package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.MaintenanceChanged;
import dev.holdfast.core.spi.AgentEvent.PeerOddity;
import dev.holdfast.core.spi.AgentEvent.PeerWarning;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.spi.Unfit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventLineTest {
    private static Optional<String> line(AgentEvent event) {
        return event.accept(new EventLine());
    }

    @Test
    void aTransitionSaysFromWhereToWhereAndWhy() {
        assertThat(line(Sample.changed(RouterState.MASTER, TransitionReason.TIMEOUT)))
                .contains("VI_1: BACKUP -> MASTER, no master heard (reason=timeout priority=100 peer=192.0.2.12"
                        + " vips=192.0.2.100,192.0.2.101 id=17)");
    }

    @Test
    void aFaultSaysWhatIsMissing() {
        assertThat(line(Sample.changed(
                        RouterState.FAULT,
                        TransitionReason.INTERFACE,
                        FaultCause.INTERFACE_DOWN,
                        FaultCause.NO_SOURCE_ADDRESS)))
                .contains("VI_1: BACKUP -> FAULT, interface (reason=interface faults=interface_down,no_source_address"
                        + " priority=100 peer=192.0.2.12 vips=192.0.2.100,192.0.2.101 id=17)");
    }

    @Test
    void aGroupSaysWhoHoldsIt() {
        Unfit unfit = new Unfit("VI_2", Set.of(FaultCause.INTERFACE_DOWN), List.of());

        assertThat(line(new GroupChanged(
                        0, 3, "G1", RouterState.MASTER, RouterState.FAULT, List.of("VI_1", "VI_2"), List.of(unfit))))
                .contains("sync group G1: MASTER -> FAULT, VI_2: interface_down (id=3)");
    }

    @Test
    void aSecondMasterIsPushedAndAnotherOddityIsNot() {
        IpAddress source = IpAddress.parse("192.0.2.12");

        assertThat(line(new PeerWarning(0, "VI_1", PeerOddity.SECOND_MASTER, source, "has priority 90", 0)))
                .contains("VI_1: second master 192.0.2.12, has priority 90");
        assertThat(line(new PeerWarning(0, "VI_1", PeerOddity.EQUAL_PRIORITY, source, "both 100", 0)))
                .isEmpty();
    }

    @Test
    void theOperatorsHandIsPushed() {
        assertThat(line(new MaintenanceChanged(0, true))).contains("maintenance on");
    }
}
