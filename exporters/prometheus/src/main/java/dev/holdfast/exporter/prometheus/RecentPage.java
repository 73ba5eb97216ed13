package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.Endpoint.Page;
import dev.holdfast.core.spi.Endpoint.Renderer;
import dev.holdfast.core.spi.Endpoint.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Makes a page one at a time and at most fifty times a second; who asks more often gets the last one again. Whoever floods
 * the port with scrapes must not fill the memory with pages: the collector that clears it away stops the election too.
 */
final class RecentPage implements Renderer {
    static final long KEPT_NANOS = 20_000_000L;

    private final Renderer maker;
    private final Function<String, ?> form;
    private final LongSupplier nanoTime;
    private final Map<Object, Made> made = new HashMap<>();

    private record Made(Page page, long atNanos) {}

    /** @param form what of an Accept header makes a difference; a few values */
    RecentPage(Renderer maker, Function<String, ?> form, LongSupplier nanoTime) {
        this.maker = maker;
        this.form = form;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Page render(Request request) {
        Object key = form.apply(request.accept());
        Made last = made.get(key);
        if (last != null && nanoTime.getAsLong() - last.atNanos < KEPT_NANOS) {
            return last.page;
        }
        Page page = maker.render(request);
        made.put(key, new Made(page, nanoTime.getAsLong()));
        return page;
    }
}
