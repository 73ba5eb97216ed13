package dev.holdfast.agent.log;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.LvsNotice;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.Severity;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.spi.Unfit;
import dev.holdfast.core.track.Influence;
import dev.holdfast.core.track.Reading;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/** Writes one line per thing that an operator cares about. Called on the agent loop; the line is written elsewhere. */
public final class EventLog implements AgentListener, AgentEvent.Visitor<LogLine> {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Logger log;
    private final RecentEvents recent;

    /** @param recent where the same is kept for those who ask later */
    public EventLog(RecentEvents recent) {
        this(LoggerFactory.getLogger(EventLog.class), recent);
    }

    EventLog(Logger log, RecentEvents recent) {
        this.log = log;
        this.recent = recent;
    }

    /** One that does all the work and writes nothing, for rehearsals. */
    public static EventLog silent() {
        return new EventLog(NOPLogger.NOP_LOGGER, new RecentEvents());
    }

    @Override
    public void onEvent(AgentEvent event) {
        LogLine line = event.accept(this);
        line.writeTo(log);
        recent.add(event.atNanos(), line);
    }

    @Override
    public LogLine stateChanged(AgentEvent.StateChanged event) {
        Level level = event.to() == RouterState.FAULT ? Level.WARN : Level.INFO;
        LogLine line = new LogLine(level, "state_changed", event.router(), event.from() + " -> " + event.to())
                .field("from", event.from().word())
                .field("to", event.to().word())
                .with(
                        "reason",
                        event.reason().word(),
                        "reason=" + event.reason().word() + " ("
                                + event.reason().text() + ")");
        if (!event.faults().isEmpty()) {
            line.with("faults", event.faults().stream().map(FaultCause::word).toList());
        }
        line.with("priority", event.priority().value());
        event.peer().map(IpAddress::toString).ifPresent(peer -> line.with("peer", peer));
        line.with("vips", addresses(event.addresses()));
        if (event.to() == RouterState.MASTER) {
            line.with("took_ms", event.tookNanos() / NANOS_PER_MILLI, "took=" + millis(event.tookNanos()));
        }
        if (event.silenceNanos() > 0) {
            line.with("silence_ms", event.silenceNanos() / NANOS_PER_MILLI, "silence=" + millis(event.silenceNanos()));
        }
        return line;
    }

    @Override
    public LogLine advertDiscarded(AgentEvent.AdvertDiscarded event) {
        LogLine line = new LogLine(Level.WARN, "advert_discarded", event.router(), "advert discarded")
                .with("reason", event.reason().word())
                .with("source", event.source().toString())
                .withText("detail", event.detail());
        return suppressed(line, event.suppressed());
    }

    @Override
    public LogLine peerWarning(AgentEvent.PeerWarning event) {
        LogLine line = new LogLine(Level.WARN, "peer_warning", event.router(), "odd peer")
                .with("oddity", event.oddity().name().toLowerCase(Locale.ROOT))
                .with("source", event.source().toString())
                .withText("detail", event.detail());
        return suppressed(line, event.suppressed());
    }

    @Override
    public LogLine addressRestored(AgentEvent.AddressRestored event) {
        String headline = "address was removed by somebody else and has been put back";
        return new LogLine(Level.WARN, "address_restored", event.router(), headline)
                .with("address", event.address().prefix().toString())
                .with("dev", event.address().dev().value());
    }

    @Override
    public LogLine orphanFound(AgentEvent.OrphanFound event) {
        String headline = "address left behind by an earlier run is removed";
        return new LogLine(Level.WARN, "orphan_found", event.router(), headline)
                .with("address", event.address().prefix().toString())
                .with("dev", event.address().dev().value());
    }

    @Override
    public LogLine routeRestored(AgentEvent.RouteRestored event) {
        String headline = "somebody removed a route or rule, it has been put back";
        return new LogLine(Level.WARN, "route_restored", event.router(), headline).with("entry", event.entry());
    }

    @Override
    public LogLine routeOrphanFound(AgentEvent.RouteOrphanFound event) {
        String headline = "route or rule left behind by an earlier run is removed";
        return new LogLine(Level.WARN, "route_orphan_found", "", headline).with("entry", event.entry());
    }

    @Override
    public LogLine operationFailed(AgentEvent.OperationFailed event) {
        LogLine line = new LogLine(Level.ERROR, "operation_failed", event.router(), "operation failed")
                .with("what", event.what());
        return suppressed(line, event.suppressed());
    }

    @Override
    public LogLine scriptFinished(AgentEvent.ScriptFinished event) {
        boolean mail = event.kind().equals("smtp_alert");
        boolean succeeded = event.result() == ScriptResult.SUCCEEDED;
        LogLine line = new LogLine(
                        succeeded ? Level.INFO : Level.WARN,
                        "script_finished",
                        event.router(),
                        mail ? "mail" : "script")
                .with("kind", event.kind(), event.kind())
                .with("path", event.path())
                .with("result", event.result().word());
        if (event.exitStatus() >= 0) {
            line.with("exit", event.exitStatus());
        }
        return line.with("took_ms", event.tookNanos() / NANOS_PER_MILLI, "took=" + millis(event.tookNanos()))
                .withText("detail", event.detail());
    }

    @Override
    public LogLine configApplied(AgentEvent.ConfigApplied event) {
        LogLine line = new LogLine(Level.INFO, "config_applied", "", "configuration in force")
                .with("generation", event.generation());
        names(line, "kept", event.kept());
        names(line, "changed", event.changed());
        names(line, "restarted", event.restarted());
        names(line, "added", event.added());
        names(line, "removed", event.removed());
        return line;
    }

