package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.notify.UpDownScripts;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A virtual server as the operator wants it.
 *
 * @param name the key in the configuration
 * @param services what it is in the kernel
 * @param servers its real servers in the order of the file; each address and port once, as each of the services has it
 * @param sorry who serves while too few of them are up; none of them
 * @param scripts {@code quorum_up} and {@code quorum_down}
 * @param options what is different about it
 */
public record VirtualServerConfig(
        String name,
        Services services,
        List<RealServerConfig> servers,
        Optional<SorryServer> sorry,
        Quorum quorum,
        UpDownScripts scripts,
        Options options) {
    public VirtualServerConfig {
        servers = List.copyOf(servers);
        for (VirtualService service : services.all()) {
            checkPlaces(name, service.id(), servers, sorry);
        }
    }

    private static void checkPlaces(
            String name, ServiceId service, List<RealServerConfig> servers, Optional<SorryServer> sorry) {
        Set<AddressPort> places = new HashSet<>();
        sorry.ifPresent(server -> places.add(server.server().within(service).at()));
        for (RealServerConfig server : servers) {
            AddressPort place = server.server().within(service).at();
            if (!places.add(place)) {
                throw new IllegalArgumentException("twice in " + name + ": " + place);
            }
        }
    }

    /**
     * What is different about a virtual server.
     *
     * @param haSuspend whether its servers are not looked at while its address is not on this node
     * @param omega whether its end is told as a failure of its servers and of its quorum
     */
    public record Options(boolean haSuspend, boolean omega) {
        public static final Options NONE = new Options(false, false);
    }

    /** Nothing is different about it. */
    public VirtualServerConfig(
            String name,
            Services services,
            List<RealServerConfig> servers,
            Optional<SorryServer> sorry,
            Quorum quorum,
            UpDownScripts scripts) {
        this(name, services, servers, sorry, quorum, scripts, Options.NONE);
    }

    /** One service, and nobody is told of its quorum. */
    public VirtualServerConfig(
            String name,
            VirtualService service,
            List<RealServerConfig> servers,
            Optional<SorryServer> sorry,
            Quorum quorum) {
        this(name, Services.of(service), servers, sorry, quorum, UpDownScripts.NONE);
    }

    /** Every script there is, in no order. */
    public Stream<ScriptCommand> commands() {
        return Stream.concat(
                scripts.commands(),
                servers.stream().flatMap(server -> server.scripts().commands()));
    }

    /** The scripts of the real server that is called so; none when there is no such. */
    public UpDownScripts scriptsOf(String server) {
        return servers.stream()
                .filter(each -> each.server().at().toString().equals(server))
                .map(RealServerConfig::scripts)
                .findFirst()
                .orElse(UpDownScripts.NONE);
    }
}
