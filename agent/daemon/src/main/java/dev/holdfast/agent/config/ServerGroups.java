package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code virtual_server_group}: by name, what packets the virtual servers of a group are for. */
final class ServerGroups {
    /** The kernel has a service for each, and is asked about every one of them every few seconds. */
    static final int MAX_SERVICES = 4_096;

    private static final int MAX_PORT = 65_535;
    private static final Pattern MARK = Pattern.compile("fwmark ([0-9]{1,10})( (inet6?))?");
    private static final Pattern ADDRESSES = Pattern.compile("([^ ]{1,91})( ([0-9]{1,5}))?");
    private static final String FORM = "must be an address, a range such as 192.0.2.100-110 or 192.0.2.96/29, with a"
            + " port behind it or none, or a mark such as fwmark 7 or fwmark 7 inet6, was ";

    private final Map<String, List<Member>> groups = new LinkedHashMap<>();

    /**
     * Packets to an address and a port, or with a mark.
     *
     * @param at empty for a mark
     * @param mark 0 for an address
     * @param family of a mark, where it is written
     */
    record Member(Optional<AddressPort> at, int mark, Optional<IpFamily> family) {
        ServiceId id(Protocol protocol, IpFamily usual) {
            return at.<ServiceId>map(place -> new ServiceId.Listening(protocol, place))
                    .orElseGet(() -> ServiceId.ofMark(mark, family.orElse(usual)));
        }
    }

    static ServerGroups read(Section top) {
        ServerGroups all = new ServerGroups();
        top.value("virtual_server_group")
                .ifPresent(value -> value.mapping("of names to lists of addresses and marks")
                        .ifPresent(mapping -> mapping.entries().values().forEach(entry -> all.group(value, entry))));
        return all;
    }

    /** Empty for one that is not there; one with mistakes, which were reported, may have no member. */
    Optional<List<Member>> get(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    private void group(Value parent, Entry entry) {
        Value value = parent.at(entry);
        InstanceNames.check(entry, value, "a group's");
        Map<Member, Value> members = new LinkedHashMap<>();
        for (Value item : value.items().orElse(List.of(value))) {
            for (Member member : members(item, MAX_SERVICES - members.size())) {
                if (members.putIfAbsent(member, item) != null) {
                    item.error(text(member) + " is in the group already");
                    break;
                }
            }
        }
        groups.put(entry.key(), List.copyOf(members.keySet()));
    }

    private static String text(Member member) {
        return member.at().map(AddressPort::toString).orElse("fwmark " + member.mark());
    }

    private static List<Member> members(Value item, int room) {
        return item.text("an address and a port, or a fwmark")
                .map(text -> {
                    Matcher mark = MARK.matcher(text);
                    return mark.matches() ? marked(item, mark) : listening(item, text, room);
                })
                .orElse(List.of());
    }

    private static List<Member> marked(Value item, Matcher form) {
        Optional<IpFamily> family =
                Optional.ofNullable(form.group(3)).map(word -> word.equals("inet6") ? IpFamily.IPV6 : IpFamily.IPV4);
        Optional<Integer> number = Numbers.parse(form.group(1), 1, Integer.MAX_VALUE);
        if (number.isEmpty()) {
            item.error("a mark " + Numbers.complaint(form.group(1), 1, Integer.MAX_VALUE));
        }
        return number.map(mark -> new Member(Optional.empty(), mark, family)).stream()
                .toList();
    }

    private static List<Member> listening(Value item, String text, int room) {
        Matcher form = ADDRESSES.matcher(text);
        Optional<AddressRange> range = form.matches() ? AddressRange.parse(form.group(1)) : Optional.empty();
        Optional<Integer> port = range.flatMap(there -> Optional.ofNullable(form.group(3))
                .map(digits -> Numbers.parse(digits, 1, MAX_PORT))
                .orElse(Optional.of(0)));
        if (range.isEmpty() || port.isEmpty()) {
            item.error(FORM + Excerpt.quoted(text));
            return List.of();
        }
        if (range.get().size() > room) {
            item.error("makes more than the " + MAX_SERVICES + " services that a group may be; mark the packets in the"
                    + " firewall and write a fwmark");
            return List.of();
        }
        List<Member> members = new ArrayList<>();
        for (IpAddress address : range.get().addresses()) {
            members.add(new Member(Optional.of(new AddressPort(address, port.get())), 0, Optional.empty()));
        }
        return members;
    }
}
