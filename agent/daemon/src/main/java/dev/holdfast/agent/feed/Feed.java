package dev.holdfast.agent.feed;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.AgentStatus;
import dev.holdfast.core.spi.CheckResult;
import dev.holdfast.core.spi.DecisionOffer;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where the agent loop leaves what others may see.
 *
 * <p>Publishing is done by the agent loop, reading and subscribing by anybody. A listener that throws is counted and
 * left out for that call: exporters must not be able to end an election.
 */
public final class Feed implements AgentFeed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final AgentClock clock;
    private final List<AgentListener> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder listenerFailures = new LongAdder();
    private final StatusBoard status;
    private volatile AgentSnapshot snapshot;
    private volatile Surroundings surroundings = Surroundings.NONE;

    public Feed(AgentClock clock, StatusBoard status, AgentSnapshot first) {
        this.clock = clock;
        this.status = status;
        this.snapshot = first;
    }

    /** From now on, the feed answers with what stands around it. Called once, before exporters are started. */
    public void surroundedBy(Surroundings known) {
        surroundings = known;
    }

    /** Replaces the snapshot. Called on the agent loop. */
    public void publish(AgentSnapshot newest) {
        snapshot = newest;
    }

    /** Tells everybody who listens. Called on the agent loop. */
    public void publish(AgentEvent event) {
        tell(listener -> listener.onEvent(event));
    }

    /** A turn began late. Called on the agent loop. */
    public void timerLag(long nanos) {
        tell(listener -> listener.onTimerLag(nanos));
    }

    /** A check looked. Called on the agent loop. */
    public void looked(TrackerId tracker, TrackerResult result, long tookNanos) {
        CheckResult told = switch (result.kind()) {
            case PASSED, NUMBER -> CheckResult.PASSED;
            case FAILED -> CheckResult.FAILED;
            case TIMED_OUT -> CheckResult.TIMED_OUT;
            case NOT_MADE -> CheckResult.NOT_MADE;
        };
        tell(listener -> listener.onCheck(tracker.kind().word(), tracker.name(), told, tookNanos));
    }

    private void tell(Consumer<AgentListener> message) {
        for (AgentListener listener : listeners) {
            try {
                message.accept(listener);
            } catch (RuntimeException | LinkageError broken) {
                listenerFailures.increment();
                warnAtPowersOfTwo(listener, broken);
            }
        }
    }

    /** A listener that fails once fails at every event; the log need not. */
    private void warnAtPowersOfTwo(AgentListener listener, Throwable broken) {
        long count = listenerFailures.sum();
        if (Long.bitCount(count) == 1) {
            LOG.warn(
                    "a listener threw and was left out: {} failures={}",
                    listener.getClass().getName(),
                    count,
                    broken);
        }
    }

    /** How often a listener threw. */
    public long listenerFailures() {
        return listenerFailures.sum();
    }

    @Override
    public AgentSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public AgentStatus status() {
        return status.current();
    }

    @Override
    public void subscribe(AgentListener listener) {
        listeners.add(listener);
    }

    @Override
    public List<DeliveryStatus> deliveries() {
        return surroundings.deliveries();
    }

    @Override
    public Octets statusDocument() {
        return surroundings.statusDocument();
    }

    @Override
    public List<DecisionOffer> offers(SplitIncident incident) {
        return surroundings.offers(incident);
    }

    @Override
    public void enterNetNamespace() {
        surroundings.enterNetNamespace();
    }

    @Override
    public long epochMillis(long agentNanos) {
        return clock.epochMillis(agentNanos);
    }
}
