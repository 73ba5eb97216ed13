package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads which packets a virtual server is for. The key is what follows {@code virtual_server} in keepalived, or any name
 * when the same is written below it.
 */
final class ServiceIdReader {
    private static final int MAX_PORT = 65_535;
    private static final String ADDRESS_AND_PORT = "[0-9A-Fa-f.:]*[.:][0-9A-Fa-f.:]*( [0-9]{1,5})?";
    private static final String MARK = "fwmark ";
    private static final String GROUP = "group ";

    private final Section section;
    private final IpFamily family;
    private final ServerGroups groups;

    /** @param serverFamily that of a mark, where it is not written */
    ServiceIdReader(Section section, IpFamily serverFamily, ServerGroups groups) {
        this.section = section;
        this.family = section.word("ip_family", List.of("inet", "inet6"))
                .map(word -> word.equals("inet6") ? IpFamily.IPV6 : IpFamily.IPV4)
                .orElse(serverFamily);
        this.groups = groups;
    }

    /**
     * What the key leads to.
     *
     * @param label what the services are called together
     */
    record Found(String label, List<ServiceId> ids) {
        static Found one(ServiceId id) {
            return new Found(id.toString(), List.of(id));
        }
    }

    /** The group that is asked for. */
    static Optional<String> group(String key, Section section) {
        return key.startsWith(GROUP)
                ? Optional.of(key.substring(GROUP.length()))
                : section.value("group").flatMap(Value::scalar);
    }

    /** Empty when there is a mistake, which was reported. */
    Optional<Found> read(String key) {
        if (key.startsWith(MARK)) {
            refuseInside("address", "port", "fwmark", "group");
            return mark(key.substring(MARK.length()));
        }
        if (key.startsWith(GROUP)) {
            refuseInside("address", "port", "fwmark", "group");
            return group(key.substring(GROUP.length()));
        }
        if (key.matches(ADDRESS_AND_PORT)) {
            refuseInside("address", "port", "fwmark", "group", "ip_family");
            return AddressPorts.parse(key, 0).map(this::listening).or(() -> {
                complain(AddressPorts.COMPLAINT);
                return Optional.empty();
            });
        }
        return named(key);
    }

    private Optional<Found> named(String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")) {
            complain(
                    "must be an address and a port such as \"192.0.2.100 80\", \"fwmark 1\", \"group NAME\", or a name of"
                            + " 1..64 letters, digits, dots, dashes or underscores, was " + Excerpt.quoted(name));
            return Optional.empty();
        }
        Optional<Value> mark = section.value("fwmark");
        if (mark.isPresent()) {
            refuseInside("address", "port", "group");
            return mark.get().text("a number").flatMap(this::mark);
        }
        if (section.value("group").isPresent()) {
            refuseInside("address", "port");
            return group(name, section).flatMap(this::group);
        }
        refuseInside("ip_family");
        int port = section.integer("port", 1, MAX_PORT).orElse(0);
        Optional<IpAddress> address = section.required("address").flatMap(Value::address);
        return address.map(it -> listening(new AddressPort(it, port)));
    }

    private Optional<Found> mark(String digits) {
        Optional<Integer> number = Numbers.parse(digits, 1, Integer.MAX_VALUE);
        if (number.isEmpty()) {
            complain("a mark " + Numbers.complaint(digits, 1, Integer.MAX_VALUE));
        }
        return number.map(mark -> Found.one(ServiceId.ofMark(mark, family)));
    }

    private Found listening(AddressPort at) {
        return Found.one(new ServiceId.Listening(protocol(), at));
    }

    private Optional<Found> group(String name) {
        Optional<List<ServerGroups.Member>> group = groups.get(name);
        if (group.isEmpty()) {
            complain("there is no virtual_server_group " + Excerpt.quoted(name));
        }
        return group.filter(members -> !members.isEmpty()).map(members -> {
            boolean listens = members.stream().anyMatch(member -> member.at().isPresent());
            Protocol protocol = listens ? protocol() : Protocol.TCP;
            String label = GROUP + name + (listens ? " " + protocol.word() : "");
            return new Found(
                    label,
                    members.stream().map(member -> member.id(protocol, family)).toList());
        });
    }

    /** As in keepalived it is UDP when nothing is said, which few people mean. */
    private Protocol protocol() {
        List<String> known =
                Arrays.stream(Protocol.values()).map(Protocol::name).toList();
        if (section.value("protocol").isEmpty()) {
            section.problems()
                    .warning(
                            section.mark(),
                            section.pathOf("protocol"),
                            "is not written, so it is UDP, as in keepalived");
        }
        return section.word("protocol", known).map(Protocol::valueOf).orElse(Protocol.UDP);
    }

    private void complain(String message) {
        section.problems().error(section.mark(), section.path(), message);
    }

    private void refuseInside(String... keys) {
        for (String key : keys) {
            section.value(key)
                    .ifPresent(value -> value.error(
                            key.equals("ip_family")
                                    ? "is that of the address"
                                    : "is said already, by the name or by another key"));
        }
    }
}
