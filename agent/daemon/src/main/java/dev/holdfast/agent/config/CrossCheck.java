package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.config.VirtualAddressesReader.Located;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What instances owe each other: a virtual router once per interface and family, an address in one instance, and none that
 * is there whoever is master.
 */
final class CrossCheck {
    private record Holder(Draft draft, Located located) {}

    private final Map<RouterKey, Draft> keys = new HashMap<>();
    private final Map<String, Holder> holders = new HashMap<>();

    private CrossCheck() {}

    static void check(List<Draft> drafts, List<Located> statics) {
        CrossCheck check = new CrossCheck();
        for (Draft draft : drafts) {
            draft.key().ifPresent(key -> check.checkKey(draft, key));
            draft.addresses().forEach(located -> check.checkAddress(draft, located));
        }
        statics.forEach(check::checkStatic);
    }

    private void checkKey(Draft draft, RouterKey key) {
        Draft earlier = keys.putIfAbsent(key, draft);
        if (earlier != null) {
            Section section = draft.section();
            section.problems()
                    .error(
                            section.markOf("virtual_router_id"),
                            section.pathOf("virtual_router_id"),
                            key.vrid() + " on " + key.dev() + " for IPv"
                                    + key.family().version()
                                    + " is already used by " + earlier.name() + " on line "
                                    + earlier.section()
                                            .markOf("virtual_router_id")
                                            .line());
        }
    }

    private void checkAddress(Draft draft, Located located) {
        Holder earlier = holders.putIfAbsent(place(located.address()), new Holder(draft, located));
        if (earlier != null && !earlier.draft().name().equals(draft.name())) {
            refuse(located, earlier);
        }
    }

    private void checkStatic(Located located) {
        Holder holder = holders.get(place(located.address()));
        if (holder != null) {
            refuse(located, holder);
        }
    }

    /** A link-local address lives on one link only, so another link may have the same. */
    private static String place(VirtualAddress address) {
        return address.address() + "%"
                + (address.address().isLinkLocal() ? address.dev().value() : "");
    }

    private static void refuse(Located located, Holder earlier) {
        located.value()
                .error(located.address().address() + " is already a virtual address of "
                        + earlier.draft().name() + " on line "
                        + earlier.located().value().mark().line());
    }
}
