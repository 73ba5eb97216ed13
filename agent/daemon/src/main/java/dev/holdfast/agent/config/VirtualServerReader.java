package dev.holdfast.agent.config;

import dev.holdfast.agent.config.CheckerReader.Check;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.notify.ServerLines;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.lvs.RealServerConfig;
import dev.holdfast.core.lvs.Services;
import dev.holdfast.core.lvs.SorryServer;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.lvs.VirtualServerConfig.Options;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.notify.UpDownScripts;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads one {@code virtual_server}: its service, its real servers and what is to happen when they fail. */
final class VirtualServerReader {
    /** As many as keepalived's users have in one service, and then some. */
    private static final int MAX_SERVERS = 4_096;

    private static final String FORM = "of real servers such as \"192.0.2.11 80\" to their settings";

    private final String key;
    private final Section section;
    private final UpDownReader notified;
    private final ServerGroups groups;
    private final Definitions definitions;
    private final CheckTiming timing;
    private final boolean marked;
    private final boolean grouped;
    private final List<ProbeConfig> probes = new ArrayList<>();
    private final Map<String, Boolean> alerts = new HashMap<>();

    private VirtualServerReader(
            String key, Section section, UpDownReader notified, Definitions definitions, ServerGroups groups) {
        this.key = key;
        this.section = section;
        this.notified = notified;
        this.definitions = definitions;
        this.groups = groups;
        this.timing = CheckTiming.DEFAULT.within(section);
        this.marked = key.startsWith("fwmark ") || section.value("fwmark").isPresent();
        this.grouped = ServiceIdReader.group(key, section).isPresent();
    }

    /**
     * What was read.
     *
     * @param probes how its real servers are looked at
     * @param names what it and they are called in lines and mails
     * @param alerts of whom mails are wanted or not, for those that say so: of a real server by what events call it, of
     *     the quorum by nothing
     */
    record Draft(
            VirtualServerConfig config,
            List<ProbeConfig> probes,
            ServerLines.Service names,
            Map<String, Boolean> alerts,
            Section section) {}

    /** Empty when it has a mistake, which was reported. */
    static Optional<Draft> read(
            String key, Section section, UpDownReader notified, Definitions definitions, ServerGroups groups) {
        return new VirtualServerReader(key, section, notified, definitions, groups).read();
    }

    private Optional<Draft> read() {
        int before = section.problems().errorCount();
        Map<AddressPort, Section> places = places();
        Optional<Services> found =
                ServiceReader.read(key, section, places.keySet().stream().findFirst(), groups);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Services services = found.get();
        Forwarding forwarding = ForwardingReader.read(section, "lb_kind")
                .or(() -> ForwardingReader.read(section, "lvs_method"))
                .orElse(Forwarding.NAT);
        List<RealServerConfig> servers = new ArrayList<>();
        places.forEach((at, place) -> servers.add(server(services, at, place, forwarding)));
        Optional<SorryServer> sorry = sorry(services, forwarding, places);
        if (section.problems().errorCount() == before) {
            refuseTwins(services, servers, sorry);
        }
        Quorum quorum = quorum(servers);
        UpDownScripts scripts = notified.read(section, "quorum");
        Options options = options(services);
        alert(section, "");
        if (section.problems().errorCount() > before) {
            return Optional.empty();
        }
        VirtualServerConfig config = new VirtualServerConfig(key, services, servers, sorry, quorum, scripts, options);
        ServerLines.Service names = ServerLines.service(config, ServiceIdReader.group(key, section));
        return Optional.of(new Draft(config, probes, names, alerts, section));
    }

    private void alert(Section place, String whose) {
        place.bool("smtp_alert").ifPresent(wanted -> alerts.put(whose, wanted));
    }

    private Options options(Services services) {
        boolean haSuspend = section.bool("ha_suspend").orElse(false);
        boolean onlyMarks = services.all().stream().allMatch(each -> each.id() instanceof ServiceId.Marked);
        if (haSuspend && onlyMarks) {
            section.value("ha_suspend").ifPresent(value -> value.error("needs an address: a mark is on no interface"));
        }
        if (haSuspend) {
            definitions.refuse(
                    new TrackerId(TrackerKind.VIRTUAL_SERVER, key),
                    Excerpt.plain(key)
                            + " has ha_suspend: without its address nobody would look, and it would never come"
                            + " back");
        }
        return new Options(haSuspend, section.bool("omega").orElse(false));
    }

