package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.track.Probe;
import dev.holdfast.agent.track.Probe.StatusRange;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.agent.track.ProbeConfig.Patience;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.lvs.CheckConfig;
import dev.holdfast.core.lvs.CheckName;
import dev.holdfast.core.lvs.Worth;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the checks of one real server. Each url of an {@code HTTP_GET} is a check of its own; all must be content. */
final class CheckerReader {
    private static final int MAX_PORT = 65_535;
    private static final int MOST_URLS = 16;
    private static final int DNS_RETRIES = 3;
    private static final String SETTINGS = "of keys to values";

    private final ServiceId service;
    private final AddressPort server;
    private final CheckTiming timing;
    private final Optional<String> virtualHost;
    private final ScriptReader scripts;
    private final Definitions definitions;
    private final List<Check> checks = new ArrayList<>();

    /**
     * A check that was read.
     *
     * @param worth what the numbers that it reads mean
     */
    record Check(ProbeConfig probe, Worth worth) {
        CheckConfig config() {
            return new CheckConfig(probe.tracker(), worth);
        }
    }

    /**
     * @param timing of the real server
     * @param virtualHost what is asked for where a check does not say
     * @param definitions where tracked files are
     */
    CheckerReader(
            ServiceId service,
            AddressPort server,
            CheckTiming timing,
            Optional<String> virtualHost,
            ScriptReader scripts,
            Definitions definitions) {
        this.service = service;
        this.server = server;
        this.timing = timing;
        this.virtualHost = virtualHost;
        this.scripts = scripts;
        this.definitions = definitions;
    }

    /** The checks, in the order in which they stand here. */
    List<Check> read(Section realServer) {
        each(realServer, "TCP_CHECK", Block.TCP_CHECK, this::tcp);
        each(realServer, "HTTP_GET", Block.HTTP_GET, section -> http(section, "HTTP_GET"));
        each(realServer, "SSL_GET", Block.HTTP_GET, section -> http(section, "SSL_GET"));
        each(realServer, "SMTP_CHECK", Block.SMTP_CHECK, this::smtp);
        each(realServer, "DNS_CHECK", Block.DNS_CHECK, this::dns);
        each(realServer, "UDP_CHECK", Block.UDP_CHECK, this::udp);
        each(realServer, "PING_CHECK", Block.PING_CHECK, this::ping);
        each(realServer, "MISC_CHECK", Block.MISC_CHECK, this::misc);
        each(realServer, "FILE_CHECK", Block.FILE_CHECK, this::file);
        return checks;
    }

    private static void each(Section realServer, String key, Block block, Consumer<Section> reader) {
        realServer.value(key).ifPresent(value -> {
            for (Value one : value.items().orElse(List.of(value))) {
                Section.of(one.mark(), one, block, SETTINGS).ifPresent(reader);
            }
        });
    }

    private void tcp(Section section) {
        CheckTiming own = timing.within(section);
        target(section)
                .map(at -> new Probe.Tcp(at.address().toString(), at.port()))
                .ifPresent(probe -> addPlain("TCP_CHECK", probe, own));
    }

    private void smtp(Section section) {
        CheckTiming own = timing.within(section);
        target(section)
                .flatMap(at -> ServerProbes.smtp(section, at))
                .ifPresent(probe -> addPlain("SMTP_CHECK", probe, own));
    }

    private void dns(Section section) {
        CheckTiming own = timing.within(section);
        target(section)
                .flatMap(at -> ServerProbes.dns(section, at))
                .ifPresent(probe -> add(
                        "DNS_CHECK",
                        Look.of(probe),
                        own,
                        own.connectTimeoutNanos(),
                        own.patience(DNS_RETRIES, own.delayLoopNanos())));
    }

    private void udp(Section section) {
        CheckTiming own = timing.within(section);
        long wait = own.connectTimeoutNanos();
        target(section)
                .flatMap(at -> ServerProbes.udp(section, at, wait))
                .ifPresent(probe -> add(
                        "UDP_CHECK",
                        Look.of(probe),
                        own,
                        // That nothing came is its answer, which must not be taken for none.
                        wait + Durations.SECOND,
                        own.patience(1, Durations.SECOND)));
    }

    private void ping(Section section) {
        addPlain("PING_CHECK", new Probe.Ping(address(section)), timing.within(section));
    }

    private void addPlain(String word, Probe probe, CheckTiming own) {
        add(word, Look.of(probe), own, own.connectTimeoutNanos(), own.patience(1, Durations.SECOND));
    }

    private void http(Section section, String word) {
        CheckTiming own = timing.within(section);
        Optional<String> host = virtualHost(section).or(() -> virtualHost);
        Optional<AddressPort> target = target(section);
        Optional<List<Value>> urls =
                section.value("url").map(value -> value.items().orElse(List.of(value)));
        if (urls.filter(all -> all.isEmpty() || all.size() > MOST_URLS).isPresent()) {
            section.value("url").ifPresent(value -> value.error("must hold 1.." + MOST_URLS + " urls"));
            return;
        }
        target.ifPresent(at -> urls.orElse(List.of())
                .forEach(url -> Section.of(url.mark(), url, Block.HTTP_URL, SETTINGS)
                        .flatMap(each -> url(each, word, at, host))
                        .ifPresent(probe -> addHttp(word, probe, own))));
        if (urls.isEmpty()) {
            section.required("url");
        }
    }

    private void addHttp(String word, Probe probe, CheckTiming own) {
        add(word, Look.of(probe), own, own.connectTimeoutNanos(), own.patience(1, 3 * Durations.SECOND));
    }

