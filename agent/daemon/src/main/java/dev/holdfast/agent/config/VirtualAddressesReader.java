package dev.holdfast.agent.config;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@code virtual_ipaddress}, {@code virtual_ipaddress_excluded} and {@code static_ipaddress}, and what their members
 * owe each other.
 */
final class VirtualAddressesReader {
    /** What fits an advert at the usual MTU of 1500: (1500 - 40 octets of IPv6 - 8 of VRRP) / 16. IPv4 always fits. */
    private static final int MAX_IPV6_ADDRESSES = 90;

    /** Far more than an operator writes. */
    private static final int MAX_STATIC = 255;

    private static final String FORM = "a list of addresses such as [192.0.2.10/24]";

    /** An address and where it was read. */
    record Located(VirtualAddress address, Value value) {
        private Located excluded() {
            return new Located(address.unadvertised(), value);
        }

        /** No adverts list it and no router tracks it, whatever was written. */
        private Located fixed() {
            return new Located(
                    VirtualAddress.of(address.prefix(), address.dev()).with(address.attributes()), value);
        }
    }

    private VirtualAddressesReader() {}

    /** Those of the adverts in their order, then those beside them. */
    static List<Located> read(Section section, Optional<InterfaceName> dev) {
        Optional<Value> value = section.required("virtual_ipaddress");
        List<Located> advertised = value.map(list -> read(list, 1, RouterConfig.MAX_ADVERTISED, dev))
                .orElse(List.of());
        value.flatMap(Value::items)
                .ifPresent(items -> checkTogether(advertised, advertised.size() == items.size(), mostIpv6(section)));
        List<Located> all = new ArrayList<>(advertised);
        section.value("virtual_ipaddress_excluded")
                .map(list -> read(list, 0, RouterConfig.MAX_EXCLUDED, dev))
                .orElse(List.of())
                .forEach(located -> all.add(located.excluded()));
        refuseRepeats(all, VirtualAddress::address);
        return all;
    }

    /** The addresses that are there whoever is master. Each names its interface. */
    static List<Located> readStatic(Section top) {
        List<Located> all = top
                .value("static_ipaddress")
                .map(list -> read(list, 0, MAX_STATIC, Optional.empty()))
                .orElse(List.of())
                .stream()
                .map(Located::fixed)
                .toList();
        refuseRepeats(all, address -> address.prefix() + "%" + address.dev());
        return all;
    }

    /** The addresses of a list that could be read; the rest is reported. */
    static List<Located> read(Value list, int min, int max, Optional<InterfaceName> dev) {
        Optional<List<Value>> items = list.items();
        if (items.isEmpty()) {
            list.error("must be " + FORM + ", was " + list.node().kind());
            return List.of();
        }
        if (items.get().size() < min || items.get().size() > max) {
            list.error("must hold " + min + ".." + max + " addresses, was "
                    + items.get().size());
            return List.of();
        }
        return items.get().stream()
                .flatMap(item -> VirtualAddressReader.read(item, dev).map(a -> new Located(a, item)).stream())
                .toList();
    }

    private static void checkTogether(List<Located> addresses, boolean complete, int mostIpv6) {
        if (addresses.isEmpty()) {
            return;
        }
        Located first = addresses.get(0);
        IpFamily family = family(first);
        List<Located> kin = new ArrayList<>();
        for (Located each : addresses) {
            if (family(each) == family) {
                kin.add(each);
            } else {
                each.value()
                        .error("is IPv" + family(each).version() + ", but the first address is IPv" + family.version()
                                + "; adverts carry one family, put the other into virtual_ipaddress_excluded");
            }
        }
        if (family == IpFamily.IPV6 && kin.size() > mostIpv6) {
            kin.get(mostIpv6)
                    .value()
                    .error("is one too many: " + mostIpv6
                            + " IPv6 addresses fit an advert at an MTU of 1500, there are " + kin.size()
                            + "; put the rest into virtual_ipaddress_excluded");
        }
        // RFC 9568 section 5.2.9; receivers discard what breaks it, so it would end in two masters.
        if (complete && family == IpFamily.IPV6 && !first.address().address().isLinkLocal()) {
            first.value()
                    .error("the first address of an IPv6 instance must be link-local (fe80::/10), because peers"
                            + " discard other adverts (RFC 9568 section 5.2.9), was "
                            + first.address().address());
        }
    }

    /** The 28 octets of a signature cost one address. */
    private static int mostIpv6(Section section) {
        return section.value("auth_hmac").isPresent() ? MAX_IPV6_ADDRESSES - 1 : MAX_IPV6_ADDRESSES;
    }

    /** @param place what no two of them may have in common */
    private static void refuseRepeats(List<Located> addresses, Function<VirtualAddress, Object> place) {
        Map<Object, Located> seen = new HashMap<>();
        for (Located each : addresses) {
            Located earlier = seen.putIfAbsent(place.apply(each.address()), each);
            if (earlier != null) {
                each.value()
                        .error(each.address().address() + " is listed twice; the first is on line "
                                + earlier.value().mark().line());
            }
        }
    }

    private static IpFamily family(Located located) {
        return located.address().address().family();
    }
}
