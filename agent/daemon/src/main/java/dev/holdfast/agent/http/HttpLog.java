package dev.holdfast.agent.http;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is worth knowing of the HTTP side; clients that misbehave are not, beyond debug. */
final class HttpLog {
    private static final Logger LOG = LoggerFactory.getLogger(HttpLog.class);
    private static final LongAdder PAGE_FAILURES = new LongAdder();

    private HttpLog() {}

    static void closeFailed(Throwable thrown) {
        LOG.debug("a connection could not be closed", thrown);
    }

    /** A failed handshake, most often. */
    static void clientFailed(Throwable thrown) {
        LOG.debug("a client broke its connection", thrown);
    }

    static void webConfigInForce() {
        LOG.info("web config: certificate and TLS settings are in force");
    }

    static void webConfigNeedsRestart() {
        LOG.warn(
                "web config: TLS or HTTP/2 on or off, or logins off, takes a restart of the agent; what was in force stays");
    }

    static void webConfigFailed(Throwable thrown) {
        LOG.error("web config: could not be put in force, what was stays", thrown);
    }

    static void pageFailed(String path, Throwable thrown) {
        PAGE_FAILURES.increment();
        long count = PAGE_FAILURES.sum();
        if (Long.bitCount(count) == 1) { // A page that fails once fails at every scrape; the log need not.
            LOG.warn("page {} could not be made, failures={}", path, count, thrown);
        }
    }
}
