package dev.holdfast.exporter.prometheus;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the process costs: few meters, cheap ones, with the names that dashboards for any process expect.
 *
 * <p>Made at the first scrape: Micrometer and the management beans take longer to load than all the rest of the exporter,
 * and the start of an agent is a time without a standby.
 *
 * <p>Not Micrometer's binders for garbage collection, threads and the processor: they listen to notifications on a
 * thread of their own, or walk all stacks at each scrape. Meters hold their objects weakly; the management beans are
 * singletons of the platform and stay.
 */
final class ProcessMeters {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final PrometheusRegistry prometheus;
    private boolean bound;

    ProcessMeters(PrometheusRegistry prometheus) {
        this.prometheus = prometheus;
    }

    /** Adds the meters to the registry, once. Usable from any thread. */
    synchronized void bindOnce() {
        if (!bound) {
            bound = true;
            bind(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM)
                    .throwExceptionOnRegistrationFailure());
        }
    }

    private static void bind(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionTimer.builder(
                            "jvm.gc.collection",
                            collector,
                            GarbageCollectorMXBean::getCollectionCount,
                            GarbageCollectorMXBean::getCollectionTime,
                            TimeUnit.MILLISECONDS)
                    .description("Garbage collections and the time they took.")
                    .tag("gc", collector.getName())
                    .register(registry);
        }
        Gauge.builder("jvm.threads.live", ManagementFactory.getThreadMXBean(), ThreadMXBean::getThreadCount)
                .description("Threads that are alive.")
                .baseUnit("threads")
                .register(registry);
        bindProcess(registry);
    }

    private static void bindProcess(MeterRegistry registry) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            FunctionCounter.builder("process.cpu", system, s -> s.getProcessCpuTime() / NANOS_PER_SECOND)
                    .description("Processor time used, by user and system.")
                    .baseUnit("seconds")
                    .register(registry);
            Gauge.builder("process.open.fds", system, UnixOperatingSystemMXBean::getOpenFileDescriptorCount)
                    .description("File descriptors in use.")
                    .register(registry);
            Gauge.builder("process.max.fds", system, UnixOperatingSystemMXBean::getMaxFileDescriptorCount)
                    .description("File descriptors that may be in use.")
                    .register(registry);
        }
        Gauge.builder(
                        "process.start.time",
                        ManagementFactory.getRuntimeMXBean(),
                        r -> r.getStartTime() / MILLIS_PER_SECOND)
                .description("When the process started.")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("process.resident.memory", ProcessMeters::residentBytes)
                .description("Memory of the process that is in RAM.")
                .baseUnit("bytes")
                .register(registry);
    }

    private static double residentBytes() {
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(STATUS));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024.0 : Double.NaN;
        } catch (IOException e) {
            // Without /proc there is no answer: NaN says so, and the rest of the page is not lost.
            return Double.NaN;
        }
    }
}
