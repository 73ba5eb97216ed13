package dev.holdfast.core.engine;

import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.ScriptResult;
import java.util.function.Consumer;

/** Brings the outcome of an action back to the virtual router that ordered it; one that has left does not care. */
final class OutcomeRouter implements Action.Handler<Outcome> {
    private final Engine engine;
    private final long nowNanos;
    private final Outcome outcome;

    OutcomeRouter(Engine engine, long nowNanos, Outcome outcome) {
        this.engine = engine;
        this.nowNanos = nowNanos;
        this.outcome = outcome;
    }

    @Override
    public Outcome openTransport(Action.OpenTransport action) {
        return moving(action.spec().router(), router -> {
            router.sockets().onOpened(nowNanos, outcome);
            router.reconsider(nowNanos);
        });
    }

    @Override
    public Outcome closeTransport(Action.CloseTransport action) {
        return outcome;
    }

    @Override
    public Outcome orderVmac(Action.OrderVmac action) {
        return moving(action.vmac().router(), router -> {
            router.sockets().onVmac(nowNanos, router.config(), action.step(), outcome);
            router.reconsider(nowNanos);
        });
    }

    @Override
    public Outcome sendAdvertisement(Action.SendAdvertisement action) {
        return to(action.router(), router -> router.books().onSent(nowNanos, action.priority(), outcome));
    }

    @Override
    public Outcome openHeartbeat(Action.OpenHeartbeat action) {
        return to(
                action.spec().router(),
                router -> router.sockets().heartbeats().onOpened(nowNanos, action.link(), outcome));
    }

    @Override
    public Outcome closeHeartbeat(Action.CloseHeartbeat action) {
        return outcome;
    }

    @Override
    public Outcome sendHeartbeat(Action.SendHeartbeat action) {
        return to(action.router(), router -> router.sockets().heartbeats().onSent(nowNanos, outcome));
    }

    @Override
    public Outcome installAddresses(Action.InstallAddresses action) {
        return moving(action.router(), router -> router.onInstalled(nowNanos, outcome));
    }

    @Override
    public Outcome removeAddresses(Action.RemoveAddresses action) {
        if (!outcome.isDone()) {
            engine.interfaces().keep(action.addresses());
        }
        engine.routers().withOutcome(action.router(), router -> {
            router.books().onRemoved(nowNanos, outcome);
            router.custody().removed(outcome);
            router.arbitrate(nowNanos);
        });
        return outcome;
    }

    @Override
    public Outcome announce(Action.Announce action) {
        return to(
                action.router(),
                router ->
                        router.books().onAnnounced(nowNanos, action.addresses().size(), outcome));
    }

    @Override
    public Outcome watchNeighbours(Action.WatchNeighbours action) {
        engine.neighbourhood().onWatched(action.dev(), outcome);
        engine.routers().on(action.dev()).ifPresent(router -> router.books().onWatched(nowNanos, outcome));
        return outcome;
    }

    /** Asked again soon; what hinders a question hinders adverts too, and those are reported. */
    @Override
    public Outcome askNeighbour(Action.AskNeighbour action) {
        engine.neighbourhood().onAsked(action.dev(), outcome);
        return outcome;
    }

    @Override
    public Outcome installStaticAddress(Action.InstallStaticAddress action) {
        engine.statics().onInstalled(nowNanos, action.address(), outcome);
        engine.review(nowNanos);
        return outcome;
    }

    @Override
    public Outcome removeStaticAddress(Action.RemoveStaticAddress action) {
        engine.statics().onRemoved(nowNanos, action.address(), outcome);
        return outcome;
    }

    @Override
    public Outcome installRoute(Action.InstallRoute action) {
        engine.routing().onInstalled(nowNanos, action.entry(), outcome);
        return outcome;
    }

    @Override
    public Outcome removeRoute(Action.RemoveRoute action) {
        engine.routing().onRemoved(nowNanos, action.entry(), outcome);
        return outcome;
    }

    @Override
    public Outcome orderIpvs(Action.OrderIpvs action) {
        return outcome; // The answer comes back through IpvsInputs.onDone.
    }

    @Override
    public Outcome suspendChecks(Action.SuspendChecks action) {
        return outcome; // What is looked at all the same is told as ever.
    }

    @Override
    public Outcome runScript(Action.RunScript action) {
        outcome.failure()
                .ifPresent(failure -> engine.onScriptFinished(
                        nowNanos, action.run().id(), ScriptResult.NOT_STARTED, -1, 0, failure.toString()));
        return outcome;
    }

    @Override
    public Outcome askArbiter(Action.AskArbiter action) {
        return outcome;
    }

    @Override
    public Outcome publish(Action.Publish action) {
        return outcome;
    }

    /** Of the outcomes that can change a state. The others come with every advert, and move nobody. */
    private Outcome moving(RouterKey key, Consumer<VirtualRouter> answer) {
        to(key, answer);
        engine.settleGroups(nowNanos);
        return outcome;
    }

    private Outcome to(RouterKey key, Consumer<VirtualRouter> answer) {
        engine.router(key).ifPresent(answer);
        return outcome;
    }
}
