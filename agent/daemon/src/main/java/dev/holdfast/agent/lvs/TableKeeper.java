package dev.holdfast.agent.lvs;

import dev.holdfast.agent.loop.Input;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.TableReport;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.Answer;
import dev.holdfast.core.port.IpvsTable;
import dev.holdfast.core.port.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's load balancer, on the one thread that touches it. Orders are carried out in their order; how each
 * ended, and every few seconds the whole table, is posted to the agent loop in the order in which it happened.
 */
public final class TableKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableKeeper.class);

    /** Between two looks at the whole table: fresh enough for counters, and for what others do to it. */
    private static final long LOOK_MILLIS = 5_000;

    /** Until the agent loop is asked again to take what it had no room for. */
    private static final long AGAIN_MILLIS = 100;

    /** The kernel may load IPVS for it. */
    private static final long OPEN_LIMIT_SECONDS = 10;

    private static final long CLOSE_LIMIT_SECONDS = 2;

    private final Opener opener;
    private final Runnable onThread;
    private final Predicate<Input> loop;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "holdfast-ipvs");
        made.setDaemon(true);
        return made;
    });

    /** Bounded by the engine, which orders nothing for a service again before all was answered. */
    private final ConcurrentLinkedQueue<TableOrder> ordered = new ConcurrentLinkedQueue<>();

    // Of the thread alone.
    private final List<Done> untold = new ArrayList<>();
    private Optional<IpvsTable> table = Optional.empty();
    private boolean looksFailed;

    /** Opens the table, on the thread that uses it. */
    @FunctionalInterface
    public interface Opener {
        Answer<IpvsTable> open();
    }

    /** An order, and how it ended. */
    private record Done(TableOrder order, Outcome outcome) {}

    /**
     * Opens nothing yet.
     *
     * @param onThread called once on the thread before anything else, such as to enter a network namespace
     * @param loop takes an input for the engine, or says that it has no room
     */
    public TableKeeper(Opener opener, Runnable onThread, Predicate<Input> loop) {
        this.opener = opener;
        this.onThread = onThread;
        this.loop = loop;
    }

    /**
     * Has the table open; what is open stays so. Any thread but the agent loop.
     *
     * @return why it cannot be; empty when it is
     */
    public Optional<String> open() {
        Future<Optional<String>> opened = thread.submit(this::openHere);
        try {
            return opened.get(OPEN_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            return Optional.of("the kernel did not answer about IPVS within " + OPEN_LIMIT_SECONDS + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }

    private Optional<String> openHere() {
        if (table.isPresent()) {
            return Optional.empty();
        }
        onThread.run();
        Answer<IpvsTable> answer = opener.open();
        table = answer.value();
        if (table.isPresent()) {
            var unused = thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return answer.outcome().failure().map(Outcome.Failure::toString);
    }

    /** Tells the table now, for those who wait for it. Any thread. */
    public void lookSoon() {
        execute(this::look);
    }

    /** Carries an order out. Called on the agent loop; returns at once. */
    public void order(TableOrder order) {
        ordered.add(order);
        execute(this::work);
    }

    private void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.debug("too late for the IPVS table", closed);
        }
    }

    private void work() {
        Optional<TableChange> changes = table.map(TableChange::new);
        for (TableOrder order = ordered.poll(); order != null; order = ordered.poll()) {
            TableOrder next = order;
            untold.add(new Done(
                    next,
                    changes.map(next::accept)
                            .orElseGet(() -> Outcome.failed("change IPVS", next.subject(), "not open"))));
        }
        tell();
    }

    /** All that is untold in one input; says whether nothing is left. */
    private boolean tell() {
        if (untold.isEmpty()) {
            return true;
        }
        List<Done> done = List.copyOf(untold);
        boolean taken = loop.test(
                (engine, now) -> done.forEach(each -> engine.ipvsInputs().onDone(now, each.order(), each.outcome())));
        if (taken) {
            untold.clear();
        } else if (!thread.isShutdown()) {
            var unused = thread.schedule(this::tell, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        return taken;
    }

    /** What is untold is older and must come first. */
    private void look() {
        if (tell()) {
            table.map(TableKeeper::read).ifPresent(this::report);
        }
    }

    private static Answer<TableReport> read(IpvsTable table) {
        Answer<Timeouts> timeouts = table.timeouts();
        Answer<List<SyncDaemon>> daemons = table.daemons();
        Answer<List<ServiceReport>> services = table.services();
        Optional<TableReport> report = timeouts.value()
                .flatMap(times -> daemons.value()
                        .flatMap(sync -> services.value().map(all -> new TableReport(all, times, sync))));
        return report.map(Answer::of)
                .orElseGet(() -> Stream.of(timeouts.outcome(), daemons.outcome(), services.outcome())
                        .filter(outcome -> !outcome.isDone())
                        .findFirst()
                        .<Answer<TableReport>>map(Answer::failed)
                        .orElseThrow());
    }

    private void report(Answer<TableReport> answer) {
        answer.value().ifPresent(report -> {
            looksFailed = false;
            if (!loop.test((engine, now) -> engine.ipvsInputs().onTable(now, report))) {
                LOG.debug("the agent loop has no room for the IPVS table; the next look brings it");
            }
        });
        if (answer.value().isEmpty() && !looksFailed) {
            looksFailed = true;
            LOG.warn(
                    "the IPVS table cannot be read: {}",
                    answer.outcome().failure().map(Object::toString).orElse(""));
        }
    }

    /** What was ordered before is carried out; the kernel's table stays as it is then. */
    @Override
    public void close() {
        execute(() -> table.ifPresent(IpvsTable::close));
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the IPVS table is still busy");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
