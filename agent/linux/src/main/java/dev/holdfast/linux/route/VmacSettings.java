package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.port.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** What the kernel must be told so that a macvlan and its parent answer each for their own addresses. */
final class VmacSettings {
    private static final InterfaceName ALL = new InterfaceName("all");

    /**
     * On the parent, at least: it answers for its own addresses alone, and asks in its own name, or its questions would
     * tell clients that a virtual address is at its MAC.
     */
    private static final Map<String, Integer> PARENT = Map.of("arp_ignore", 1, "arp_filter", 1, "arp_announce", 2);

    private static final int LOOSE = 2;

    private VmacSettings() {}

    /** The settings of a parent that {@link #apply} may change. IPv6 needs none. */
    static Map<String, Integer> ofParent(Vmac vmac) {
        Map<String, Integer> found = new LinkedHashMap<>();
        if (vmac.router().family() == IpFamily.IPV4) {
            PARENT.keySet()
                    .forEach(key -> InterfaceSettings.read(
                                    IpFamily.IPV4, vmac.router().dev(), key)
                            .ifPresent(value -> found.put(key, value)));
        }
        return found;
    }

    /** Sets everything; the first that cannot be set is reported, and nothing after it is tried. */
    static Outcome apply(Vmac vmac) {
        Outcome outcome = Outcome.DONE;
        for (Map.Entry<Key, Integer> setting : wanted(vmac).entrySet()) {
            Key key = setting.getKey();
            outcome = InterfaceSettings.set(key.family, key.dev, key.name, setting.getValue());
            if (!outcome.isDone()) {
                return outcome;
            }
        }
        return outcome;
    }

    private static Map<Key, Integer> wanted(Vmac vmac) {
        Map<Key, Integer> all = new LinkedHashMap<>();
        InterfaceName dev = vmac.dev();
        all.put(new Key(IpFamily.IPV4, dev, "arp_ignore"), 1);
        all.put(new Key(IpFamily.IPV4, dev, "accept_local"), 1);
        // Answers leave by the parent. The stricter of "all" and the interface's own counts, and 2 is the laxer of 1
        // and 2.
        int everywhere = InterfaceSettings.read(IpFamily.IPV4, ALL, "rp_filter").orElse(0);
        all.put(new Key(IpFamily.IPV4, dev, "rp_filter"), everywhere == 0 ? 0 : LOOSE);
        all.put(new Key(IpFamily.IPV4, dev, "promote_secondaries"), 1);
        if (vmac.router().family() == IpFamily.IPV4) {
            all.put(new Key(IpFamily.IPV6, dev, "disable_ipv6"), 1);
        } else {
            // All nodes have this MAC: an address made from it, or by a router's word, would be on all of them.
            all.put(new Key(IpFamily.IPV6, dev, "addr_gen_mode"), 1);
            all.put(new Key(IpFamily.IPV6, dev, "accept_ra"), 0);
        }
        ofParent(vmac)
                .forEach((key, value) -> all.put(
                        new Key(IpFamily.IPV4, vmac.router().dev(), key),
                        Math.max(value, PARENT.getOrDefault(key, 0))));
        return all;
    }

    /** Gives a parent its settings back, except for those that somebody changed meanwhile. */
    static Outcome restore(InterfaceName parent, Map<String, Integer> before) {
        Outcome outcome = Outcome.DONE;
        for (Map.Entry<String, Integer> setting : before.entrySet()) {
            OptionalInt now = InterfaceSettings.read(IpFamily.IPV4, parent, setting.getKey());
            int ours = PARENT.getOrDefault(setting.getKey(), 0);
            if (setting.getValue() < ours && now.equals(OptionalInt.of(ours))) {
                Outcome one = InterfaceSettings.set(IpFamily.IPV4, parent, setting.getKey(), setting.getValue());
                outcome = outcome.isDone() ? one : outcome;
            }
        }
        return outcome;
    }

    private record Key(IpFamily family, InterfaceName dev, String name) {}
}
