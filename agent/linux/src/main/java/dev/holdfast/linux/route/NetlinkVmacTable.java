package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.VmacTable;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.Acknowledgement;
import dev.holdfast.linux.netlink.NetlinkRequest;
import dev.holdfast.linux.netlink.NetlinkRequests;
import dev.holdfast.linux.route.MacvlanCodec.Report;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Macvlan interfaces by netlink. Ours is what has the kind, the MAC address, the parent, and on it a {@link VmacLabel} of
 * that router; whatever else has the name is somebody's, and stays as it is.
 */
public final class NetlinkVmacTable implements VmacTable {
    private static final String CREATE = "create macvlan";
    private static final String CHANGE = "change macvlan";
    private static final String REMOVE = "remove macvlan";

    private final NetlinkRequests requests;
    private final Interfaces interfaces;

    /** Settings of parents before our first macvlan, by the parent's number: in case somebody else removes that one. */
    private final Map<Integer, Map<String, Integer>> parents = new HashMap<>();

    public NetlinkVmacTable(NetlinkRequests requests, Interfaces interfaces) {
        this.requests = requests;
        this.interfaces = interfaces;
    }

    @Override
    public Outcome create(Vmac vmac) {
        try {
            int parent = find(vmac.router().dev()).index();
            Optional<Report> existing = existing(vmac);
            if (existing.isEmpty()) {
                make(vmac, parent);
            } else if (!isOurs(existing.get(), vmac, parent)) {
                throw new ErrnoException(
                        CREATE,
                        vmac.toString(),
                        Errno.EEXIST,
                        "the name is taken by an interface that is not Holdfast's");
            }
        } catch (ErrnoException refused) {
            return refused.about(CREATE, vmac.toString()).outcome();
        }
        Outcome outcome = VmacSettings.apply(vmac);
        if (!outcome.isDone()) {
            remove(vmac);
        }
        return outcome;
    }

    private void make(Vmac vmac, int parent) throws ErrnoException {
        Map<String, Integer> before = settingsBefore(vmac, parent);
        parents.put(parent, before);
        VmacLabel label = new VmacLabel(vmac.router(), before);
        order(
                List.of(MacvlanCodec.create(vmac, parent), MacvlanCodec.label(vmac, label.toString())),
                CREATE,
                vmac.toString());
        interfaces.forget(vmac.dev());
    }

    /** What the parent had before any macvlan of ours: as another one's label says, or as we know, or as it is now. */
    private Map<String, Integer> settingsBefore(Vmac vmac, int parent) throws ErrnoException {
        Map<String, Integer> known = new HashMap<>(VmacSettings.ofParent(vmac));
        known.putAll(parents.getOrDefault(parent, Map.of()));
        siblings(parent).forEach(label -> known.putAll(label.parent()));
        return known;
    }

    @Override
    public Outcome raise(Vmac vmac) {
        return set(vmac, true);
    }

    @Override
    public Outcome lower(Vmac vmac) {
        return set(vmac, false);
    }

    private Outcome set(Vmac vmac, boolean up) {
        try {
            Optional<Report> ours = ours(vmac);
            if (ours.isPresent()) {
                order(List.of(MacvlanCodec.set(ours.get().index(), up)), CHANGE, vmac.toString());
            } else if (up) {
                throw new ErrnoException(CHANGE, vmac.toString(), Errno.ENODEV);
            }
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            return refused.about(CHANGE, vmac.toString()).outcome();
        }
    }

    @Override
    public Outcome remove(Vmac vmac) {
        try {
            NetworkInterface parent = find(vmac.router().dev());
            Optional<Report> ours = ours(vmac);
            if (ours.isPresent()) {
                return remove(ours.get(), parent);
            }
            return giveBack(parent, Map.of());
        } catch (ErrnoException refused) {
            // Without its parent it is gone as well, and so are the settings.
            boolean gone = refused.errno() == Errno.ENODEV;
            return gone ? Outcome.DONE : refused.about(REMOVE, vmac.toString()).outcome();
        }
    }

    /**
     * Removes what agents left that died, and that nobody will adopt.
     *
     * @param isWanted by router and name of the macvlan; also true for what belongs to another agent that lives
     * @return how it went, for each of them
     */
    public List<Outcome> removeLeft(Predicate<Vmac> isWanted) {
        try {
            Map<Vmac, Report> left = new HashMap<>();
            for (Report report : all()) {
                VmacLabel.parse(report.alias()).ifPresent(label -> left.put(vmac(report, label.router()), report));
            }
            return left.keySet().stream()
                    .filter(vmac -> !isWanted.test(vmac))
                    .map(this::remove)
                    .toList();
        } catch (ErrnoException refused) {
            return List.of(refused.about(REMOVE, "left by an earlier agent").outcome());
        }
    }

    private static Vmac vmac(Report report, RouterKey router) {
        return new Vmac(new InterfaceName(report.name()), router, false);
    }

    private Outcome remove(Report report, NetworkInterface parent) throws ErrnoException {
        Map<String, Integer> before =
                VmacLabel.parse(report.alias()).map(VmacLabel::parent).orElse(Map.of());
        order(List.of(MacvlanCodec.remove(report.index())), REMOVE, report.name());
        interfaces.forget(new InterfaceName(report.name()));
        return giveBack(parent, before);
    }

    private Outcome giveBack(NetworkInterface parent, Map<String, Integer> before) throws ErrnoException {
        if (!siblings(parent.index()).isEmpty()) {
            return Outcome.DONE;
        }
        Map<String, Integer> known = new HashMap<>(before);
        known.putAll(Optional.ofNullable(parents.remove(parent.index())).orElse(Map.of()));
        return VmacSettings.restore(parent.name(), known);
    }

    private Optional<Report> ours(Vmac vmac) throws ErrnoException {
        int parent = find(vmac.router().dev()).index();
        return existing(vmac).filter(report -> isOurs(report, vmac, parent));
    }

    private static boolean isOurs(Report report, Vmac vmac, int parent) {
        return report.parentIndex() == parent
                && report.mac().equals(vmac.mac())
                && VmacLabel.parse(report.alias())
                        .filter(label -> label.router().equals(vmac.router()))
                        .isPresent();
    }

    /** What bears the name; an interface that is no macvlan as a report that nothing equals. */
    private Optional<Report> existing(Vmac vmac) throws ErrnoException {
        try {
            var message = requests.get(
                    LinkCodec.get(vmac.dev()), "find interface", vmac.dev().value());
            return Optional.of(MacvlanCodec.read(message)
                    .orElse(new Report(Interfaces.NOWHERE, vmac.dev().value(), 0, vmac.mac(), "")));
        } catch (ErrnoException refused) {
            if (refused.errno() == Errno.ENODEV) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private List<VmacLabel> siblings(int parent) throws ErrnoException {
        return all().stream()
                .filter(report -> report.parentIndex() == parent)
                .flatMap(report -> VmacLabel.parse(report.alias()).stream())
                .toList();
    }

    private List<Report> all() throws ErrnoException {
        return requests.dump(LinkCodec.all(), "interfaces").stream()
                .flatMap(message -> MacvlanCodec.read(message).stream())
                .toList();
    }

    /** Asks the kernel anew: a number may be out of date. */
    private NetworkInterface find(InterfaceName name) throws ErrnoException {
        interfaces.forget(name);
        return interfaces.find(name);
    }

    private void order(List<NetlinkRequest> batch, String operation, String object) throws ErrnoException {
        for (Acknowledgement answer : requests.order(batch)) {
            if (!answer.isDone()) {
                throw answer.refusal(operation, object);
            }
        }
    }
}
