package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.core.sim.Dice.Purpose;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.wire.Ipv6Datagram;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries out the actions of one process: its sockets and scripts, and the kernel of its node. */
final class FakeMachine implements Action.Handler<Outcome> {
    private static final long MAX_SCRIPT_NANOS = 2_000 * MILLI;

    private final World world;
    private final SimNode node;
    private final SimProcess process;
    private final Map<RouterKey, TransportSpec> open = new LinkedHashMap<>();
    private final Set<RouterKey> beside = new HashSet<>();
    private final ClaimQueue claims = new ClaimQueue();
    private Optional<ReceivedDatagram> lastSent = Optional.empty();
    private long lastSentNanos;
    private long lastAdvert;
    private final Set<VirtualAddress> installed = new LinkedHashSet<>();

    FakeMachine(World world, SimNode node, SimProcess process) {
        this.world = world;
        this.node = node;
        this.process = process;
    }

    /** Whether there is a socket for this packet. */
    boolean isListening(ReceivedDatagram datagram) {
        return datagram.isBeside() ? beside.contains(datagram.router()) : open.containsKey(datagram.router());
    }

    /** Whether this process has ever installed the address. */
    boolean hasInstalled(VirtualAddress address) {
        return installed.contains(address);
    }

    /** What neighbours say about the addresses that are watched. */
    ClaimQueue claims() {
        return claims;
    }

    /** Not in turns that a stranger gives: it is as good in the next, and with and without him two runs can be compared. */
    void tellClaims(Engine engine, long now) {
        claims.drain(world.nowNanos(), claim -> engine.onClaim(now, Topology.DEV, claim));
    }

    void breakSockets() {
        open.clear();
    }

    @Override
    public Outcome openTransport(Action.OpenTransport action) {
        if (node.openFails() || !node.kernel().isPresent()) {
            String error = node.openFails() ? "EMFILE" : "ENODEV";
            return Outcome.failed("open socket", action.spec().router().toString(), error);
        }
        open.put(action.spec().router(), action.spec());
        return Outcome.DONE;
    }

    @Override
    public Outcome closeTransport(Action.CloseTransport action) {
        open.remove(action.router());
        return Outcome.DONE;
    }

    /** No router of the simulation has a virtual MAC address. */
    @Override
    public Outcome orderVmac(Action.OrderVmac action) {
        throw new IllegalStateException("unexpected: " + action);
    }

    @Override
    public Outcome sendAdvertisement(Action.SendAdvertisement action) {
        if (!open.containsKey(action.router())) {
            return Outcome.failed("send", action.destination().toString(), "ENODEV");
        }
        ReceivedDatagram sent = onTheWire(action);
        lastSent = Optional.of(sent);
        lastSentNanos = world.nowNanos();
        lastAdvert = node.nextAdvert();
        world.network().send(node, sent, lastAdvert);
        return Outcome.DONE;
    }

    @Override
    public Outcome openHeartbeat(Action.OpenHeartbeat action) {
        if (node.openFails()) {
            return Outcome.failed("open heartbeat", action.link().toString(), "EMFILE");
        }
        beside.add(action.spec().router());
        return Outcome.DONE;
    }

    @Override
    public Outcome closeHeartbeat(Action.CloseHeartbeat action) {
        beside.remove(action.router());
        return Outcome.DONE;
    }

    @Override
    public Outcome sendHeartbeat(Action.SendHeartbeat action) {
        ReceivedDatagram datagram = onTheWire(action);
        boolean isCopy = lastSentNanos == world.nowNanos()
                && lastSent.filter(datagram.over(Topology.DEV)::equals).isPresent();
        world.cable().send(node, datagram, isCopy ? lastAdvert : node.nextAdvert());
        return Outcome.DONE;
    }

    @Override
    public Outcome installAddresses(Action.InstallAddresses action) {
        installed.addAll(action.addresses());
        return node.kernel().install(action.addresses(), action.leaseSeconds());
    }

