package dev.holdfast.exporter.zabbix;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.DeliveryStatus.Durations;
import dev.holdfast.core.spi.DeliveryStatus.State;
import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.Endpoint.Page;
import dev.holdfast.core.spi.Endpoint.Request;
import dev.holdfast.core.spi.Exporter;
import dev.holdfast.core.spi.ExporterSettings;
import dev.holdfast.core.spi.ZabbixSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers Zabbix, and pushes to it. */
public final class ZabbixExporter implements Exporter, AgentListener {
    /** What {@link DeliveryStatus} calls answering in the passive protocol. */
    static final String PASSIVE_KIND = "zabbix_passive";

    private static final String PATH = "/zabbix";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final EventLine lines = new EventLine();
    private final Requests requests = new Requests();
    private @Nullable AgentFeed feed;
    private volatile Parts parts = Parts.NONE;

    /** What the settings ask for, replaced as a whole. */
    private record Parts(Optional<ZabbixSettings> settings, Optional<PassiveListener> listener, List<Pusher> pushers) {
        static final Parts NONE = new Parts(Optional.empty(), Optional.empty(), List.of());
    }

    @Override
    public String name() {
        return "zabbix";
    }

    @Override
    public List<Endpoint> start(AgentFeed started) {
        feed = started;
        started.subscribe(this);
        return List.of(new Endpoint(PATH, "Items for Zabbix: " + PATH + "?key=vrrp.get", this::page));
    }

    private Page page(Request request) {
        String key = Optional.ofNullable(request.query().get("key")).orElse("");
        Answer answer = key.isEmpty()
                ? Answer.unsupported("Ask for an item: " + PATH + "?key=vrrp.vip.held[192.0.2.100].")
                : items().answer(key);
        return new Page(TEXT, Octets.of(answer.plain().getBytes(StandardCharsets.UTF_8)));
    }

    private Items items() {
        AgentFeed from = feed();
        return new Items(() -> StatusText.of(from.statusDocument()), this::hostname);
    }

    private String hostname() {
        return parts.settings()
                .map(ZabbixSettings::hostname)
                .orElseGet(() -> feed().snapshot().routerId());
    }

    @Override
    public void configure(ExporterSettings wanted) {
        if (wanted.zabbix().equals(parts.settings())) {
            return;
        }
        Parts before = parts;
        // Pushers that stay keep what waits; the listener is closed first, for the new one may want its port.
        before.listener().ifPresent(PassiveListener::close);
        List<Pusher> pushers =
                wanted.zabbix().map(zabbix -> pushers(zabbix, before)).orElse(List.of());
        parts = new Parts(wanted.zabbix(), wanted.zabbix().flatMap(this::listener), pushers);
        before.pushers().stream().filter(pusher -> !pushers.contains(pusher)).forEach(Pusher::close);
    }

    private Optional<PassiveListener> listener(ZabbixSettings zabbix) {
        PassiveRequest request = new PassiveRequest(items());
        return zabbix.listen()
                .map(listen ->
                        new PassiveListener(listen, zabbix.allowed(), request, requests, feed()::enterNetNamespace));
    }

    private List<Pusher> pushers(ZabbixSettings zabbix, Parts before) {
        return zabbix.push().stream()
                .map(destination -> before.pushers().stream()
                        .filter(pusher -> pusher.isFor(destination, zabbix.hostname()))
                        .findFirst()
                        .orElseGet(() -> new Pusher(
                                        destination, zabbix.hostname(), Connection.to(destination), System::nanoTime)
                                .start(feed()::enterNetNamespace)))
                .toList();
    }

    /** On the agent loop: hands over and goes on. */
    @Override
    public void onEvent(AgentEvent event) {
        List<Pusher> pushers = parts.pushers();
        if (!pushers.isEmpty()) {
            event.accept(lines).ifPresent(line -> {
                Pushed value = new Pushed(feed().epochMillis(event.atNanos()), line);
                pushers.forEach(pusher -> pusher.push(value));
            });
        }
    }

    @Override
    public List<DeliveryStatus> deliveries() {
        Parts now = parts;
        Stream<DeliveryStatus> answers =
                now.listener().stream().map(listener -> answers(now.settings().orElseThrow(), listener));
        return Stream.concat(answers, now.pushers().stream().map(Pusher::status))
                .toList();
    }

    private DeliveryStatus answers(ZabbixSettings zabbix, PassiveListener listener) {
        String trouble = listener.trouble();
        return new DeliveryStatus(
                PASSIVE_KIND,
                zabbix.listen().map(Object::toString).orElse(""),
                trouble.isEmpty() ? State.WORKING : State.RETRYING,
                requests.answered(),
                requests.failures(),
                0,
                0,
                0,
                OptionalLong.empty(),
                Durations.NONE,
                trouble);
    }

    private AgentFeed feed() {
        AgentFeed started = feed;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    @Override
    public void close() {
        Parts last = parts;
        parts = Parts.NONE;
        last.listener().ifPresent(PassiveListener::close);
        last.pushers().forEach(Pusher::close);
    }
}
