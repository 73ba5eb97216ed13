package dev.holdfast.exporter.webhook.event;

import static dev.holdfast.core.spi.Severity.INFO;
import static dev.holdfast.core.spi.Severity.WARNING;

import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.AddressRestored;
import dev.holdfast.core.spi.AgentEvent.AdvertDiscarded;
import dev.holdfast.core.spi.AgentEvent.ConfigApplied;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.LowerMasterHeard;
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
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.Severity;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.spi.Unfit;
import dev.holdfast.core.track.Reading;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What becomes of each event; empty for those that come too often to be told one by one, which metrics count. Used by one
 * thread.
 */
public final class NoticeWriter implements AgentEvent.Visitor<Optional<Notice>> {
    private static final double NANOS_PER_SECOND = 1e9;

    private final AgentFeed feed;
    private final Supplier<String> ids;
    private final Incidents incidents;

    /** @param ids makes a new one, unique among all nodes, at each call */
    public NoticeWriter(AgentFeed feed, Supplier<String> ids, Incidents incidents) {
        this.feed = feed;
        this.ids = ids;
        this.incidents = incidents;
    }

    /** The agent runs. */
    public Notice started(long madeMillis) {
        return draftAt(madeMillis, "vrrp.agent_started", INFO, "the agent on " + node() + " has started")
                .put("version", feed.status().version())
                .notice("agent");
    }

    /** The agent ends in order. */
    public Notice stopping(long madeMillis) {
        return draftAt(madeMillis, "vrrp.agent_stopping", INFO, "the agent on " + node() + " stops")
                .notice("agent");
    }

    @Override
    public Optional<Notice> stateChanged(StateChanged event) {
        String fault = node() + "/fault/" + event.router();
        boolean isFault = event.to() == RouterState.FAULT;
        Optional<Incident> ended = hasLeftFault(event) ? incidents.resolve(fault) : Optional.empty();
        String summary =
                event.router() + " on " + node() + " is " + event.to() + " (was " + event.from() + "): " + why(event);
        Draft draft = draft(event.atNanos(), type(event, ended), isFault ? WARNING : INFO, summary)
                .about(event.router(), event.key());
        segment(draft, event.router());
        draft.vips(event.addresses())
                .put("from", event.from().word())
                .put("to", event.to().word())
                .put("reason", event.reason().word());
        if (isFault) {
            draft.put("faults", event.faults().stream().map(FaultCause::word).toList());
        }
        priority(draft, event.router(), event.priority().value());
        event.peer().ifPresent(peer -> draft.put("peer", peer.toString()));
        checks(draft, event.router());
        if (event.to() == RouterState.MASTER) {
            draft.data()
                    .putObject("durations")
                    .put("detection_seconds", event.silenceNanos() / NANOS_PER_SECOND)
                    .put("failover_seconds", event.tookNanos() / NANOS_PER_SECOND);
        }
        if (isFault) {
            draft.incident(incidents.hold("fault", fault, draft.id(), draft.time()));
        }
        ended.ifPresent(draft::incident);
        return Optional.of(draft.notice("state/" + event.router()));
    }

    private static String why(StateChanged event) {
        return event.faults().isEmpty()
                ? event.reason().text()
                : event.faults().stream().map(FaultCause::text).collect(Collectors.joining(", "));
    }

    /** An agent that stops in FAULT leaves it open: what comes after its next start says whether it is over. */
    private static boolean hasLeftFault(StateChanged event) {
        return switch (event.to()) {
            case BACKUP, MASTER -> true;
            case STOPPED -> event.reason() == TransitionReason.CONFIG;
            case INIT, FAULT -> false;
        };
    }

    private static String type(StateChanged event, Optional<Incident> ended) {
        return switch (event.to()) {
            case MASTER -> "vrrp.master_acquired";
            case FAULT -> "vrrp.fault_entered";
            case BACKUP, STOPPED, INIT -> typeBelowMaster(event, ended);
        };
    }

    private static String typeBelowMaster(StateChanged event, Optional<Incident> ended) {
        if (event.from() == RouterState.MASTER) {
            return "vrrp.master_released";
        }
        return ended.isPresent() ? "vrrp.fault_cleared" : "vrrp.state_changed";
    }

    @Override
    public Optional<Notice> groupChanged(GroupChanged event) {
        String summary =
                "sync group " + event.group() + " on " + node() + " is " + event.to() + " (was " + event.from() + ")";
        Severity severity = event.to() == RouterState.FAULT ? WARNING : INFO;
        return Optional.of(draft(event.atNanos(), "vrrp.group_changed", severity, summary)
                .put("group", event.group())
                .put("instances", event.members())
                .put("from", event.from().word())
                .put("to", event.to().word())
                .put("unfit", event.unfit().stream().map(Unfit::router).toList())
                .notice("group/" + event.group()));
    }