    /** As the file has them, which is where their checks go. A server without a port has that of the service. */
    private Map<AddressPort, Section> places() {
        Map<AddressPort, Section> places = new LinkedHashMap<>();
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

    private void place(Value parent, Entry entry, Map<AddressPort, Section> places) {
        Value value = parent.at(entry);
        Optional<AddressPort> at = AddressPorts.parse(entry.key(), ownPort());
        if (at.isEmpty()) {
            parent.problems().error(entry.keyMark(), value.path(), AddressPorts.COMPLAINT);
        }
        Optional<Section> settings = Section.of(entry.keyMark(), value, Block.REAL_SERVER, "of keys to values");
        if (at.isEmpty() || settings.isEmpty()) {
            return;
        }
        if (places.putIfAbsent(at.get(), settings.get()) != null) {
            parent.problems().error(entry.keyMark(), value.path(), at.get() + " is there already");
        }
    }

    private int ownPort() {
        String[] words = key.split(" ", -1);
        Optional<Integer> written = words.length == 2 && !marked && !grouped
                ? Numbers.parse(words[1], 1, 65_535)
                : section.value("port").flatMap(Value::scalar).flatMap(text -> Numbers.parse(text, 1, 65_535));
        return written.orElse(0);
    }

    private RealServerConfig server(Services services, AddressPort at, Section place, Forwarding usual) {
        Forwarding forwarding = ForwardingReader.read(place, "lvs_method").orElse(usual);
        checkReach(services, at, forwarding, place);
        int weight = place.integer("weight", 0, RealServer.MAX_WEIGHT).orElse(1);
        int upper = threshold(place, "uthreshold");
        int lower = threshold(place, "lthreshold");
        if (lower > upper) {
            place.value("lthreshold").ifPresent(value -> value.error("must not be above uthreshold, " + upper));
        }
        boolean inhibit = place.value("inhibit_on_failure")
                .or(() -> section.value("inhibit_on_failure"))
                .flatMap(Value::bool)
                .orElse(false);
        Optional<String> host = PageReader.virtualHost(place).or(() -> PageReader.virtualHost(section));
        List<Check> checks = new CheckerReader(
                        services.label(), at, timing.within(place), host, notified.scripts(), definitions)
                .read(place);
        checks.forEach(check -> probes.add(check.probe()));
        RealServer written = RealServer.of(at, forwarding, weight).withThresholds(upper, Math.min(lower, upper));
        RealServer inTable = inTable(services, written, place);
        alert(place, inTable.at().toString());
        return new RealServerConfig(
                inTable, inhibit, checks.stream().map(Check::config).toList(), notified.read(place, "notify"));
    }

    /** As the kernel has it; in a group each service has its own view. */
    private RealServer inTable(Services services, RealServer written, Section place) {
        RealServer inTable =
                grouped ? written : written.within(services.all().get(0).id());
        if (marked && !inTable.equals(written)) {
            section.problems()
                    .warning(
                            place.mark(),
                            place.path(),
                            "has a port that only its checks use: packets with a mark keep theirs, unless it is NAT");
        }
        return inTable;
    }

    private static int threshold(Section place, String key) {
        return place.integer(key, 0, Integer.MAX_VALUE).orElse(0);
    }

    /** In a group those that keep their port have that of each service, whatever their checks use. */
    private void checkReach(Services services, AddressPort at, Forwarding forwarding, Section place) {
        RealServer server = RealServer.of(at, forwarding, 1);
        ServiceId first = services.all().get(0).id();
        if (!grouped && !marked && !server.within(first).at().equals(at)) {
            section.problems()
                    .error(
                            place.mark(),
                            place.path(),
                            "must have the port of the virtual server: " + forwarding.method()
                                    + " leaves packets as they are");
        }
        Optional<IpFamily> other = services.all().stream()
                .map(service -> service.id().family())
                .filter(family -> family != at.family())
                .findFirst();
        if (other.isPresent() && forwarding.method() != Forwarding.Method.TUN) {
            section.problems()
                    .error(
                            place.mark(),
                            place.path(),
                            "must be IPv" + other.get().version() + " as the virtual server is; only TUN leads to"
                                    + " the other one");
        }
    }

    /** Servers that only their ports tell apart are one where packets keep theirs. */
    private void refuseTwins(Services services, List<RealServerConfig> servers, Optional<SorryServer> sorry) {
        for (VirtualService service : services.all()) {
            Set<AddressPort> seen = new HashSet<>();
            Optional<AddressPort> twin = Stream.concat(
                            servers.stream().map(RealServerConfig::server),
                            sorry.stream().map(SorryServer::server))
                    .map(server -> server.within(service.id()).at())
                    .filter(place -> !seen.add(place))
                    .findFirst();
            if (twin.isPresent()) {
                section.problems()
                        .error(
                                section.markOf("real_server"),
                                section.pathOf("real_server"),
                                "has " + twin.get() + " twice for " + service.id() + ": packets keep their port");
                return;
            }
        }
    }

    private Optional<SorryServer> sorry(Services services, Forwarding usual, Map<AddressPort, Section> places) {
        boolean inhibit = section.bool("sorry_server_inhibit").orElse(false);
        Forwarding forwarding =
                ForwardingReader.read(section, "sorry_server_lvs_method").orElse(usual);
        return section.value("sorry_server").flatMap(value -> {
            Optional<AddressPort> at = value.scalar().flatMap(text -> AddressPorts.parse(text, ownPort()));
            if (at.isEmpty()) {
                value.error(AddressPorts.COMPLAINT);
            } else if (places.containsKey(at.get())) {
                value.error(at.get() + " is a real server, too");
            } else {
                checkReach(services, at.get(), forwarding, section);
            }
            return at.map(place -> RealServer.of(place, forwarding, 1))
                    .map(server -> grouped
                            ? server
                            : server.within(services.all().get(0).id()))
                    .map(server -> new SorryServer(server, inhibit));
        });
    }

    private Quorum quorum(List<RealServerConfig> servers) {
        long all = servers.stream().mapToLong(each -> each.server().weight()).sum();
        int quorum = section.integer("quorum", 1, Integer.MAX_VALUE).orElse(1);
        int hysteresis = section.integer("hysteresis", 0, Integer.MAX_VALUE).orElse(0);
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
