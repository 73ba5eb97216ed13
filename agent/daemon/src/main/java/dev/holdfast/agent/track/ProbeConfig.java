package dev.holdfast.agent.track;

import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.port.Egress;
import dev.holdfast.core.track.TrackerConfig;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is looked at, how often, and what is tried before a failure counts.
 *
 * @param tracker what its results feed
 * @param intervalNanos from the start of one look to the start of the next; a look that still runs is not joined by another
 * @param timeoutNanos after which a look has failed
 * @param remedy what is tried when a look failed
 * @param patience what is different about the first looks, and those that follow a failure
 * @param egress how a look leaves this node; what a probe cannot do is refused where the configuration is read
 */
public record ProbeConfig(
        TrackerConfig tracker,
        Probe probe,
        long intervalNanos,
        long timeoutNanos,
        Optional<Remedy> remedy,
        Patience patience,
        Egress egress) {
    /** Looks at once and in one rhythm. */
    public ProbeConfig(
            TrackerConfig tracker, Probe probe, long intervalNanos, long timeoutNanos, Optional<Remedy> remedy) {
        this(tracker, probe, intervalNanos, timeoutNanos, remedy, Patience.NONE, Egress.ANY);
    }

    /**
     * How keepalived looks at real servers: not at all of them at once, and quicker while it makes up its mind.
     *
     * @param warmupNanos the longest time before the first look; how long it is, chance decides
     * @param retries how many looks follow a failure quickly, when the one before it succeeded
     * @param retryNanos how long after a failure the next of them is made
     */
    public record Patience(long warmupNanos, int retries, long retryNanos) {
        /** The first look is at once, and a failure hurries nobody. */
        public static final Patience NONE = new Patience(0, 0, 0);
    }

    /**
     * A command that may heal what failed, such as a restart of the service. It runs once per failure: after it and the
     * wait, the probe looks again, and only that result counts. It runs again only after a success.
     *
     * @param timeoutNanos how long the command may run
     * @param waitNanos from its end to the second look
     */
    public record Remedy(ScriptCommand command, long timeoutNanos, long waitNanos) {}

    /** The programs that it runs. */
    public Stream<ScriptCommand> commands() {
        Stream<ScriptCommand> look =
                probe instanceof Probe.Script script ? Stream.of(script.command()) : Stream.empty();
        return Stream.concat(look, remedy.stream().map(Remedy::command));
    }

    /** Whether both look at the same in the same way; what a result means, core is told by itself. */
    boolean looksLike(ProbeConfig other) {
        return tracker.id().equals(other.tracker.id())
                && probe.equals(other.probe)
                && intervalNanos == other.intervalNanos
                && timeoutNanos == other.timeoutNanos
                && remedy.equals(other.remedy)
                && patience.equals(other.patience)
                && egress.equals(other.egress);
    }
}
