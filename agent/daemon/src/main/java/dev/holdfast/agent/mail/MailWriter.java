package dev.holdfast.agent.mail;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.DecisionOffer;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.LvsNotice;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitPhase;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What a mail says: keepalived's subject, and below it what whoever is woken by it wants to know first. */
final class MailWriter {
    private final AgentFeed feed;

    MailWriter(AgentFeed feed) {
        this.feed = feed;
    }

    Mail of(StateChanged event) {
        StringBuilder text = new StringBuilder();
        sentence(text, event.router(), event.from(), event.to());
        line(text, "Why", event.reason().text() + " (" + event.reason().word() + ")");
        list(text, "Held by", event.faults().stream().map(FaultCause::word).toList());
        line(text, "When", when(event.atNanos()));
        line(text, "Peer", event.peer().map(IpAddress::toString).orElse("none heard"));
        line(text, "Priority", event.priority().toString());
        line(
                text,
                "Where",
                event.key().dev() + ", virtual_router_id " + event.key().vrid());
        list(
                text,
                "Addresses",
                event.addresses().stream()
                        .map(address -> address.prefix().toString())
                        .toList());
        line(text, "Event", Long.toString(event.id()));
        line(text, "Look", advice(event.to(), event.reason().word()));
        return new Mail(event.router(), subject("Instance", event.router(), event.to()), text.toString());
    }

    Mail of(GroupChanged event) {
        StringBuilder text = new StringBuilder();
        sentence(text, "Sync group " + event.group(), event.from(), event.to());
        list(
                text,
                "Held by",
                event.unfit().stream()
                        .map(unfit -> unfit.router() + " (" + unfit.why() + ")")
                        .toList());
        line(text, "When", when(event.atNanos()));
        list(text, "Instances", event.members());
        line(text, "Event", Long.toString(event.id()));
        line(text, "Look", advice(event.to(), "sync_group"));
        return new Mail(event.group(), subject("Group", event.group(), event.to()), text.toString());
    }

    Mail of(SplitBrainChanged event) {
        SplitIncident incident = event.incident();
        String phase = event.phase().word();
        StringBuilder text = new StringBuilder();
        text.append(event.router() + " on " + node() + ": split brain " + phase + ".\n\n");
        line(
                text,
                "Why",
                incident.cause().text() + " (" + incident.cause().word() + "), "
                        + incident.verdict().word());
        list(
                text,
                "Other masters",
                incident.peers().stream().map(IpAddress::toString).toList());
        line(text, "Since", when(incident.sinceNanos()));
        line(text, "When", when(event.atNanos()));
        incident.evidence().forEach(each -> line(text, "Evidence", evidence(each)));
        line(text, "Incident", Long.toString(incident.id()));
        if (event.phase() != SplitPhase.RESOLVED) {
            feed.offers(incident).forEach(offer -> line(text, "Keep " + offer.keep(), how(offer)));
        }
        line(
                text,
                "Look",
                "`holdfast status` on this node and on its peers; docs/split-brain.md has what to do for each cause");
        return new Mail(
                event.router(),
                "[" + node() + "] VRRP Instance " + event.router() + " - Split brain " + phase,
                text.toString());
    }

    /** @param name what the subject calls it */
    Mail of(LvsNoted event, String name) {
        boolean up = event.notice() == LvsNotice.REAL_SERVER_UP || event.notice() == LvsNotice.QUORUM_GAINED;
        StringBuilder text = new StringBuilder();
        text.append(
                event.virtualServer() + " on " + node() + ": " + event.notice().text() + ".\n\n");
        list(
                text,
                "Real server",
                Stream.of(event.realServer())
                        .filter(server -> !server.isEmpty())
                        .toList());
        list(
                text,
                "Why",
                Stream.of(event.detail()).filter(why -> !why.isEmpty()).toList());
        line(text, "When", when(event.atNanos()));
        line(text, "Look", "`holdfast status` on this node; docs/load-balancing.md has what happens to a server");
        return new Mail(
                event.virtualServer(), "[" + node() + "] " + name + " - " + (up ? "UP" : "DOWN"), text.toString());
    }

    private static String how(DecisionOffer offer) {
        return offer.link().map(link -> link + " or ").orElse("") + offer.command();
    }

    private static String evidence(SplitEvidence evidence) {
        String who = evidence.peer().map(peer -> " from " + peer).orElse("");
        return evidence.text() + who + ", " + evidence.count() + " times";
    }

    private void sentence(StringBuilder text, String who, RouterState from, RouterState to) {
        text.append(who + " on " + node() + " is now " + to + " (was " + from + ").\n\n");
    }

    private static void list(StringBuilder text, String name, List<String> values) {
        if (!values.isEmpty()) {
            line(text, name, String.join(", ", values));
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name + ": " + value + "\n");
    }

    private String subject(String kind, String name, RouterState to) {
        return "[" + node() + "] VRRP " + kind + " " + name + " - Entering " + to + " state";
    }

    private static String advice(RouterState to, String reason) {
        String faults = to == RouterState.FAULT ? " and each cause of FAULT" : "";
        return "`holdfast status` on this node and on its peer; the runbook explains " + reason + faults;
    }

    private String node() {
        return feed.snapshot().routerId();
    }

    private String when(long nanos) {
        return Instant.ofEpochMilli(feed.epochMillis(nanos)).toString();
    }
}
