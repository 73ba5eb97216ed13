package dev.holdfast.exporter.webhook.event;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.DecisionOffer;
import dev.holdfast.core.spi.Severity;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.SplitVerdict;
import java.util.List;

/** What is told of a split brain that began, is known better, or is over. */
final class SplitBrainText {
    private static final double NANOS_PER_SECOND = 1e9;

    private final SplitBrainChanged event;
    private final SplitIncident incident;

    SplitBrainText(SplitBrainChanged event) {
        this.event = event;
        this.incident = event.incident();
    }

    String type() {
        return "vrrp.split_brain." + event.phase().word();
    }

    Severity severity() {
        if (isOver()) {
            return Severity.INFO;
        }
        return incident.verdict() == SplitVerdict.CONFIRMED ? Severity.CRITICAL : Severity.WARNING;
    }

    String summary(String node) {
        return "split brain of " + event.router() + " on " + node + " "
                + event.phase().word() + ": " + incident.cause().text();
    }

    void write(Draft draft, List<DecisionOffer> offers) {
        draft.put("verdict", incident.verdict().word())
                .put("cause", incident.cause().word())
                .put("peers", incident.peers().stream().map(IpAddress::toString).toList())
                .put(
                        "evidence",
                        incident.evidence().stream().map(SplitEvidence::text).toList());
        if (isOver()) {
            draft.data().put("lasted_seconds", (event.atNanos() - incident.sinceNanos()) / NANOS_PER_SECOND);
        } else if (!offers.isEmpty()) {
            var list = draft.data().putArray("decisions");
            for (DecisionOffer offer : offers) {
                var each = list.addObject().put("keep", offer.keep()).put("command", offer.command());
                offer.link().ifPresent(link -> each.put("link", link));
            }
        }
    }

    private boolean isOver() {
        return event.phase() == SplitPhase.RESOLVED;
    }
}
