package dev.holdfast.agent.notify;

import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import dev.holdfast.core.spi.AgentEvent.ScriptFinished;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.ScriptResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The named pipes of the configuration and the programs that read them. Hears events on the agent loop, which never waits
 * for a pipe; the other methods are called by one thread at a time.
 */
public final class Fifos implements AgentListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fifos.class);

    private final FifoLines lines;
    private final FifoFile files;
    private final ScriptLauncher launcher;
    private final LongSupplier nanos;
    private final Consumer<AgentEvent> publisher;
    private volatile FifoSettings settings = FifoSettings.NONE;
    private volatile List<Pipe> pipes = List.of();

    private record Pipe(FifoConfig config, Fifo fifo, Optional<FifoReader> reader) {
        void close() {
            fifo.close();
            reader.ifPresent(FifoReader::close);
        }
    }

    /**
     * Makes what has no pipe, no thread and no process until it is configured.
     *
     * @param maker makes a pipe for the agent's user alone at an absolute path
     * @param launcher runs the programs
     * @param nanos the agent's clock
     * @param publisher has an event told on the agent loop; any thread
     */
    public Fifos(
            AgentFeed feed,
            Function<String, Outcome> maker,
            ScriptLauncher launcher,
            LongSupplier nanos,
            Consumer<AgentEvent> publisher) {
        this.lines = new FifoLines(feed);
        this.files = new FifoFile(maker);
        this.launcher = launcher;
        this.nanos = nanos;
        this.publisher = publisher;
    }

    @Override
    public void onEvent(AgentEvent event) {
        if (event instanceof LvsNoted noted) {
            settings.servers().of(noted).ifPresent(line -> write(line, FifoConfig::hearsServers));
        } else if (!pipes.isEmpty()) {
            lines.of(event, settings.priorityChanges()).ifPresent(line -> write(line, FifoConfig::hearsRouters));
        }
    }

    private void write(String line, Predicate<FifoConfig> hears) {
        pipes.stream()
                .filter(pipe -> hears.test(pipe.config()))
                .forEach(pipe -> pipe.fifo().write(line));
    }

    /** Opens and closes what is needed; a pipe of which nothing changed goes on. Blocks for some seconds at most. */
    public void reconfigure(FifoSettings wanted) {
        List<Pipe> before = pipes;
        List<Pipe> after = new ArrayList<>();
        for (FifoConfig config : wanted.pipes()) {
            before.stream().filter(pipe -> pipe.config().equals(config)).forEach(after::add);
        }
        List<Pipe> leaving =
                before.stream().filter(pipe -> !after.contains(pipe)).toList();
        pipes = List.copyOf(after);
        leaving.forEach(Pipe::close);
        wanted.pipes().stream()
                .filter(config -> after.stream().noneMatch(pipe -> pipe.config().equals(config)))
                .toList()
                .forEach(config -> open(config).ifPresent(after::add));
        settings = wanted;
        pipes = List.copyOf(after);
    }

    /** Where that is not possible the agent goes on without: an election does not wait for a file name. */
    private Optional<Pipe> open(FifoConfig config) {
        try {
            files.prepare(config.path(), launcher.ownerFor(config));
            Fifo fifo = Fifo.open(config.path(), why -> lost(config, why));
            return Optional.of(new Pipe(config, fifo, config.reader().map(reader -> start(config, reader))));
        } catch (IOException | RuntimeException refused) {
            LOG.error("{}: nothing is written to {}: {}", config.key(), config.path(), refused.getMessage());
            return Optional.empty();
        }
    }

    private FifoReader start(FifoConfig config, ScriptCommand reader) {
        List<String> arguments = new ArrayList<>(reader.arguments());
        arguments.add(config.path().toString());
        String kind = config.key() + "_script";
        ScriptRun run = new ScriptRun(0, "", kind, arguments, reader.user(), Map.of(), Long.MAX_VALUE);
        return FifoReader.start(
                run,
                launcher,
                end -> publisher.accept(new ScriptFinished(
                        nanos.getAsLong(),
                        "",
                        kind,
                        reader.path(),
                        end.result(),
                        end.exitStatus(),
                        end.tookNanos(),
                        ("is started again " + end.detail()).strip())));
    }

    private void lost(FifoConfig config, String why) {
        publisher.accept(new ScriptFinished(
                nanos.getAsLong(), "", config.key(), config.path().toString(), ScriptResult.DROPPED, -1, 0, why));
    }

    @Override
    public void close() {
        reconfigure(FifoSettings.NONE);
    }
}