    @Override
    public Outcome removeAddresses(Action.RemoveAddresses action) {
        return node.kernel().remove(action.addresses());
    }

    @Override
    public Outcome announce(Action.Announce action) {
        if (!node.kernel().isPresent()) {
            return Outcome.failed("announce", "eth0", "ENODEV");
        }
        world.neighbours().announce(node, action.addresses());
        return Outcome.DONE;
    }

    @Override
    public Outcome watchNeighbours(Action.WatchNeighbours action) {
        claims.watch(action.addresses());
        return Outcome.DONE;
    }

    @Override
    public Outcome askNeighbour(Action.AskNeighbour action) {
        world.neighbours().ask(node, action.address(), action.source());
        return Outcome.DONE;
    }

    @Override
    public Outcome installStaticAddress(Action.InstallStaticAddress action) {
        throw new AssertionError("no static address is configured: " + action);
    }

    @Override
    public Outcome removeStaticAddress(Action.RemoveStaticAddress action) {
        throw new AssertionError("no static address is configured: " + action);
    }

    @Override
    public Outcome installRoute(Action.InstallRoute action) {
        throw new AssertionError("no route is configured: " + action);
    }

    @Override
    public Outcome removeRoute(Action.RemoveRoute action) {
        throw new AssertionError("no route is configured: " + action);
    }

    @Override
    public Outcome orderIpvs(Action.OrderIpvs action) {
        throw new AssertionError("no virtual server is configured: " + action);
    }

    @Override
    public Outcome suspendChecks(Action.SuspendChecks action) {
        throw new AssertionError("no virtual server is configured: " + action);
    }

    @Override
    public Outcome runScript(Action.RunScript action) {
        long id = action.run().id();
        long took = world.dice().below(MAX_SCRIPT_NANOS, Purpose.SCRIPT_TIME, node.index(), id);
        boolean hangs = world.dice().chance(0.1, Purpose.SCRIPT_TIME, node.index(), -id);
        long until = hangs ? action.run().timeoutNanos() : took;
        ScriptResult result = hangs ? ScriptResult.TIMED_OUT : ScriptResult.SUCCEEDED;
        world.time().at(world.nowNanos() + until, () -> process.scriptFinished(id, result, until));
        return Outcome.DONE;
    }

    @Override
    public Outcome askArbiter(Action.AskArbiter action) {
        throw new IllegalStateException("nothing has a say here but VRRP");
    }

    @Override
    public Outcome publish(Action.Publish action) {
        if (action.event() instanceof StateChanged change) {
            process.told(change.key(), change.to());
        }
        world.observers().onEvent(node, action.event());
        return Outcome.DONE;
    }

    /** What arrives elsewhere: IPv4 packets are given with their header, which the raw socket's reader takes off. */
    static ReceivedDatagram onTheWire(Action.SendAdvertisement action) {
        Octets packet = action.packet();
        if (action.router().family() == IpFamily.IPV6) {
            return new ReceivedDatagram(action.router(), action.source(), action.destination(), 255, packet);
        }
        return unwrapped(action.router(), packet);
    }

    private static ReceivedDatagram onTheWire(Action.SendHeartbeat action) {
        RouterKey router = action.router();
        ReceivedDatagram datagram = router.family() == IpFamily.IPV4
                ? unwrapped(router, action.packet())
                : Ipv6Datagram.parse(action.packet())
                        .map(packet -> new ReceivedDatagram(
                                router, packet.source(), packet.destination(), packet.hopLimit(), packet.message()))
                        .orElseThrow();
        return datagram.over(action.link());
    }

    private static ReceivedDatagram unwrapped(RouterKey router, Octets packet) {
        int header = 4 * (packet.u8(0) & 0xf);
        return new ReceivedDatagram(
                router,
                IpAddress.of(packet.slice(12, 16)),
                IpAddress.of(packet.slice(16, 20)),
                packet.u8(8),
                packet.slice(header, packet.u16(2)));
    }
}