    @Override
    public LogLine stalled(AgentEvent.Stalled event) {
        String headline = "the agent did not run in time; a peer may have taken over meanwhile";
        return new LogLine(Level.WARN, "stalled", event.router(), headline)
                .with("late_ms", event.lateNanos() / NANOS_PER_MILLI, "late=" + millis(event.lateNanos()));
    }

    @Override
    public LogLine groupChanged(AgentEvent.GroupChanged event) {
        boolean fault = event.to() == RouterState.FAULT;
        LogLine line = new LogLine(fault ? Level.WARN : Level.INFO, "group_changed", event.group(), "sync group")
                .with("from", event.from().name())
                .with("to", event.to().name());
        names(line, "unfit", event.unfit().stream().map(Unfit::router).toList());
        names(line, "why", event.unfit().stream().map(Unfit::why).toList());
        names(line, "instances", event.members());
        return line;
    }

    @Override
    public LogLine lowerMasterHeard(AgentEvent.LowerMasterHeard event) {
        // Comes with each advert; what the operator is told of it at a limited rate is the odd peer.
        return new LogLine(Level.DEBUG, "lower_master_heard", event.router(), "another master is heard")
                .with("peer", event.peer().toString())
                .with("priority", event.priority().value());
    }

    @Override
    public LogLine reconciled(AgentEvent.Reconciled event) {
        return new LogLine(Level.INFO, "reconciled", event.router(), "stays MASTER, the other master is silent")
                .with("peer", event.peer().toString())
                .with("priority", event.priority().value())
                .with("lasted_ms", event.lastedNanos() / NANOS_PER_MILLI, "lasted=" + millis(event.lastedNanos()));
    }

    @Override
    public LogLine splitBrainChanged(AgentEvent.SplitBrainChanged event) {
        SplitIncident incident = event.incident();
        LogLine line = new LogLine(
                        level(event),
                        "split_brain",
                        event.router(),
                        "split brain " + event.phase().word())
                .with("verdict", incident.verdict().word())
                .with(
                        "cause",
                        incident.cause().word(),
                        "cause=" + incident.cause().word() + " ("
                                + incident.cause().text() + ")")
                .with("incident", incident.id());
        names(line, "peers", incident.peers().stream().map(IpAddress::toString).toList());
        names(
                line,
                "evidence",
                incident.evidence().stream().map(SplitEvidence::text).toList());
        if (event.phase() == SplitPhase.RESOLVED) {
            long lasted = event.atNanos() - incident.sinceNanos();
            line.with("lasted_ms", lasted / NANOS_PER_MILLI, "lasted=" + millis(lasted));
        }
        return line.field("phase", event.phase().word());
    }

    private static Level level(AgentEvent.SplitBrainChanged event) {
        if (event.phase() == SplitPhase.RESOLVED) {
            return Level.INFO;
        }
        return event.incident().verdict() == SplitVerdict.CONFIRMED ? Level.ERROR : Level.WARN;
    }

    @Override
    public LogLine splitNoted(AgentEvent.SplitNoted event) {
        SplitNotice notice = event.notice();
        return new LogLine(level(notice.severity()), notice.word(), event.router(), notice.text())
                .withText("detail", event.detail());
    }

    @Override
    public LogLine lvsNoted(AgentEvent.LvsNoted event) {
        LvsNotice notice = event.notice();
        return new LogLine(level(notice.severity()), notice.word(), "", notice.text())
                .with("virtual_server", event.virtualServer())
                .withText("real_server", event.realServer())
                .withText("detail", event.detail());
    }

    private static Level level(Severity severity) {
        return switch (severity) {
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case CRITICAL -> Level.ERROR;
        };
    }

    @Override
    public LogLine trackerChanged(AgentEvent.TrackerChanged event) {
        boolean bad = event.to().kind() == Reading.Kind.BAD;
        return new LogLine(bad ? Level.WARN : Level.INFO, "tracker_changed", "", "tracked " + event.tracker())
                .with("from", event.from().toString())
                .with("to", event.to().toString())
                .withText("detail", event.detail());
    }

    @Override
    public LogLine priorityChanged(AgentEvent.PriorityChanged event) {
        LogLine line = new LogLine(Level.INFO, "priority_changed", event.router(), "priority")
                .with("from", event.from().value())
                .with("to", event.to().value())
                .with("base", event.base().value());
        for (Influence influence : event.influences()) {
            if (influence.points() != 0) {
                line.with(influence.tracked().tracker().name(), influence.points());
            }
        }
        return line;
    }

    @Override
    public LogLine maintenanceChanged(AgentEvent.MaintenanceChanged event) {
        return new LogLine(event.on() ? Level.WARN : Level.INFO, "maintenance_changed", "", "by the operator's hand")
                .with("maintenance", event.on() ? "on" : "off");
    }

    private static void names(LogLine line, String key, List<String> names) {
        if (!names.isEmpty()) {
            line.with(key, names);
        }
    }

    private static LogLine suppressed(LogLine line, long count) {
        return count == 0 ? line : line.with("suppressed", count);
    }

    /** Those of the adverts; beside them there may be a thousand. */
    private static List<String> addresses(List<VirtualAddress> addresses) {
        return addresses.stream()
                .filter(VirtualAddress::advertised)
                .map(address -> address.address().toString())
                .toList();
    }

    private static String millis(long nanos) {
        long tenths = (nanos + 50_000) / 100_000; // No formatter: the first use of one costs the loop milliseconds.
        return tenths / 10 + "." + tenths % 10 + "ms";
    }
}