    /** Comes with each advert; the warning about the peer tells it at a limited rate. */
    @Override
    public Optional<Notice> lowerMasterHeard(LowerMasterHeard event) {
        return Optional.empty();
    }

    @Override
    public Optional<Notice> reconciled(Reconciled event) {
        String summary = event.router() + " on " + node() + " is the only master again";
        return Optional.of(about(draft(event.atNanos(), "vrrp.reconciled", WARNING, summary), event.router())
                .vips(event.addresses())
                .put("peer", event.peer().toString())
                .notice("reconciled/" + event.router()));
    }

    /** Counted by reason in the metrics. */
    @Override
    public Optional<Notice> advertDiscarded(AdvertDiscarded event) {
        return Optional.empty();
    }

    @Override
    public Optional<Notice> peerWarning(PeerWarning event) {
        String oddity = event.oddity().name().toLowerCase(Locale.ROOT);
        String summary = "odd peer of " + event.router() + " on " + node() + ": " + event.detail();
        return Optional.of(about(draft(event.atNanos(), "vrrp.peer_warning", WARNING, summary), event.router())
                .put("oddity", oddity)
                .put("peer", event.source().toString())
                .notice("peer/" + event.router() + "/" + oddity));
    }

    @Override
    public Optional<Notice> addressRestored(AddressRestored event) {
        String address = event.address().prefix().toString();
        String summary = address + " on " + node() + " was removed by somebody else and has been put back";
        return Optional.of(about(draft(event.atNanos(), "vrrp.address_restored", WARNING, summary), event.router())
                .put("address", address)
                .notice("address/" + event.router() + "/" + address));
    }

    /** What an earlier run left behind is gone; nobody need do anything. */
    @Override
    public Optional<Notice> orphanFound(OrphanFound event) {
        return Optional.empty();
    }

    @Override
    public Optional<Notice> routeRestored(RouteRestored event) {
        String summary = "a route or rule on " + node() + " was removed by somebody else and has been put back";
        return Optional.of(draft(event.atNanos(), "vrrp.route_restored", WARNING, summary)
                .put("entry", event.entry())
                .notice("route/" + event.entry()));
    }

    @Override
    public Optional<Notice> routeOrphanFound(RouteOrphanFound event) {
        return Optional.empty();
    }

    @Override
    public Optional<Notice> operationFailed(OperationFailed event) {
        String summary = event.router() + " on " + node() + ": the machine refused: " + event.what();
        return Optional.of(about(draft(event.atNanos(), "vrrp.operation_failed", WARNING, summary), event.router())
                .put("what", event.what())
                .notice("operation/" + event.router()));
    }

    /** Those that succeed are no news. */
    @Override
    public Optional<Notice> scriptFinished(ScriptFinished event) {
        if (event.result() == ScriptResult.SUCCEEDED) {
            return Optional.empty();
        }
        String summary = event.kind() + " on " + node() + " " + event.result().word() + ": " + event.path();
        Draft draft = draft(event.atNanos(), "vrrp.script_failed", WARNING, summary);
        if (!event.router().isEmpty()) {
            about(draft, event.router());
        }
        return Optional.of(draft.put("kind", event.kind())
                .put("path", event.path())
                .put("result", event.result().word())
                .put("exit_status", event.exitStatus())
                .put("detail", event.detail())
                .notice("script/" + event.router() + "/" + event.kind()));
    }

    /** That of the start is told as the start. */
    @Override
    public Optional<Notice> configApplied(ConfigApplied event) {
        if (event.generation() <= 1) {
            return Optional.empty();
        }
        String summary = "a new configuration is in force on " + node();
        return Optional.of(draft(event.atNanos(), "vrrp.config_reloaded", INFO, summary)
                .put("generation", event.generation())
                .put("changed", event.changed())
                .put("restarted", event.restarted())
                .put("added", event.added())
                .put("removed", event.removed())
                .notice("config"));
    }

    @Override
    public Optional<Notice> stalled(Stalled event) {
        String summary =
                event.router() + " on " + node() + " did not run in time; a peer may have taken over meanwhile";
        Draft draft = about(draft(event.atNanos(), "vrrp.stalled", WARNING, summary), event.router());
        draft.data().put("late_seconds", event.lateNanos() / NANOS_PER_SECOND);
        return Optional.of(draft.notice("stalled/" + event.router()));
    }

