package dev.holdfast.agent.notify;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.RealServerConfig;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Virtual and real servers in keepalived's notation: {@code VS [192.0.2.100]:tcp:80 UP} and
 * {@code RS [192.0.2.11]:tcp:80 [192.0.2.100]:tcp:80 DOWN}.
 *
 * @param services the virtual servers by their key in the configuration
 */
public record ServerLines(Map<String, Service> services) {
    public static final ServerLines NONE = new ServerLines(Map.of());

    /** What keepalived ends the name of a group with, which has no port of its own. */
    private static final String GROUP_END = "]:0";

    /** The protocol of servers that only marked packets reach. */
    private static final String MARKED = "none";

    public ServerLines {
        services = Map.copyOf(services);
    }

    /**
     * A virtual server.
     *
     * @param name as keepalived writes it
     * @param servers its real servers as keepalived writes them, by what events call them
     */
    public record Service(String name, Map<String, String> servers) {
        public Service {
            servers = Map.copyOf(servers);
        }
    }

    /**
     * What keepalived calls a virtual server.
     *
     * @param group the group that it is, if it is one
     */
    public static Service service(VirtualServerConfig config, Optional<String> group) {
        ServiceId first = config.services().all().get(0).id();
        String protocol = config.services().all().stream()
                .map(VirtualService::id)
                .filter(ServiceId.Listening.class::isInstance)
                .map(id -> ((ServiceId.Listening) id).protocol().word())
                .findFirst()
                .orElse(MARKED);
        Map<String, String> servers = new HashMap<>();
        for (RealServerConfig server : config.servers()) {
            AddressPort at = server.server().at();
            servers.put(at.toString(), place(at, protocol));
        }
        return new Service(group.map(name -> "[" + name + GROUP_END).orElseGet(() -> name(first)), servers);
    }

    private static String name(ServiceId id) {
        return id.accept(new ServiceId.Visitor<>() {
            @Override
            public String listening(ServiceId.Listening listening) {
                return place(listening.at(), listening.protocol().word());
            }

            @Override
            public String marked(ServiceId.Marked marked) {
                return "FWM " + Integer.toUnsignedString(marked.mark());
            }
        });
    }

    private static String place(AddressPort at, String protocol) {
        return "[" + at.address() + "]:" + protocol + ":" + at.port();
    }

    /** The line of an event; empty for what keepalived has none for, and for who is not in the configuration. */
    Optional<String> of(LvsNoted event) {
        return word(event).flatMap(word -> subject(event).map(who -> who + " " + word + "\n"));
    }

    private Optional<String> subject(LvsNoted event) {
        return Optional.ofNullable(services.get(event.virtualServer()))
                .flatMap(service -> event.realServer().isEmpty()
                        ? Optional.of("VS " + service.name())
                        : Optional.ofNullable(service.servers().get(event.realServer()))
                                .map(server -> "RS " + server + " " + service.name()));
    }

    private static Optional<String> word(LvsNoted event) {
        return switch (event.notice()) {
            case REAL_SERVER_UP, QUORUM_GAINED -> Optional.of("UP");
            case REAL_SERVER_DOWN, QUORUM_LOST -> Optional.of("DOWN");
            case TABLE_RESTORED -> Optional.empty();
        };
    }
}
