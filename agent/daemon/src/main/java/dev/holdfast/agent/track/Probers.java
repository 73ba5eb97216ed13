package dev.holdfast.agent.track;

import dev.holdfast.agent.notify.ScriptLauncher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Everything that is looked at, each in its rhythm, on threads of its own. Methods may be called from any thread but the
 * agent loop, one at a time.
 */
public final class Probers implements AutoCloseable {
    private final Suspension suspension;
    private final ThreadTimers timers = new ThreadTimers();
    private final ResultBatch results;
    private final Looks looks;
    private List<Prober> running = List.of();
    private boolean closed;

    /**
     * Starts nothing yet: {@link #reconfigure} does.
     *
     * @param launcher how programs are run
     * @param onThread called once on each thread that opens sockets or starts programs, such as to enter a network
     *     namespace
     * @param suspension which probes do not look now
     * @param sink told every result, in order for one probe
     */
    public Probers(ScriptLauncher launcher, Pinger pinger, Runnable onThread, Suspension suspension, ResultSink sink) {
        this.suspension = suspension;
        this.results = new ResultBatch(timers, sink);
        this.looks = new Looks(launcher, pinger, onThread);
    }

    /**
     * Stops what is not wanted in this form any more; when this returns, no result of it is told again. To be called
     * before a new configuration is in force, so that nothing old is taken for something new.
     */
    public void retire(List<ProbeConfig> wanted) {
        timers.call(() -> keepOnly(wanted));
    }

    /** Looks at this from now on: what did not change goes on, the rest stops or begins. */
    public void reconfigure(List<ProbeConfig> wanted) {
        timers.call(() -> {
            keepOnly(wanted);
            List<Prober> all = new ArrayList<>(running);
            for (ProbeConfig config : wanted) {
                if (running.stream().noneMatch(prober -> prober.config().looksLike(config))) {
                    Prober added = prober(config);
                    all.add(added);
                    added.start(warmup(config));
                }
            }
            running = List.copyOf(all);
        });
    }

    /** A thousand servers are not asked in the same moment, now or ever after. */
    private static long warmup(ProbeConfig config) {
        long longest = config.patience().warmupNanos();
        return longest == 0 ? 0 : ThreadLocalRandom.current().nextLong(longest);
    }

    private void keepOnly(List<ProbeConfig> wanted) {
        results.send();
        List<Prober> kept = new ArrayList<>();
        for (Prober prober : running) {
            if (wanted.stream().anyMatch(config -> config.looksLike(prober.config()))) {
                kept.add(prober);
            } else {
                prober.stop();
            }
        }
        running = List.copyOf(kept);
    }

    private Prober prober(ProbeConfig config) {
        return new Prober(
                config,
                looks.of(config),
                looks.remedyOf(config),
                timers,
                () -> suspension.covers(config.tracker().id()),
                results.of(config.tracker().id()));
    }

    /** Stops everything; scripts are asked to end and have two seconds for it. A second time does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        timers.call(() -> keepOnly(List.of()));
        looks.close();
        timers.close();
    }
}
