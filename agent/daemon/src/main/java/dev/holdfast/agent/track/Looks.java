package dev.holdfast.agent.track;

import dev.holdfast.agent.notify.ScriptLauncher;
import dev.holdfast.core.port.Egress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes looks, and owns the threads they are made on. Belongs to the timers' thread. */
final class Looks implements AutoCloseable {
    /** Scripts at the same time; so many that hang must not keep the others from being looked at. */
    private static final int PARALLEL_SCRIPTS = 32;

    /** Pings, names, files: a few milliseconds each. */
    private static final int PARALLEL_OTHERS = 16;

    /** They wait for what mostly does not come. */
    private static final int PARALLEL_DATAGRAMS = 32;

    private static final Path PROC = Path.of("/proc");

    private final ScriptLauncher launcher;
    private final Pinger pinger;
    private final Runnable onThread;
    private final Workers scripts;
    private final Workers others;
    private final Workers datagrams;
    private final Map<Egress, NetLoop> loops = new HashMap<>();

    Looks(ScriptLauncher launcher, Pinger pinger, Runnable onThread) {
        this.launcher = launcher;
        this.pinger = pinger;
        this.onThread = onThread;
        this.scripts = new Workers("holdfast-check", PARALLEL_SCRIPTS, onThread);
        this.others = new Workers("holdfast-look", PARALLEL_OTHERS, onThread);
        this.datagrams = new Workers("holdfast-udp", PARALLEL_DATAGRAMS, onThread);
    }

    Look of(ProbeConfig config) {
        return config.probe().accept(new Maker(config));
    }

    Optional<Look> remedyOf(ProbeConfig config) {
        return config.remedy()
                .map(remedy ->
                        script(config.tracker().id(), new Probe.Script(remedy.command()), remedy.timeoutNanos()));
    }

    private Look script(TrackerId tracker, Probe.Script probe, long timeoutNanos) {
        return new ScriptLook(launcher, scripts, tracker, probe, timeoutNanos);
    }

    /** Made with the first check that connects this way, for it takes its time. */
    private NetLoop loop(Egress egress) {
        return loops.computeIfAbsent(egress, way -> new NetLoop(others, onThread, way));
    }

    private Look blocking(Supplier<TrackerResult> look) {
        return on(others, look);
    }

    private static Look on(Workers workers, Supplier<TrackerResult> look) {
        return () -> {
            LookRun run = new LookRun();
            workers.look(run, look);
            return run;
        };
    }

    @Override
    public void close() {
        scripts.close();
        others.close();
        datagrams.close();
        loops.values().forEach(NetLoop::close);
    }

    private final class Maker implements Probe.Visitor<Look> {
        private final TrackerId tracker;
        private final long timeoutNanos;
        private final Egress egress;

        Maker(ProbeConfig config) {
            this.tracker = config.tracker().id();
            this.timeoutNanos = config.timeoutNanos();
            this.egress = config.egress();
        }

        @Override
        public Look script(Probe.Script probe) {
            return Looks.this.script(tracker, probe, timeoutNanos);
        }

        @Override
        public Look tcp(Probe.Tcp probe) {
            return new TcpLook(loop(egress), probe, timeoutNanos);
        }

        @Override
        public Look http(Probe.Http probe) {
            return new HttpLook(loop(egress), others, probe, timeoutNanos);
        }

        @Override
        public Look ping(Probe.Ping probe) {
            return blocking(() -> {
                Outcome answered = pinger.ping(probe.address(), egress, timeoutNanos);
                return answered.failure()
                        .map(failure -> TrackerResult.failed(failure.toString()))
                        .orElseGet(() -> TrackerResult.passed(""));
            });
        }

        @Override
        public Look dns(Probe.Dns probe) {
            return blocking(new DnsLook(probe, egress, timeoutNanos)::ask);
        }

        @Override
        public Look smtp(Probe.Smtp probe) {
            return new SmtpLook(loop(egress), probe, timeoutNanos);
        }

        @Override
        public Look udp(Probe.Udp probe) {
            return on(datagrams, new UdpLook(probe, egress)::look);
        }

        @Override
        public Look processCount(Probe.ProcessCount probe) {
            ProcessLook processes = new ProcessLook(PROC);
            return blocking(() -> processes.count(probe));
        }

        @Override
        public Look fileNumber(Probe.FileNumber probe) {
            return blocking(() -> FileLook.number(probe.path()));
        }

        @Override
        public Look fileThere(Probe.FileThere probe) {
            return blocking(() -> FileLook.there(probe.path()));
        }
    }
}
