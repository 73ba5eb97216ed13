package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.VirtualService;
import java.util.List;

/**
 * What a virtual server is in the kernel: one service, or those of a group, which have the same real servers.
 *
 * @param label what they are called together, and how they are found again after a reload: one service by its id
 * @param all at least one; no id twice
 */
public record Services(String label, List<VirtualService> all) {
    public Services {
        all = List.copyOf(all);
        if (all.isEmpty() || all.stream().map(VirtualService::id).distinct().count() < all.size()) {
            throw new IllegalArgumentException("no service, or one twice: " + label);
        }
    }

    /** One service. */
    public static Services of(VirtualService service) {
        return new Services(service.id().toString(), List.of(service));
    }
}
