package dev.holdfast.core.ipvs;

import java.util.Optional;

/**
 * A service that clients use, and how its connections are spread over the real servers.
 *
 * @param onePacket whether each datagram is a connection of its own; UDP and marks only
 */
public record VirtualService(ServiceId id, Scheduler scheduler, Optional<Persistence> persistence, boolean onePacket) {
    public VirtualService {
        if (persistence.filter(p -> !p.fits(id.family())).isPresent()) {
            throw new IllegalArgumentException(
                    "granularity " + persistence.get().granularity() + " is none of " + id.family());
        }
    }

    /** A service without persistence, its connections counted as such. */
    public static VirtualService of(ServiceId id, String scheduler) {
        return new VirtualService(id, new Scheduler(scheduler), Optional.empty(), false);
    }

    public VirtualService withPersistence(Persistence wanted) {
        return new VirtualService(id, scheduler, Optional.of(wanted), onePacket);
    }
}
