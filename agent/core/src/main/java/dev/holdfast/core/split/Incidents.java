package dev.holdfast.core.split;

import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.SplitVerdict;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Makes incidents of findings: opened by the first, told anew when the verdict or the cause changes, closed by none. */
final class Incidents {
    private final LongSupplier ids;
    private Optional<SplitIncident> open = Optional.empty();
    private Optional<SplitIncident> told = Optional.empty();
    private long toldNanos;
    private long closedNanos;

    Incidents(LongSupplier ids) {
        this.ids = ids;
    }

    /** What is to be told of the newest finding. */
    Optional<SplitPhase> take(long nowNanos, Finding finding, long pauseNanos) {
        if (finding.verdict() == SplitVerdict.NONE) {
            return open.isEmpty() ? Optional.empty() : Optional.of(close(nowNanos));
        }
        boolean opens = open.isEmpty();
        open = Optional.of(incident(nowNanos, finding));
        return opens || (differs() && nowNanos - toldNanos >= pauseNanos)
                ? Optional.of(tell(nowNanos, opens ? SplitPhase.OPENED : SplitPhase.UPDATED))
                : Optional.empty();
    }

    /** The open incident, or right after its end the last. */
    Optional<SplitIncident> toTell() {
        return open.or(() -> told);
    }

    Optional<SplitIncident> open() {
        return open;
    }

    long totalNanos(long nowNanos) {
        return closedNanos
                + open.map(incident -> nowNanos - incident.sinceNanos()).orElse(0L);
    }

    private SplitIncident incident(long nowNanos, Finding finding) {
        long id = open.map(SplitIncident::id).orElseGet(ids::getAsLong);
        long since = open.map(SplitIncident::sinceNanos).orElse(nowNanos);
        return new SplitIncident(id, finding.verdict(), finding.cause(), since, finding.peers(), finding.evidence());
    }

    private boolean differs() {
        return told.filter(
                        before -> open.filter(now -> now.verdict() == before.verdict() && now.cause() == before.cause())
                                .isPresent())
                .isEmpty();
    }

    private SplitPhase tell(long nowNanos, SplitPhase phase) {
        told = open;
        toldNanos = nowNanos;
        return phase;
    }

    private SplitPhase close(long nowNanos) {
        closedNanos = totalNanos(nowNanos);
        tell(nowNanos, SplitPhase.RESOLVED);
        open = Optional.empty();
        return SplitPhase.RESOLVED;
    }
}
