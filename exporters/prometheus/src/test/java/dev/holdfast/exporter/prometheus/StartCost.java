package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.Endpoint.Page;
import java.util.List;

/** Prints what the exporter costs a start and a scrape. Run in a fresh process; not a test, because it times. */
final class StartCost {
    private StartCost() {}

    /** Measures with ten routers of three addresses. */
    public static void main(String[] arguments) {
        FakeFeed feed = new FakeFeed(Sample.tenRouters());
        long begun = System.nanoTime();
        List<Endpoint> endpoints = new PrometheusExporter().start(feed);
        long started = System.nanoTime();
        Page page = endpoints.get(0).renderer().render("");
        long first = System.nanoTime();
        endpoints.get(0).renderer().render("");
        long second = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            endpoints.get(0).renderer().render("");
        }
        long warm = System.nanoTime();
        endpoints.get(0).renderer().render("");
        long last = System.nanoTime();
        System.out.printf(
                "start %.1f ms, first page %.1f ms, second %.1f ms, warm %.1f ms, %d bytes%n",
                (started - begun) / 1e6,
                (first - started) / 1e6,
                (second - first) / 1e6,
                (last - warm) / 1e6,
                page.body().length());
    }
}
