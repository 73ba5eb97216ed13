package dev.holdfast.core.port;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.VirtualService;
import java.util.List;

/**
 * The kernel's table of virtual services, of one network namespace. Called by one thread only, and rather not by the agent
 * loop: an order is a netlink round trip or two, but the first service with a scheduler waits until the kernel has loaded
 * its module, half a second on a slow machine, and to read a thousand servers takes tens of milliseconds.
 */
public interface IpvsTable extends AutoCloseable {
    /** Everything that is there, whoever made it, with what was counted. One round trip for each service. */
    Answer<List<ServiceReport>> services();

    /**
     * Has the service there as it is given: adds it, or changes the one with its id in place, whose servers and
     * connections stay.
     */
    Outcome put(VirtualService service);

    /** Removes a service with its servers; one that is not there counts as removed. */
    Outcome remove(ServiceId service);

    /**
     * Has the server there as it is given: adds it to a service that is there, or changes the one with its address and
     * port in place, whose connections stay.
     */
    Outcome put(ServiceId service, RealServer server);

    /** Removes a server; one that is not there, or whose service is not there, counts as removed. */
    Outcome remove(ServiceId service, AddressPort server);

    /** Removes every service, whoever made it. */
    Outcome flush();

    Answer<Timeouts> timeouts();

    /** Sets those that are not 0. */
    Outcome set(Timeouts timeouts);

    /** The sync daemons that run, at most one per role. */
    Answer<List<SyncDaemon>> daemons();

    /** Starts a sync daemon; fails with EEXIST when one of its role runs already. */
    Outcome start(SyncDaemon daemon);

    /** Stops the sync daemon of a role; done as well when there is none. */
    Outcome stop(SyncDaemon.Role role);

    /** Closes the socket. The kernel's table stays as it is. */
    @Override
    void close();
}
