package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.Endpoint.Page;
import dev.holdfast.core.spi.Endpoint.Request;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Floods get the same page for a moment. */
class RecentPageTest {
    private static final Request OPENMETRICS = new Request(Scrape.OPENMETRICS, Map.of());

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final Endpoint.Renderer page = new RecentPage(
            request -> new Page("text/plain; n=" + made.incrementAndGet(), Octets.hex("00")),
            TextFormats::accepted,
            clock::get);

    private String render(Request request) {
        return page.render(request).contentType();
    }

    @Test
    void aMomentLaterItIsTheSamePage() {
        String first = render(Request.PLAIN);

        clock.addAndGet(19_999_999);
        assertThat(render(Request.PLAIN)).isEqualTo(first);
        assertThat(render(new Request("*/*", Map.of("x", "1")))).isEqualTo(first);

        clock.addAndGet(1);
        assertThat(render(Request.PLAIN)).isNotEqualTo(first);
        assertThat(made).hasValue(2);
    }

    @Test
    void theOtherFormatIsAnotherPage() {
        String plain = render(Request.PLAIN);

        assertThat(render(OPENMETRICS)).isNotEqualTo(plain);
        assertThat(render(Request.PLAIN)).isEqualTo(plain);
    }
}
