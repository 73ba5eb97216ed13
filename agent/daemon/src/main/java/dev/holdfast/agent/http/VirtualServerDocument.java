package dev.holdfast.agent.http;

import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.LvsTableState;
import dev.holdfast.core.spi.LvsTraffic;
import dev.holdfast.core.spi.RealServerSnapshot;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual server in {@code /status}.
 *
 * @param name the key in the configuration
 * @param service what the kernel knows it by
 * @param up whether enough of its real servers are up
 * @param quorum the configured quorum
 * @param liveWeight what those that are up weigh together
 * @param suspended whether nobody looks at the servers, as no address of it is here ({@code ha_suspend})
 * @param inKernel whether the kernel has the service
 * @param table what differs in the kernel, and differed
 * @param traffic what the kernel counted
 * @param perSecond the same per second, as the kernel estimates it
 * @param servers the real servers, then the sorry server if there is one
 */
public record VirtualServerDocument(
        String name,
        String service,
        boolean up,
        long quorum,
        long liveWeight,
        boolean suspended,
        boolean inKernel,
        Table table,
        Traffic traffic,
        Traffic perSecond,
        List<Server> servers) {
    private static final double NANOS_PER_SECOND = 1e9;

    public VirtualServerDocument {
        servers = List.copyOf(servers);
    }

    /**
     * A server.
     *
     * @param name its address and port
     * @param role real or sorry
     * @param up whether all its checks are content
     * @param weight the configured weight
     * @param kernelWeight the weight in the kernel; null while it is not there
     * @param activeConnections established ones
     * @param inactiveConnections all others
     */
    public record Server(
            String name,
            String role,
            boolean up,
            int weight,
            @Nullable Integer kernelWeight,
            long activeConnections,
            long inactiveConnections,
            Traffic traffic,
            List<StatusDocument.Check> checks) {
        public Server {
            checks = List.copyOf(checks);
        }
    }

    /**
     * How the kernel's table stands to what is wanted.
     *
     * @param asWanted whether nothing differs
     * @param restored how often somebody else had changed it and it was put right
     * @param refused how many changes the kernel refused
     */
    public record Table(boolean asWanted, long restored, long refused) {}

    /** What the kernel counted since the service or the server was put in; out is to clients. */
    public record Traffic(long connections, long packetsIn, long packetsOut, long bytesIn, long bytesOut) {}

    static VirtualServerDocument of(VirtualServerSnapshot server) {
        return new VirtualServerDocument(
                server.name(),
                server.service(),
                server.up(),
                server.quorum(),
                server.liveWeight(),
                server.suspended(),
                server.inKernel(),
                table(server.table()),
                traffic(server.traffic()),
                traffic(server.perSecond()),
                server.servers().stream().map(VirtualServerDocument::of).toList());
    }

    private static Table table(LvsTableState state) {
        return new Table(state.asWanted(), state.restored(), state.refused());
    }

    private static Server of(RealServerSnapshot server) {
        return new Server(
                server.name(),
                server.role().word(),
                server.up(),
                server.weight(),
                server.inKernel().isPresent() ? server.inKernel().getAsInt() : null,
                server.activeConnections(),
                server.inactiveConnections(),
                traffic(server.traffic()),
                server.checks().stream().map(VirtualServerDocument::check).toList());
    }

    private static StatusDocument.Check check(CheckSnapshot check) {
        return new StatusDocument.Check(
                check.kind(),
                check.name(),
                check.verdict().word(),
                check.value(),
                check.detail(),
                check.tookNanos() / NANOS_PER_SECOND);
    }

    private static Traffic traffic(LvsTraffic counted) {
        return new Traffic(
                counted.connections(),
                counted.inPackets(),
                counted.outPackets(),
                counted.inBytes(),
                counted.outBytes());
    }
}
