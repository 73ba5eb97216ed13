package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.Endpoint.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints what the exporter costs a start and a scrape, in processor time of its thread, which a busy machine does not
 * change much. Run in a fresh process; not a test, because it measures.
 */
final class StartCost {
    private static final Path SCHEDULER_STATISTICS = Path.of("/proc/thread-self/schedstat");
    private static final int WARM_UP = 200;

    private StartCost() {}

    /** Measures with ten routers of three addresses. */
    public static void main(String[] arguments) {
        FakeFeed feed = new FakeFeed(Sample.tenRouters());
        processorNanos();
        long begun = processorNanos();
        List<Endpoint> endpoints = new PrometheusExporter().start(feed);
        long started = processorNanos();
        Endpoint.Renderer renderer = endpoints.get(0).renderer();
        Page page = renderer.render(Endpoint.Request.PLAIN);
        long first = processorNanos();
        for (int i = 0; i < WARM_UP; i++) {
            renderer.render(Endpoint.Request.PLAIN);
        }
        long warm = processorNanos();
        renderer.render(Endpoint.Request.PLAIN);
        long last = processorNanos();
        System.out.printf(
                "start %.1f ms, first page %.1f ms, warm page %.1f ms, %d bytes%n",
                (started - begun) / 1e6,
                (first - started) / 1e6,
                (last - warm) / 1e6,
                page.body().length());
    }

    private static long processorNanos() {
        try {
            return Long.parseLong(Files.readString(SCHEDULER_STATISTICS).split(" ", 2)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
