package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.net.AddressAttributes;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one address: {@code ADDR[/LEN] [dev IF] [label L] …} as keepalived writes it, or a mapping of the same words. */
final class VirtualAddressReader {
    /** IFNAMSIZ less its closing zero. */
    private static final String LABEL = "[^\\s/]{1,15}";

    /** The names of iproute2, which an operator may have changed in /etc; we do not read them there. */
    private static final Map<String, Integer> SCOPES = Map.of("global", 0, "site", 200, "link", 253, "host", 254);

    private final AddressOptions options;

    private VirtualAddressReader(AddressOptions options) {
        this.options = options;
    }

    /** @param fallback the interface of an address that names none; empty when it must name one */
    static Optional<VirtualAddress> read(Value item, Optional<InterfaceName> fallback) {
        return AddressOptions.read(item).flatMap(options -> new VirtualAddressReader(options).read(fallback));
    }

    private Optional<VirtualAddress> read(Optional<InterfaceName> fallback) {
        int errors = options.item().problems().errorCount();
        Optional<IpPrefix> prefix = options.address().flatMap(VirtualAddressReader::prefix);
        Optional<InterfaceName> dev =
                options.value("dev").map(InterfaceNames::read).orElse(fallback);
        if (dev.isEmpty() && options.value("dev").isEmpty()) {
            options.item().error("names no interface; write dev IF behind it");
        }
        Optional<AddressAttributes> attributes = prefix.map(this::attributes);
        boolean tracked = !flag("no_track", false);
        boolean sound = options.item().problems().errorCount() == errors;
        return prefix.filter(p -> sound && dev.isPresent())
                .map(p -> new VirtualAddress(p, dev.orElseThrow(), attributes.orElseThrow(), true, tracked));
    }

    private AddressAttributes attributes(IpPrefix prefix) {
        AddressAttributes standard = AddressAttributes.standard(prefix);
        return new AddressAttributes(
                options.value("label").flatMap(value -> label(value, prefix)),
                options.value("scope").flatMap(value -> scope(value, prefix)).orElse(0),
                options.value("brd").flatMap(value -> broadcast(value, prefix)),
                options.value("preferred_lft")
                        .flatMap(value -> value.word(List.of("0", "forever")))
                        .map("forever"::equals)
                        .orElse(standard.preferred()),
                !flag("nodad", true),
                !flag("noprefixroute", false));
    }

    private boolean flag(String key, boolean otherwise) {
        return options.value(key).flatMap(Value::bool).orElse(otherwise);
    }

    private static Optional<IpPrefix> prefix(Value value) {
        return value.text("an address such as 192.0.2.10/24").flatMap(text -> prefix(value, text));
    }

    private static Optional<IpPrefix> prefix(Value value, String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            value.error(Addresses.complaint(slash < 0 ? text : text.substring(0, slash)));
            return Optional.empty();
        }
        Optional<String> unfit = Addresses.unfit(address.get());
        if (unfit.isPresent()) {
            value.error(address.get() + " is " + unfit.get() + " and cannot be a virtual address");
            return Optional.empty();
        }
        // As in keepalived, an address without a length stands for itself alone.
        return slash < 0
                ? Optional.of(IpPrefix.host(address.get()))
                : length(value, address.get(), text.substring(slash + 1));
    }

    private static Optional<IpPrefix> length(Value value, IpAddress address, String digits) {
        int bits = address.family().bits();
        Optional<Integer> length = Numbers.parse(digits, 1, bits);
        if (length.isEmpty()) {
            value.error("the prefix length " + Numbers.complaint(digits, 1, bits));
        }
        return length.map(number -> new IpPrefix(address, number));
    }

    private static Optional<String> label(Value value, IpPrefix prefix) {
        return value.text("a label").filter(label -> {
            if (prefix.family() == IpFamily.IPV6) {
                value.error("IPv6 addresses have no label");
                return false;
            }
            if (!label.matches(LABEL)) {
                value.error("a label has 1..15 characters, no slash and no space, was " + Excerpt.quoted(label));
                return false;
            }
            return true;
        });
    }

    private static Optional<Integer> scope(Value value, IpPrefix prefix) {
        String what = "global, site, link, host or a number 0..254";
        return value.text(what).flatMap(text -> {
            Optional<Integer> scope =
                    Optional.ofNullable(SCOPES.get(text)).or(() -> Numbers.parse(text, 0, AddressAttributes.MAX_SCOPE));
            if (scope.isEmpty()) {
                value.error("the scope must be " + what + ", was " + Excerpt.quoted(text));
            } else if (prefix.family() == IpFamily.IPV6) {
                value.warning("scope has no effect: an IPv6 address says its scope itself");
                return Optional.empty();
            }
            return scope;
        });
    }

    private static Optional<IpAddress> broadcast(Value value, IpPrefix prefix) {
        if (prefix.family() == IpFamily.IPV6) {
            value.warning("brd has no effect: IPv6 has no broadcast");
            return Optional.empty();
        }
        String what = "an IPv4 address, + or -";
        return value.text(what).flatMap(text -> {
            Optional<IpAddress> address = switch (text) {
                case "+" -> Optional.of(prefix.broadcast());
                case "-" -> Optional.of(prefix.network().address());
                default -> Addresses.parse(text).filter(found -> found.family() == IpFamily.IPV4);
            };
            if (address.isEmpty()) {
                value.error("the broadcast address must be " + what + ", was " + Excerpt.quoted(text));
            }
            return address;
        });
    }
}
