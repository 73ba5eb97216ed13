package dev.holdfast.agent.loop;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.port.AddressTable;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.Platform;
import dev.holdfast.core.spi.AgentEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out actions through the ports of a machine. Decides nothing.
 *
 * <p>Events are kept until the turn's snapshot is published, so that whoever hears of a transition also sees it.
 */
final class PortExecutor implements Action.Handler<Outcome> {
    private final Platform platform;
    private final Errands errands;
    private List<AgentEvent> events = new ArrayList<>();

    PortExecutor(Platform platform, Errands errands) {
        this.platform = platform;
        this.errands = errands;
    }

    /** The events published since the last call, in order. */
    List<AgentEvent> takeEvents() {
        if (events.isEmpty()) {
            return List.of();
        }
        List<AgentEvent> taken = events;
        events = new ArrayList<>();
        return taken;
    }

    @Override
    public Outcome openTransport(Action.OpenTransport action) {
        return platform.transport().open(action.spec());
    }

    @Override
    public Outcome closeTransport(Action.CloseTransport action) {
        platform.transport().close(action.router());
        return Outcome.DONE;
    }

    @Override
    public Outcome orderVmac(Action.OrderVmac action) {
        return switch (action.step()) {
            case CREATE -> platform.vmacs().create(action.vmac());
            case RAISE -> platform.vmacs().raise(action.vmac());
            case LOWER -> platform.vmacs().lower(action.vmac());
            case REMOVE -> platform.vmacs().remove(action.vmac());
        };
    }

    @Override
    public Outcome sendAdvertisement(Action.SendAdvertisement action) {
        return platform.transport().send(action.router(), action.source(), action.destination(), action.packet());
    }

    @Override
    public Outcome openHeartbeat(Action.OpenHeartbeat action) {
        return platform.transport().openHeartbeat(action.spec(), action.link());
    }

    @Override
    public Outcome closeHeartbeat(Action.CloseHeartbeat action) {
        platform.transport().closeHeartbeat(action.router(), action.link());
        return Outcome.DONE;
    }

    @Override
    public Outcome sendHeartbeat(Action.SendHeartbeat action) {
        return platform.transport().sendHeartbeat(action.router(), action.link(), action.packet());
    }

    @Override
    public Outcome installAddresses(Action.InstallAddresses action) {
        return platform.addresses().install(action.addresses(), action.leaseSeconds());
    }

    @Override
    public Outcome removeAddresses(Action.RemoveAddresses action) {
        return platform.addresses().remove(action.addresses());
    }

    @Override
    public Outcome announce(Action.Announce action) {
        return platform.neighbours().announce(action.addresses());
    }

    @Override
    public Outcome watchNeighbours(Action.WatchNeighbours action) {
        return platform.neighbourWatch().watch(action.dev(), action.addresses());
    }

    @Override
    public Outcome askNeighbour(Action.AskNeighbour action) {
        return platform.neighbourWatch().ask(action.dev(), action.address(), action.source());
    }

    @Override
    public Outcome installStaticAddress(Action.InstallStaticAddress action) {
        return platform.addresses().install(List.of(action.address()), AddressTable.FOR_EVER);
    }

    @Override
    public Outcome removeStaticAddress(Action.RemoveStaticAddress action) {
        return platform.addresses().remove(List.of(action.address()));
    }

    @Override
    public Outcome installRoute(Action.InstallRoute action) {
        return platform.routes().install(action.entry());
    }

    @Override
    public Outcome removeRoute(Action.RemoveRoute action) {
        return platform.routes().remove(action.entry());
    }

    @Override
    public Outcome orderIpvs(Action.OrderIpvs action) {
        errands.tables().accept(action.order());
        return Outcome.DONE;
    }

    @Override
    public Outcome suspendChecks(Action.SuspendChecks action) {
        errands.suspension().accept(action.checks());
        return Outcome.DONE;
    }

    @Override
    public Outcome runScript(Action.RunScript action) {
        errands.scripts().start(action.run());
        return Outcome.DONE;
    }

    @Override
    public Outcome askArbiter(Action.AskArbiter action) {
        errands.arbiters().ask(action.router(), action.request());
        return Outcome.DONE;
    }

    @Override
    public Outcome publish(Action.Publish action) {
        events.add(action.event());
        return Outcome.DONE;
    }
}
