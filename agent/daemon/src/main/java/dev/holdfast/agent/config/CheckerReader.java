package dev.holdfast.agent.config;

import dev.holdfast.agent.track.Probe;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.agent.track.ProbeConfig.Patience;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.lvs.CheckConfig;
import dev.holdfast.core.lvs.CheckName;
import dev.holdfast.core.lvs.Worth;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.port.Egress;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the checks of one real server. Each url of an {@code HTTP_GET} is a check of its own; all must be content. */
final class CheckerReader {
    private static final int MAX_PORT = 65_535;
    private static final int DNS_RETRIES = 3;
    private static final String SETTINGS = "of keys to values";

    private final String services;
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
     * @param services what the virtual server is in the kernel
     * @param timing of the real server
     * @param virtualHost what is asked for where a check does not say
     * @param definitions where tracked files are
     */
    CheckerReader(
            String services,
            AddressPort server,
            CheckTiming timing,
            Optional<String> virtualHost,
            ScriptReader scripts,
            Definitions definitions) {
        this.services = services;
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
                .ifPresent(to -> addPlain(
                        "TCP_CHECK",
                        new Probe.Tcp(to.at().address().toString(), to.at().port()),
                        own,
                        to.egress()));
    }

    private void smtp(Section section) {
        CheckTiming own = timing.within(section);
        target(section).ifPresent(to -> addPlain("SMTP_CHECK", ServerProbes.smtp(section, to.at()), own, to.egress()));
    }

    private void dns(Section section) {
        CheckTiming own = timing.within(section);
        target(section)
                .ifPresent(to -> add(
                        "DNS_CHECK",
                        Look.of(ServerProbes.dns(section, to.at())),
                        own,
                        own.connectTimeoutNanos(),
                        own.patience(DNS_RETRIES, own.delayLoopNanos()),
                        to.egress()));
    }

    private void udp(Section section) {
        CheckTiming own = timing.within(section);
        long wait = own.connectTimeoutNanos();
        target(section)
                .ifPresent(to -> add(
                        "UDP_CHECK",
                        Look.of(ServerProbes.udp(section, to.at(), wait)),
                        own,
                        // That nothing came is its answer, which must not be taken for none.
                        wait + Durations.SECOND,
                        own.patience(1, Durations.SECOND),
                        to.egress()));
    }

    private void ping(Section section) {
        IpAddress address = address(section);
        CheckTiming own = timing.within(section);
        addPlain("PING_CHECK", new Probe.Ping(address), own, EgressReader.read(section, address));
    }

    private void addPlain(String word, Probe probe, CheckTiming own, Egress egress) {
        add(word, Look.of(probe), own, own.connectTimeoutNanos(), own.patience(1, Durations.SECOND), egress);
    }

    private void http(Section section, String word) {
        CheckTiming own = timing.within(section);
        target(section)
                .ifPresent(to -> new PageReader(section, to.at(), word.equals("SSL_GET"), virtualHost)
                        .read()
                        .forEach(probe -> add(
                                word,
                                Look.of(probe),
                                own,
                                own.connectTimeoutNanos(),
                                own.patience(1, 3 * Durations.SECOND),
                                to.egress())));
    }

    private void misc(Section section) {
        CheckTiming own = timing.within(section);
        long timeout = Spans.read(section, "misc_timeout", 10 * Durations.MILLI, Durations.HOUR, "10ms..1h")
                .orElse(own.delayLoopNanos());
        boolean weighs = section.bool("misc_dynamic").orElse(false);
        scripts.read(section, "misc_path").ifPresent(command -> {
            Look look = new Look(
                    new Probe.Script(command, weighs),
                    command.arguments() + " as " + command.user().orElse(""));
            Worth worth = weighs ? new Worth.Itself() : Worth.NONE;
            Patience patience = own.patience(0, Durations.SECOND);
            checks.add(new Check(probe("MISC_CHECK", look, own, timeout, patience, Egress.ANY), worth));
        });
    }

    /** As in keepalived it looks in the rhythm of the file that is tracked, and has no words of its own for it. */
    private void file(Section section) {
        Optional<Boolean> reverse = section.bool("reverse");
        Optional<Integer> weight = section.integer("weight", -RealServer.MAX_WEIGHT, RealServer.MAX_WEIGHT);
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

    /** @param egress how a look leaves this node on its way there */
    private record Target(AddressPort at, Egress egress) {}

    private Optional<Target> target(Section section) {
        int port = section.integer("connect_port", 1, MAX_PORT).orElse(server.port());
        if (port == 0) {
            section.problems()
                    .error(
                            section.mark(),
                            section.pathOf("connect_port"),
                            "is missing: the real server has no port of its own");
            return Optional.empty();
        }
        IpAddress address = address(section);
        return Optional.of(new Target(new AddressPort(address, port), EgressReader.read(section, address)));
    }

    private void add(String word, Look look, CheckTiming own, long timeoutNanos, Patience patience, Egress egress) {
        checks.add(new Check(probe(word, look, own, timeoutNanos, patience, egress), Worth.NONE));
    }

    private ProbeConfig probe(
            String word, Look look, CheckTiming own, long timeoutNanos, Patience patience, Egress egress) {
        String identity = look.identity() + (egress.isAny() ? "" : " by " + egress);
        TrackerConfig tracker = new TrackerConfig(id(word), 1, patience.retries() + 1, own.alpha(), identity);
        return new ProbeConfig(
                tracker, look.probe(), own.delayLoopNanos(), timeoutNanos, Optional.empty(), patience, egress);
    }

    private TrackerId id(String word) {
        String prefix = CheckName.of(services, server, word).name();
        long alike = checks.stream()
                .filter(check -> check.probe().tracker().id().name().startsWith(prefix))
                .count();
        return CheckName.of(services, server, alike == 0 ? word : word + " " + (alike + 1));
    }
}
