package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Persistence;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.Scheduler;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads what the kernel is to know a virtual server by, and how it spreads its connections. The key is what follows
 * {@code virtual_server} in keepalived, or any name when the same is written below it.
 */
final class ServiceReader {
    private static final int MAX_PORT = 65_535;
    private static final String ADDRESS_AND_PORT = "[0-9A-Fa-f.:]*[.:][0-9A-Fa-f.:]*( [0-9]{1,5})?";

    private ServiceReader() {}

    /** @param firstServer of the family that a mark does not say */
    static Optional<VirtualService> read(String key, Section section, Optional<AddressPort> firstServer) {
        Optional<Persistence> persistence = Optional.empty();
        Optional<ServiceId> id = id(key, section, firstServer.map(AddressPort::family));
        Optional<Integer> timeout = section.value("persistence_timeout")
                .flatMap(value -> value.integer(1, Persistence.MAX_TIMEOUT_SECONDS));
        if (id.isPresent() && timeout.isPresent()) {
            persistence = Optional.of(Persistence.of(timeout.get(), id.get().family()));
        }
        boolean everyPort = id.filter(each -> each instanceof ServiceId.Listening listening
                        && listening.at().port() == 0)
                .isPresent();
        if (everyPort && section.value("persistence_timeout").isEmpty()) {
            section.problems()
                    .error(
                            section.mark(),
                            section.path(),
                            "needs a port, or persistence_timeout: without a port all ports of a client go to one"
                                    + " server");
        }
        boolean onePacket = section.value("ops").flatMap(Value::bool).orElse(false);
        Scheduler scheduler = scheduler(section);
        Optional<Persistence> lasting = persistence;
        return id.map(known -> new VirtualService(known, scheduler, lasting, onePacket));
    }

    private static Scheduler scheduler(Section section) {
        return section.value("lb_algo")
                .or(() -> section.value("lvs_sched"))
                .flatMap(value -> value.word(Scheduler.KNOWN))
                .map(Scheduler::new)
                .orElse(Scheduler.DEFAULT);
    }

    private static Optional<ServiceId> id(String key, Section section, Optional<IpFamily> family) {
        String[] words = key.split(" ", -1);
        if (key.matches("fwmark [0-9]{1,10}")) {
            refuseInside(section, "address", "port", "fwmark");
            return Numbers.parse(words[1], 1, Integer.MAX_VALUE)
                    .map(mark -> ServiceId.ofMark(mark, family.orElse(IpFamily.IPV4)));
        }
        if (key.matches(ADDRESS_AND_PORT)) {
            refuseInside(section, "address", "port", "fwmark");
            return AddressPorts.parse(key, 0).map(at -> listening(section, at)).or(() -> {
                section.problems().error(section.mark(), section.path(), AddressPorts.COMPLAINT);
                return Optional.empty();
            });
        }
        return named(key, section, family);
    }

    private static Optional<ServiceId> named(String name, Section section, Optional<IpFamily> family) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")) {
            section.problems()
                    .error(
                            section.mark(),
                            section.path(),
                            "must be an address and a port such as \"192.0.2.100 80\", \"fwmark 1\", or a name of 1..64"
                                    + " letters, digits, dots, dashes or underscores, was "
                                    + Excerpt.quoted(name));
            return Optional.empty();
        }
        Optional<Value> mark = section.value("fwmark");
        if (mark.isPresent()) {
            refuseInside(section, "address", "port");
            return mark.get()
                    .integer(1, Integer.MAX_VALUE)
                    .map(number -> ServiceId.ofMark(number, family.orElse(IpFamily.IPV4)));
        }
        int port = section.value("port")
                .flatMap(value -> value.integer(1, MAX_PORT))
                .orElse(0);
        Optional<IpAddress> address = section.required("address").flatMap(Value::address);
        return address.map(it -> listening(section, new AddressPort(it, port)));
    }

    /** As in keepalived it is UDP when nothing is said, which few people mean. */
    private static ServiceId listening(Section section, AddressPort at) {
        List<String> known =
                Arrays.stream(Protocol.values()).map(Protocol::name).toList();
        if (section.value("protocol").isEmpty()) {
            section.problems()
                    .warning(
                            section.mark(),
                            section.pathOf("protocol"),
                            "is not written, so it is UDP, as in keepalived");
        }
        Protocol protocol = section.value("protocol")
                .flatMap(value -> value.word(known))
                .map(Protocol::valueOf)
                .orElse(Protocol.UDP);
        return new ServiceId.Listening(protocol, at);
    }

    private static void refuseInside(Section section, String... keys) {
        for (String key : keys) {
            section.value(key).ifPresent(value -> value.error("is said already, by the name or by another key"));
        }
    }
}
