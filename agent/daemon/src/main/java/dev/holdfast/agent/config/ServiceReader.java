package dev.holdfast.agent.config;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Persistence;
import dev.holdfast.core.ipvs.Scheduler;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.Services;
import dev.holdfast.core.net.IpFamily;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the kernel is to know a virtual server by, and how it spreads its connections. */
final class ServiceReader {
    private final Section section;
    private final Map<IpFamily, Optional<Persistence>> persistence = new EnumMap<>(IpFamily.class);

    private ServiceReader(Section section) {
        this.section = section;
    }

    /** @param firstServer of the family that a mark does not say */
    static Optional<Services> read(
            String key, Section section, Optional<AddressPort> firstServer, ServerGroups groups) {
        IpFamily family = firstServer.map(AddressPort::family).orElse(IpFamily.IPV4);
        return new ServiceIdReader(section, family, groups)
                .read(key)
                .map(found -> new ServiceReader(section).services(found));
    }

    private Services services(ServiceIdReader.Found found) {
        for (IpFamily family : IpFamily.values()) {
            persistence.put(family, example(found.ids(), family).flatMap(id -> PersistenceReader.read(section, id)));
        }
        boolean onePacket = section.bool("ops").orElse(false);
        Scheduler scheduler = SchedulerReader.read(section);
        if (found.ids().stream().anyMatch(this::lacksPort)) {
            section.problems()
                    .error(
                            section.mark(),
                            section.path(),
                            "needs a port, or persistence_timeout: without a port all ports of a client go to one"
                                    + " server");
        }
        return new Services(
                found.label(),
                found.ids().stream()
                        .map(id -> new VirtualService(id, scheduler, persistenceOf(id), onePacket))
                        .toList());
    }

    /** Of what is alike for all of a family, one is told; an address rather than a mark, for it has a protocol. */
    private static Optional<ServiceId> example(List<ServiceId> ids, IpFamily family) {
        List<ServiceId> ours = ids.stream().filter(id -> id.family() == family).toList();
        return ours.stream()
                .filter(ServiceId.Listening.class::isInstance)
                .findFirst()
                .or(() -> ours.stream().findFirst());
    }

    private Optional<Persistence> persistenceOf(ServiceId id) {
        return persistence.getOrDefault(id.family(), Optional.empty());
    }

    private boolean lacksPort(ServiceId id) {
        return id instanceof ServiceId.Listening listening
                && listening.at().port() == 0
                && persistenceOf(id).isEmpty();
    }
}
