package dev.holdfast.linux.ipvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Persistence;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServerReport;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.port.Answer;
import dev.holdfast.core.port.IpvsTable;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.Acknowledgement;
import dev.holdfast.linux.netlink.GenericFamily;
import dev.holdfast.linux.netlink.NetlinkMessage;
import dev.holdfast.linux.netlink.NetlinkRequest;
import dev.holdfast.linux.netlink.NetlinkRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** IPVS by generic netlink, in the network namespace of the thread that opened it. */
public final class NetlinkIpvsTable implements IpvsTable {
    private static final String FAMILY = "IPVS";
    private static final int VERSION = 1;

    private static final String SERVICES = "virtual services";
    private static final String TIMEOUTS = "IPVS timeouts";
    private static final String DAEMONS = "sync daemons";

    private final NetlinkRequests requests;
    private final IpvsCodec codec;

    private NetlinkIpvsTable(NetlinkRequests requests, GenericFamily family) {
        this.requests = requests;
        codec = new IpvsCodec(family);
    }

    /**
     * Opens the table; the kernel may load IPVS for that.
     *
     * @throws ErrnoException ENOENT, with what to do, when the kernel has no IPVS
     */
    public static NetlinkIpvsTable open() throws ErrnoException {
        return open(FAMILY);
    }

    /** @param familyName another one than IPVS, for want of a kernel without it */
    static NetlinkIpvsTable open(String familyName) throws ErrnoException {
        NetlinkRequests requests = NetlinkRequests.openGeneric();
        try {
            return new NetlinkIpvsTable(requests, GenericFamily.find(requests, familyName, VERSION));
        } catch (ErrnoException refused) {
            requests.close();
            throw refused.errno() == Errno.ENOENT
                    ? new ErrnoException(
                            "use", familyName, Errno.ENOENT, "the kernel has no IPVS: load the module ip_vs")
                    : refused;
        }
    }

    @Override
    public Answer<List<ServiceReport>> services() {
        try {
            List<ServiceReport> services = new ArrayList<>();
            for (NetlinkMessage message : requests.dump(codec.allServices(), SERVICES)) {
                ServiceReport alone = IpvsCodec.readService(message).orElse(null);
                if (alone != null) {
                    services.add(new ServiceReport(
                            alone.service(),
                            alone.statistics(),
                            servers(alone.service().id())));
                }
            }
            return Answer.of(services);
        } catch (ErrnoException refused) {
            return Answer.failed(refused.outcome());
        }
    }

    private List<ServerReport> servers(ServiceId service) throws ErrnoException {
        try {
            return requests.dump(codec.allServers(service), "real servers of " + service).stream()
                    .flatMap(message -> IpvsCodec.readServer(message, service.family()).stream())
                    .toList();
        } catch (ErrnoException refused) {
            if (refused.errno() == Errno.ESRCH) {
                // Removed by somebody since we heard of it.
                return List.of();
            }
            throw refused;
        }
    }

    @Override
    public Outcome put(VirtualService service) {
        String object = service.id().toString();
        return attempt("put virtual service", object, () -> {
            Acknowledgement added = order(codec.add(service));
            Acknowledgement answer = added.errno() == Errno.EEXIST ? order(codec.change(service)) : added;
            return answer.errno() == Errno.ENOENT ? new Acknowledgement(Errno.ENOENT, missing(service)) : answer;
        });
    }

    /** The kernel says ENOENT for either, and no more. */
    private static String missing(VirtualService service) {
        String scheduler = "no scheduler " + service.scheduler().name();
        return service.persistence()
                .flatMap(Persistence::engine)
                .map(engine -> scheduler + ", or no persistence engine " + engine)
                .orElse(scheduler);
    }

    @Override
    public Outcome remove(ServiceId service) {
        return attempt(
                "remove virtual service", service.toString(), () -> order(codec.remove(service)), Set.of(Errno.ESRCH));
    }

    @Override
    public Outcome put(ServiceId service, RealServer server) {
        return attempt("put real server", server.at() + " of " + service, () -> {
            Acknowledgement added = order(codec.add(service, server));
            return added.errno() == Errno.EEXIST ? order(codec.change(service, server)) : added;
        });
    }

    @Override
    public Outcome remove(ServiceId service, AddressPort server) {
        return attempt(
                "remove real server",
                server + " of " + service,
                () -> order(codec.remove(service, server)),
                Set.of(Errno.ENOENT, Errno.ESRCH));
    }

    @Override
    public Outcome flush() {
        return attempt("flush", SERVICES, () -> order(codec.flush()));
    }

    @Override
    public Answer<Timeouts> timeouts() {
        try {
            return Answer.of(IpvsCodec.readTimeouts(requests.get(codec.timeouts(), "read", TIMEOUTS)));
        } catch (ErrnoException refused) {
            return Answer.failed(refused.outcome());
        }
    }

    @Override
    public Outcome set(Timeouts timeouts) {
        return attempt("set", TIMEOUTS, () -> order(codec.set(timeouts)));
    }

    @Override
    public Answer<List<SyncDaemon>> daemons() {
        try {
            return Answer.of(requests.dump(codec.allDaemons(), DAEMONS).stream()
                    .flatMap(message -> IpvsCodec.readDaemon(message).stream())
                    .toList());
        } catch (ErrnoException refused) {
            return Answer.failed(refused.outcome());
        }
    }

    @Override
    public Outcome start(SyncDaemon daemon) {
        return attempt("start sync daemon", daemon.role() + " on " + daemon.dev(), () -> order(codec.start(daemon)));
    }

    @Override
    public Outcome stop(SyncDaemon.Role role) {
        return attempt("stop sync daemon", role.name(), () -> order(codec.stop(role)), Set.of(Errno.ESRCH));
    }

    private Acknowledgement order(NetlinkRequest request) throws ErrnoException {
        return requests.order(List.of(request)).get(0);
    }

    private static Outcome attempt(String operation, String object, Order order) {
        return attempt(operation, object, order, Set.of());
    }

    /** @param absences refusals that mean there is nothing to do */
    private static Outcome attempt(String operation, String object, Order order, Set<Integer> absences) {
        try {
            Acknowledgement answer = order.carryOut();
            return answer.isDone() || absences.contains(answer.errno())
                    ? Outcome.DONE
                    : answer.refusal(operation, object).outcome();
        } catch (ErrnoException refused) {
            return refused.about(operation, object).outcome();
        }
    }

    @Override
    public void close() {
        requests.close();
    }

    /** One request, or two. */
    private interface Order {
        Acknowledgement carryOut() throws ErrnoException;
    }
}