    @Override
    public Optional<Notice> trackerChanged(TrackerChanged event) {
        String key = node() + "/check/" + event.tracker();
        boolean isBad = event.to().kind() == Reading.Kind.BAD;
        Optional<Incident> ended = isBad ? Optional.empty() : incidents.resolve(key);
        if (event.from().kind() == Reading.Kind.UNKNOWN && !isBad && ended.isEmpty()) {
            return Optional.empty(); // The first word after a start, and a good one.
        }
        String summary = event.tracker() + " on " + node() + " is " + event.to() + " (was " + event.from() + ")"
                + (event.detail().isEmpty() ? "" : ": " + event.detail());
        Draft draft = draft(event.atNanos(), "vrrp.check_changed", isBad ? WARNING : INFO, summary)
                .put("kind", event.tracker().kind().word())
                .put("check", event.tracker().name())
                .put("from", event.from().toString())
                .put("to", event.to().toString())
                .put("detail", event.detail());
        ended.ifPresent(draft::incident);
        if (isBad) {
            draft.incident(incidents.hold("check", key, draft.id(), draft.time()));
        }
        return Optional.of(draft.notice("check/" + event.tracker()));
    }

    @Override
    public Optional<Notice> splitBrainChanged(SplitBrainChanged event) {
        SplitBrainText text = new SplitBrainText(event);
        String key = node() + "/split_brain/" + event.router();
        Draft draft = about(draft(event.atNanos(), text.type(), text.severity(), text.summary(node())), event.router());
        text.write(draft, feed.offers(event.incident()));
        if (event.phase() == SplitPhase.RESOLVED) {
            incidents.resolve(key).ifPresent(draft::incident);
        } else {
            draft.incident(incidents.hold("split_brain", key, draft.id(), draft.time()));
        }
        return Optional.of(draft.notice("split_brain/" + event.router()));
    }

    @Override
    public Optional<Notice> splitNoted(SplitNoted event) {
        SplitNotice notice = event.notice();
        String whose = event.router().isEmpty() ? node() : event.router() + " on " + node();
        String summary = whose + ": " + notice.text() + (event.detail().isEmpty() ? "" : ": " + event.detail());
        Draft draft = draft(event.atNanos(), "vrrp.split_brain." + notice.word(), notice.severity(), summary);
        Draft placed = event.router().isEmpty() ? draft : about(draft, event.router());
        return Optional.of(
                placed.put("detail", event.detail()).notice("split_brain/" + event.router() + "/" + notice.word()));
    }

    @Override
    public Optional<Notice> priorityChanged(PriorityChanged event) {
        String summary = event.router() + " on " + node() + " has priority " + event.to() + " (was " + event.from()
                + ", configured " + event.base() + ")";
        Draft draft = about(draft(event.atNanos(), "vrrp.priority_changed", INFO, summary), event.router());
        draft.data()
                .put("from", event.from().value())
                .put("to", event.to().value())
                .put("base", event.base().value());
        checks(draft, event.router());
        return Optional.of(draft.notice("priority/" + event.router()));
    }

    @Override
    public Optional<Notice> maintenanceChanged(MaintenanceChanged event) {
        String summary =
                node() + (event.on() ? " was taken out of service" : " is back in service") + " by the operator's hand";
        return Optional.of(draft(event.atNanos(), "vrrp.maintenance_changed", event.on() ? WARNING : INFO, summary)
                .put("maintenance", event.on() ? "on" : "off")
                .notice("maintenance"));
    }

    private Draft draft(long atNanos, String type, Severity severity, String summary) {
        return draftAt(feed.epochMillis(atNanos), type, severity, summary);
    }

    private Draft draftAt(long madeMillis, String type, Severity severity, String summary) {
        return new Draft(ids.get(), node(), madeMillis, type, severity, summary);
    }

    private String node() {
        return feed.snapshot().routerId();
    }

    private Draft about(Draft draft, String instance) {
        router(instance).ifPresentOrElse(router -> draft.about(instance, router.key()), () -> draft.about(instance));
        segment(draft, instance);
        return draft;
    }

    private void segment(Draft draft, String instance) {
        router(instance)
                .flatMap(RouterSnapshot::segment)
                .ifPresent(segment -> draft.put("segment", segment.toString()));
    }

    private void priority(Draft draft, String instance, int effective) {
        var priority = draft.data().putObject("priority").put("effective", effective);
        router(instance).ifPresent(router -> {
            priority.put("base", router.settings().basePriority().value());
            router.master()
                    .ifPresent(
                            master -> priority.put("master", master.priority().value()));
        });
    }

    /** The trackers that matter now. */
    private void checks(Draft draft, String instance) {
        var list = draft.data().putArray("checks");
        router(instance).stream()
                .flatMap(router -> router.influences().stream())
                .filter(influence -> influence.points() != 0 || influence.isFault())
                .limit(Draft.MOST_LISTED)
                .forEach(influence -> list.addObject()
                        .put("kind", influence.tracked().tracker().kind().word())
                        .put("name", influence.tracked().tracker().name())
                        .put("reading", influence.reading().toString())
                        .put("points", influence.points())
                        .put("fault", influence.isFault()));
    }

    private Optional<RouterSnapshot> router(String instance) {
        AgentSnapshot snapshot = feed.snapshot();
        return snapshot.routers().stream()
                .filter(router -> router.name().equals(instance))
                .findFirst();
    }
}