    private static Optional<Probe> url(Section section, String word, AddressPort at, Optional<String> outerHost) {
        List<StatusRange> statuses =
                section.value("status_code").map(HttpCheckReader::statuses).orElse(List.of(HttpCheckReader.SUCCESS));
        var body = section.value("regex").flatMap(HttpCheckReader::pattern);
        Optional<String> digest = section.value("digest").flatMap(CheckerReader::digest);
        Optional<String> host = virtualHost(section).or(() -> outerHost);
        String scheme = word.equals("SSL_GET") ? "https" : "http";
        return section.required("path")
                .flatMap(value -> value.text("a path such as /healthz").flatMap(path -> {
                    Optional<URI> uri =
                            path.startsWith("/") ? parse(scheme + "://" + place(at) + path) : Optional.empty();
                    if (uri.isEmpty()) {
                        value.error("must be a path such as /healthz, was " + Excerpt.quoted(path));
                    }
                    return uri;
                }))
                .map(uri -> new Probe.Http(uri, statuses, body, false, host, digest));
    }

    private static Optional<String> digest(Value value) {
        return value.text("32 hexadecimal digits").flatMap(text -> {
            boolean fine = text.matches("[0-9a-fA-F]{32}");
            if (!fine) {
                value.error("must be the 32 hexadecimal digits of an MD5, was " + Excerpt.quoted(text));
            }
            return fine ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
        });
    }

    private static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            return uri.getFragment() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // The caller reports it, with the place.
        }
    }

    private static String place(AddressPort at) {
        IpAddress address = at.address();
        return (address.family() == IpFamily.IPV6 ? "[" + address + "]" : address.toString()) + ":" + at.port();
    }

    /** The {@code virtualhost} of a block. */
    static Optional<String> virtualHost(Section section) {
        return section.value("virtualhost")
                .flatMap(value -> value.text("the name of a host").filter(name -> {
                    boolean fine = name.matches("[A-Za-z0-9_.:\\[\\]-]{1,253}");
                    if (!fine) {
                        value.error("must be the name of a host, was " + Excerpt.quoted(name));
                    }
                    return fine;
                }));
    }

    private void misc(Section section) {
        CheckTiming own = timing.within(section);
        long timeout = Spans.read(section, "misc_timeout", 10 * Durations.MILLI, Durations.HOUR, "10ms..1h")
                .orElse(own.delayLoopNanos());
        boolean weighs = section.value("misc_dynamic").flatMap(Value::bool).orElse(false);
        scripts.read(section, "misc_path").ifPresent(command -> {
            Look look = new Look(
                    new Probe.Script(command, weighs),
                    command.arguments() + " as " + command.user().orElse(""));
            Worth worth = weighs ? new Worth.Itself() : Worth.NONE;
            add("MISC_CHECK", look, own, timeout, own.patience(0, Durations.SECOND), worth);
        });
    }

    /** As in keepalived it looks in the rhythm of the file that is tracked, and has no words of its own for it. */
    private void file(Section section) {
        Optional<Boolean> reverse = section.value("reverse").flatMap(Value::bool);
        Optional<Integer> weight =
                section.value("weight").flatMap(value -> value.integer(-RealServer.MAX_WEIGHT, RealServer.MAX_WEIGHT));
        section.required("track_file")
                .flatMap(value -> value.text("the name of a file in track_file")
                        .flatMap(name -> definitions.find(value, TrackerKind.FILE, name)))
                .ifPresent(definition -> definition
                        .probe()
                        .ifPresent(tracked -> add(
                                "FILE_CHECK",
                                tracked,
                                new Worth.Times(
                                        weight.orElse(definition.weight()), reverse.orElse(definition.reverse())))));
    }

    private void add(String word, ProbeConfig tracked, Worth worth) {
        TrackerConfig tracker =
                new TrackerConfig(id(word), 1, 1, false, tracked.tracker().definition());
        checks.add(new Check(
                new ProbeConfig(
                        tracker, tracked.probe(), tracked.intervalNanos(), tracked.timeoutNanos(), Optional.empty()),
                worth));
    }

    private IpAddress address(Section section) {
        return section.value("connect_ip").flatMap(Value::address).orElse(server.address());
    }

    private Optional<AddressPort> target(Section section) {
        int port = section.value("connect_port")
                .flatMap(value -> value.integer(1, MAX_PORT))
                .orElse(server.port());
        if (port == 0) {
            section.problems()
                    .error(
                            section.mark(),
                            section.pathOf("connect_port"),
                            "is missing: the real server has no port of its own");
            return Optional.empty();
        }
        return Optional.of(new AddressPort(address(section), port));
    }

    private void add(String word, Look look, CheckTiming own, long timeoutNanos, Patience patience) {
        add(word, look, own, timeoutNanos, patience, Worth.NONE);
    }

    private void add(String word, Look look, CheckTiming own, long timeoutNanos, Patience patience, Worth worth) {
        TrackerConfig tracker = new TrackerConfig(id(word), 1, patience.retries() + 1, own.alpha(), look.identity());
        checks.add(new Check(
                new ProbeConfig(tracker, look.probe(), own.delayLoopNanos(), timeoutNanos, Optional.empty(), patience),
                worth));
    }

    private TrackerId id(String word) {
        String prefix = CheckName.of(service, server, word).name();
        long alike = checks.stream()
                .filter(check -> check.probe().tracker().id().name().startsWith(prefix))
                .count();
        return CheckName.of(service, server, alike == 0 ? word : word + " " + (alike + 1));
    }
}
