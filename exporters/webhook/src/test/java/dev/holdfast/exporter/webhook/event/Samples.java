package dev.holdfast.exporter.webhook.event;

import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.exporter.webhook.FakeFeed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Events as receivers get them: a takeover, and a fault from its beginning to its end. */
public final class Samples {
    private static final Map<String, String> LINKS =
            Map.of("runbook", "https://wiki.example.net/vip", "status", "http://lb01.example.net:9112/");

    private final NoticeWriter writer;
    private long sequence = 6;

    public Samples() {
        AtomicInteger number = new AtomicInteger();
        this.writer = new NoticeWriter(new FakeFeed(), () -> "evt_" + number.incrementAndGet(), new Incidents());
    }

    /** The takeover, the fault and its end, by name. */
    public static Map<String, Envelope> all() {
        Samples samples = new Samples();
        Map<String, Envelope> all = new LinkedHashMap<>();
        all.put("master", samples.next(RouterState.BACKUP, RouterState.MASTER, TransitionReason.TIMEOUT));
        all.put("fault", samples.next(RouterState.MASTER, RouterState.FAULT, TransitionReason.INTERFACE));
        all.put("cleared", samples.next(RouterState.FAULT, RouterState.BACKUP, TransitionReason.RECOVERED));
        return all;
    }

    /** One of them. */
    public static Envelope named(String name) {
        return Optional.ofNullable(all().get(name)).orElseThrow();
    }

    private Envelope next(RouterState from, RouterState to, TransitionReason reason) {
        sequence++;
        Optional<Notice> notice = writer.stateChanged(FakeFeed.change(sequence, from, to, reason));
        return notice.orElseThrow().numbered(sequence, LINKS);
    }
}
