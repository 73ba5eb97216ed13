package dev.holdfast.agent.config;

import dev.holdfast.agent.config.CheckerReader.Check;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.lvs.RealServerConfig;
import dev.holdfast.core.lvs.SorryServer;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.lvs.VirtualServerConfig.Options;
import dev.holdfast.core.notify.UpDownScripts;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one {@code virtual_server}: its service, its real servers and what is to happen when they fail. */
final class VirtualServerReader {
    /** As many as keepalived's users have in one service, and then some. */
    private static final int MAX_SERVERS = 4_096;

    private static final String FORM = "of real servers such as \"192.0.2.11 80\" to their settings";
    private static final List<String> METHODS = List.of("NAT", "DR", "TUN");

    private final String key;
    private final Section section;
    private final UpDownReader notified;
    private final Definitions definitions;
    private final CheckTiming timing;
    private final boolean marked;
    private final List<ProbeConfig> probes = new ArrayList<>();

    private VirtualServerReader(String key, Section section, UpDownReader notified, Definitions definitions) {
        this.key = key;
        this.section = section;
        this.notified = notified;
        this.definitions = definitions;
        this.timing = CheckTiming.DEFAULT.within(section);
        this.marked = key.startsWith("fwmark ") || section.value("fwmark").isPresent();
    }

    /** @param written as the file has it, which is where its checks go */
    private record Place(AddressPort written, Section section) {}

    /** @param probes how its real servers are looked at */
    record Draft(VirtualServerConfig config, List<ProbeConfig> probes, Section section) {}

    /** Empty when it has a mistake, which was reported. */
    static Optional<Draft> read(String key, Section section, UpDownReader notified, Definitions definitions) {
        return new VirtualServerReader(key, section, notified, definitions).read();
    }

    private Optional<Draft> read() {
        int before = section.problems().errorCount();
        Map<AddressPort, Place> places = places();
        Optional<VirtualService> service =
                ServiceReader.read(key, section, places.keySet().stream().findFirst());
        if (service.isEmpty()) {
            return Optional.empty();
        }
        Forwarding forwarding = method(section, "lb_kind")
                .or(() -> method(section, "lvs_method"))
                .orElse(Forwarding.NAT);
        List<RealServerConfig> servers = new ArrayList<>();
        places.forEach((at, place) -> servers.add(server(service.get().id(), at, place, forwarding)));
        Optional<SorryServer> sorry = sorry(service.get().id(), forwarding, places);
        Quorum quorum = quorum(servers);
        UpDownScripts scripts = notified.read(section, "quorum");
        Options options = options();
        return section.problems().errorCount() > before
                ? Optional.empty()
                : Optional.of(new Draft(
                        new VirtualServerConfig(key, service.get(), servers, sorry, quorum, scripts, options),
                        probes,
                        section));
    }

    private Options options() {
        boolean haSuspend = section.value("ha_suspend").flatMap(Value::bool).orElse(false);
        if (haSuspend && marked) {
            section.value("ha_suspend").ifPresent(value -> value.error("needs an address: a mark is on no interface"));
        }
        if (haSuspend) {
            definitions.refuse(
                    new TrackerId(TrackerKind.VIRTUAL_SERVER, key),
                    Excerpt.plain(key)
                            + " has ha_suspend: without its address nobody would look, and it would never come"
                            + " back");
        }
        return new Options(
                haSuspend, section.value("omega").flatMap(Value::bool).orElse(false));
    }

    /** By where they are in the kernel's table. A server without a port has that of the service. */
    private Map<AddressPort, Place> places() {
        Map<AddressPort, Place> places = new LinkedHashMap<>();
        section.required("real_server")
                .ifPresent(value -> value.mapping(FORM).ifPresent(mapping -> {
                    int count = mapping.entries().size();
                    if (count == 0 || count > MAX_SERVERS) {
                        value.error("must hold 1.." + MAX_SERVERS + " real servers, was " + count);
                        return;
                    }
                    mapping.entries().values().forEach(entry -> place(value, entry, places));
                }));
        return places;
    }

    private void place(Value parent, Entry entry, Map<AddressPort, Place> places) {
        Value value = parent.at(entry);
        Optional<AddressPort> at = AddressPorts.parse(entry.key(), ownPort());
        if (at.isEmpty()) {
            parent.problems().error(entry.keyMark(), value.path(), AddressPorts.COMPLAINT);
        }
        Optional<Section> settings = Section.of(entry.keyMark(), value, Block.REAL_SERVER, "of keys to values");
        if (at.isEmpty() || settings.isEmpty()) {
            return;
        }
        AddressPort inTable = inTable(at.get());
        if (!inTable.equals(at.get())) {
            parent.problems()
                    .warning(
                            entry.keyMark(),
                            value.path(),
                            "has a port that only its checks use: packets with a mark keep theirs");
        }
        if (places.putIfAbsent(inTable, new Place(at.get(), settings.get())) != null) {
            parent.problems().error(entry.keyMark(), value.path(), inTable + " is there already");
        }
    }

