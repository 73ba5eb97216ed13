package dev.holdfast.exporter.zabbix;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.AddressRestored;
import dev.holdfast.core.spi.AgentEvent.AdvertDiscarded;
import dev.holdfast.core.spi.AgentEvent.ConfigApplied;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.LowerMasterHeard;
import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import dev.holdfast.core.spi.AgentEvent.MaintenanceChanged;
import dev.holdfast.core.spi.AgentEvent.OperationFailed;
import dev.holdfast.core.spi.AgentEvent.OrphanFound;
import dev.holdfast.core.spi.AgentEvent.PeerWarning;
import dev.holdfast.core.spi.AgentEvent.PriorityChanged;
import dev.holdfast.core.spi.AgentEvent.Reconciled;
import dev.holdfast.core.spi.AgentEvent.RouteOrphanFound;
import dev.holdfast.core.spi.AgentEvent.RouteRestored;
import dev.holdfast.core.spi.AgentEvent.ScriptFinished;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.AgentEvent.Stalled;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.AgentEvent.TrackerChanged;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.SplitIncident;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The line of {@code vrrp.event} for what is worth pushing: transitions, and signs of a second master. Triggers match parts
 * of it, so its form is API. What repeats with every advert or every run of a script is not pushed.
 */
final class EventLine implements AgentEvent.Visitor<Optional<String>> {
    private static final Optional<String> NOT_PUSHED = Optional.empty();

    @Override
    public Optional<String> stateChanged(StateChanged event) {
        StringBuilder line = new StringBuilder(event.router() + ": " + event.from() + " -> " + event.to() + ", "
                + event.reason().text() + " (reason=" + event.reason().word());
        if (!event.faults().isEmpty()) {
            line.append(" faults=")
                    .append(event.faults().stream().map(FaultCause::word).collect(Collectors.joining(",")));
        }
        line.append(" priority=").append(event.priority().value());
        event.peer().ifPresent(peer -> line.append(" peer=").append(peer));
        String vips = event.addresses().stream()
                .filter(VirtualAddress::advertised)
                .map(address -> address.address().toString())
                .collect(Collectors.joining(","));
        return Optional.of(line + " vips=" + vips + " id=" + event.id() + ")");
    }

    @Override
    public Optional<String> groupChanged(GroupChanged event) {
        String why = event.unfit().isEmpty()
                ? ""
                : ", "
                        + event.unfit().stream()
                                .map(unfit -> unfit.router() + ": " + unfit.why())
                                .collect(Collectors.joining("; "));
        return Optional.of("sync group " + event.group() + ": " + event.from() + " -> " + event.to() + why + " (id="
                + event.id() + ")");
    }

    @Override
    public Optional<String> maintenanceChanged(MaintenanceChanged event) {
        return Optional.of("maintenance " + (event.on() ? "on" : "off"));
    }

    @Override
    public Optional<String> peerWarning(PeerWarning event) {
        boolean second = event.oddity() == PeerOddity.SECOND_MASTER;
        return second
                ? Optional.of(event.router() + ": second master " + event.source() + ", " + event.detail())
                : NOT_PUSHED;
    }

    @Override
    public Optional<String> splitBrainChanged(SplitBrainChanged event) {
        SplitIncident incident = event.incident();
        String peers = incident.peers().stream().map(IpAddress::toString).collect(Collectors.joining(","));
        return Optional.of(event.router() + ": split brain " + event.phase().word() + ", "
                + incident.cause().text() + " (verdict=" + incident.verdict().word() + " cause="
                + incident.cause().word() + " peers=" + peers + " incident=" + incident.id() + ")");
    }

    @Override
    public Optional<String> splitNoted(SplitNoted event) {
        String whose = event.router().isEmpty() ? "" : event.router() + ": ";
        String detail = event.detail().isEmpty() ? "" : ": " + event.detail();
        return Optional.of(whose + event.notice().text() + detail + " (notice="
                + event.notice().word() + ")");
    }

    @Override
    public Optional<String> lvsNoted(LvsNoted event) {
        String whom = event.realServer().isEmpty() ? "" : " " + event.realServer();
        String detail = event.detail().isEmpty() ? "" : ": " + event.detail();
        return Optional.of(event.virtualServer() + whom + ": " + event.notice().text() + detail + " (notice="
                + event.notice().word() + ")");
    }

    @Override
    public Optional<String> reconciled(Reconciled event) {
        return Optional.of(event.router() + ": stays MASTER, the other master " + event.peer() + " is silent");
    }

    @Override
    public Optional<String> lowerMasterHeard(LowerMasterHeard event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> advertDiscarded(AdvertDiscarded event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> addressRestored(AddressRestored event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> orphanFound(OrphanFound event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> routeRestored(RouteRestored event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> routeOrphanFound(RouteOrphanFound event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> operationFailed(OperationFailed event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> scriptFinished(ScriptFinished event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> configApplied(ConfigApplied event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> stalled(Stalled event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> trackerChanged(TrackerChanged event) {
        return NOT_PUSHED;
    }

    @Override
    public Optional<String> priorityChanged(PriorityChanged event) {
        return NOT_PUSHED;
    }
}
