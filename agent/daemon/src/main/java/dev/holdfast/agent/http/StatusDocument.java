package dev.holdfast.agent.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * What {@code /status} says. The field names are an interface: within one {@code schema_version} fields are added, never
 * renamed or removed. JSON uses snake_case, as the configuration does; wall times are ISO 8601 in UTC, spans are seconds.
 *
 * @param schemaVersion the version of this form
 * @param node the node's name
 * @param version the agent's version
 * @param revision the source revision it was built from
 * @param time when it was asked
 * @param started when the process started
 * @param uptimeSeconds how long ago that was
 * @param ready whether elections are running
 * @param config what is known of the configuration
 * @param instances the virtual routers, in the order of the configuration
 * @param groups the sync groups, in the order of the configuration
 * @param routing the routes and rules that should be in the kernel now; empty in the answer of an agent that has none yet
 * @param staticAddresses the addresses that should be there whoever is master, in the order of the configuration; empty in
 *     the answer of an agent that knows none yet
 * @param checks what is looked at, in the order of the configuration; empty in the answer of an agent that does not say
 * @param virtualServers what the kernel hands out to real servers, in the order of the configuration; empty in the answer
 *     of an agent that does not balance
 * @param interfaces the interfaces they use, by name
 * @param deliveries how exporters that send get rid of what they are to send; empty in the answer of an agent that does not
 *     say
 * @param peers the agents of other nodes that it asks; empty in the answer of an agent that does not say
 */
public record StatusDocument(
        int schemaVersion,
        String node,
        String version,
        String revision,
        String time,
        String started,
        double uptimeSeconds,
        boolean ready,
        Config config,
        List<InstanceDocument> instances,
        List<Group> groups,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Routing> routing,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<StaticAddress> staticAddresses,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Check> checks,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<VirtualServerDocument> virtualServers,
        List<Interface> interfaces,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<DeliveryDocument> deliveries,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<PeerDocument> peers) {
    public static final int SCHEMA_VERSION = 1;

    public StatusDocument {
        instances = List.copyOf(instances);
        groups = List.copyOf(groups);
        routing = List.copyOf(routing);
        staticAddresses = List.copyOf(staticAddresses);
        checks = List.copyOf(checks);
        virtualServers = List.copyOf(virtualServers);
        interfaces = List.copyOf(interfaces);
        deliveries = List.copyOf(deliveries);
        peers = List.copyOf(peers);
    }

    /**
     * The configuration.
     *
     * @param generation 1 for that of the start, one more per reload that was applied
     * @param lastReloadSuccessful whether the configuration read last is in force
     * @param lastReloadSuccess when one was put in force last
     * @param lastReloadMessage why the last reload failed; empty when it did not
     */
    public record Config(
            long generation, boolean lastReloadSuccessful, String lastReloadSuccess, String lastReloadMessage) {}

    /**
     * A sync group.
     *
     * @param unfit the instances that hold it in FAULT
     * @param why for each of them what is wrong with it, for people; empty in the answer of an agent that does not say
     */
    public record Group(
            String name,
            String state,
            String since,
            double sinceSeconds,
            List<String> instances,
            List<String> unfit,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> why) {
        public Group {
            instances = List.copyOf(instances);
            unfit = List.copyOf(unfit);
            why = List.copyOf(why);
        }
    }

    /**
     * A route or a rule.
     *
     * @param owners the instances that want it, or {@code static}
     * @param entry as {@code ip} would take it
     * @param held whether the kernel has it
     * @param restored how often somebody removed it and it was put back
     */
    public record Routing(List<String> owners, String entry, boolean held, long restored) {
        public Routing {
            owners = List.copyOf(owners);
        }
    }

    /**
     * An address that should be there whoever is master.
     *
     * @param address with the length of its network
     * @param dev where it belongs
     * @param held whether the kernel has it
     * @param restored how often somebody removed it and it was put back
     */
    public record StaticAddress(String address, String dev, boolean held, long restored) {}

    /**
     * Something that is looked at.
     *
     * @param kind script, check, process or file
     * @param verdict unknown (before its first result), good, bad, or number for a file, which is neither
     * @param value the number in a file; else 1 for good and 0 for anything else
     * @param detail what the last look said of itself; may be empty
     * @param tookSeconds how long the last look took; 0 before the first
     */
    public record Check(String kind, String name, String verdict, int value, String detail, double tookSeconds) {}

    /** An interface, and whether it is up with carrier. */
    public record Interface(String name, boolean up) {}
}