    /** What a mark leads to has no port of its own, as in keepalived. */
    private AddressPort inTable(AddressPort written) {
        return marked ? new AddressPort(written.address(), 0) : written;
    }

    private int ownPort() {
        String[] words = key.split(" ", -1);
        Optional<Integer> written = words.length == 2 && !words[0].equals("fwmark")
                ? Numbers.parse(words[1], 1, 65_535)
                : section.value("port").flatMap(Value::scalar).flatMap(text -> Numbers.parse(text, 1, 65_535));
        return written.orElse(0);
    }

    private RealServerConfig server(ServiceId service, AddressPort at, Place server, Forwarding usual) {
        Section place = server.section();
        Forwarding forwarding = method(place, "lvs_method").orElse(usual);
        checkReach(service, at, forwarding, place);
        int weight = place.value("weight")
                .flatMap(value -> value.integer(0, RealServer.MAX_WEIGHT))
                .orElse(1);
        int upper = threshold(place, "uthreshold");
        int lower = threshold(place, "lthreshold");
        if (lower > upper) {
            place.value("lthreshold").ifPresent(value -> value.error("must not be above uthreshold, " + upper));
        }
        boolean inhibit = place.value("inhibit_on_failure")
                .or(() -> section.value("inhibit_on_failure"))
                .flatMap(Value::bool)
                .orElse(false);
        Optional<String> host = CheckerReader.virtualHost(place).or(() -> CheckerReader.virtualHost(section));
        List<Check> checks = new CheckerReader(
                        service, server.written(), timing.within(place), host, notified.scripts(), definitions)
                .read(place);
        checks.forEach(check -> probes.add(check.probe()));
        RealServer inKernel = RealServer.of(at, forwarding, weight).withThresholds(upper, Math.min(lower, upper));
        return new RealServerConfig(
                inKernel, inhibit, checks.stream().map(Check::config).toList(), notified.read(place, "notify"));
    }

    private static int threshold(Section place, String key) {
        return place.value(key)
                .flatMap(value -> value.integer(0, Integer.MAX_VALUE))
                .orElse(0);
    }

    private void checkReach(ServiceId service, AddressPort at, Forwarding forwarding, Section place) {
        boolean rewrites = forwarding.method() == Forwarding.Method.NAT;
        boolean samePort = !(service instanceof ServiceId.Listening listening)
                || listening.at().port() == at.port();
        if (!rewrites && !samePort) {
            section.problems()
                    .error(
                            place.mark(),
                            place.path(),
                            "must have the port of the virtual server: " + forwarding.method()
                                    + " leaves packets as they are");
        }
        if (service.family() != at.family() && forwarding.method() != Forwarding.Method.TUN) {
            section.problems()
                    .error(
                            place.mark(),
                            place.path(),
                            "must be IPv" + service.family().version() + " as the virtual server is; only TUN leads to"
                                    + " the other one");
        }
    }

    private static Optional<Forwarding> method(Section section, String key) {
        return section.value(key).flatMap(value -> value.word(METHODS)).map(word -> switch (word) {
            case "NAT" -> Forwarding.NAT;
            case "DR" -> Forwarding.DR;
            default -> Forwarding.TUN;
        });
    }

    private Optional<SorryServer> sorry(ServiceId service, Forwarding usual, Map<AddressPort, Place> places) {
        boolean inhibit =
                section.value("sorry_server_inhibit").flatMap(Value::bool).orElse(false);
        Forwarding forwarding = method(section, "sorry_server_lvs_method").orElse(usual);
        return section.value("sorry_server").flatMap(value -> {
            Optional<AddressPort> at = value.scalar()
                    .flatMap(text -> AddressPorts.parse(text, ownPort()))
                    .map(this::inTable);
            if (at.isEmpty()) {
                value.error(AddressPorts.COMPLAINT);
            } else if (places.containsKey(at.get())) {
                value.error(at.get() + " is a real server, too");
            } else {
                checkReach(service, at.get(), forwarding, section);
            }
            return at.map(place -> new SorryServer(RealServer.of(place, forwarding, 1), inhibit));
        });
    }

    private Quorum quorum(List<RealServerConfig> servers) {
        long all = servers.stream().mapToLong(each -> each.server().weight()).sum();
        int quorum = section.value("quorum")
                .flatMap(value -> value.integer(1, Integer.MAX_VALUE))
                .orElse(1);
        int hysteresis = section.value("hysteresis")
                .flatMap(value -> value.integer(0, Integer.MAX_VALUE))
                .orElse(0);
        if (hysteresis >= quorum) {
            section.value("hysteresis").ifPresent(value -> value.error("must be less than quorum, which is " + quorum));
            return Quorum.ONE;
        }
        if (quorum + (long) hysteresis > all && section.value("quorum").isPresent()) {
            section.value("quorum")
                    .ifPresent(value -> value.error("can never be gained: with hysteresis it is "
                            + (quorum + (long) hysteresis) + ", and all real servers together weigh " + all));
        }
        return new Quorum(quorum, hysteresis);
    }
}
