package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.VirtualService;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual server as the operator wants it.
 *
 * @param name the key in the configuration
 * @param servers its real servers in the order of the file; each address and port once
 * @param sorry who serves while too few of them are up; none of them
 */
public record VirtualServerConfig(
        String name,
        VirtualService service,
        List<RealServerConfig> servers,
        Optional<SorryServer> sorry,
        Quorum quorum) {
    public VirtualServerConfig {
        servers = List.copyOf(servers);
        Set<AddressPort> places = new HashSet<>();
        sorry.ifPresent(server -> places.add(server.server().at()));
        for (RealServerConfig server : servers) {
            if (!places.add(server.server().at())) {
                throw new IllegalArgumentException(
                        "twice in " + name + ": " + server.server().at());
            }
        }
    }
}
