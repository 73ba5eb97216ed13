package dev.holdfast.agent.config;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.VirtualAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code virtual_ipaddress}: the list, and what its members owe each other. */
final class VirtualAddressesReader {
    /** The count has one octet in an advert. */
    private static final int MAX_ADDRESSES = 255;

    /** What fits an advert at the usual MTU of 1500: (1500 - 40 octets of IPv6 - 8 of VRRP) / 16. IPv4 always fits. */
    private static final int MAX_IPV6_ADDRESSES = 90;

    private static final String FORM = "a list of addresses such as [192.0.2.10/24]";

    /** An address and where it was read. */
    record Located(VirtualAddress address, Value value) {}

    private VirtualAddressesReader() {}

    static List<Located> read(Section section, InterfaceName dev) {
        Optional<Value> value = section.required("virtual_ipaddress");
        if (value.isEmpty()) {
            return List.of();
        }
        Optional<List<Value>> items = value.get().items();
        if (items.isEmpty()) {
            value.get().error("must be " + FORM + ", was " + value.get().node().kind());
            return List.of();
        }
        if (items.get().isEmpty() || items.get().size() > MAX_ADDRESSES) {
            value.get().error("must hold 1..255 addresses, was " + items.get().size());
            return List.of();
        }
        List<Located> addresses = items.get().stream()
                .flatMap(item -> VirtualAddressReader.read(item, dev).map(a -> new Located(a, item)).stream())
                .toList();
        boolean complete = addresses.size() == items.get().size();
        checkTogether(addresses, complete);
        return addresses;
    }

    private static void checkTogether(List<Located> addresses, boolean complete) {
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
                                + "; one instance carries one family");
            }
        }
        refuseRepeats(kin);
        if (family == IpFamily.IPV6 && kin.size() > MAX_IPV6_ADDRESSES) {
            kin.get(MAX_IPV6_ADDRESSES)
                    .value()
                    .error("is one too many: " + MAX_IPV6_ADDRESSES
                            + " IPv6 addresses fit an advert at an MTU of 1500, there are " + kin.size());
        }
        // RFC 9568 section 5.2.9; receivers discard what breaks it, so it would end in two masters.
        if (complete && family == IpFamily.IPV6 && !first.address().address().isLinkLocal()) {
            first.value()
                    .error("the first address of an IPv6 instance must be link-local (fe80::/10), because peers"
                            + " discard other adverts (RFC 9568 section 5.2.9), was "
                            + first.address().address());
        }
    }

    private static void refuseRepeats(List<Located> addresses) {
        Map<IpAddress, Located> seen = new HashMap<>();
        for (Located each : addresses) {
            Located earlier = seen.putIfAbsent(each.address().address(), each);
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
