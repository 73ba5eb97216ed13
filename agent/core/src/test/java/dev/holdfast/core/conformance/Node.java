package dev.holdfast.core.conformance;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One node with one virtual router, in virtual time. It wakes exactly when the engine asked for it, and every order is
 * carried out at once, unless a test says otherwise. Its own addresses are 192.0.2.12 and fe80::12.
 */
final class Node {
    /** What was ordered, and when. */
    record Done(long atNanos, Action action) {}

    private static final int MOST_TURNS = 100_000;

    private final Engine engine;
    private final List<Done> done = new ArrayList<>();
    private final List<Done> neighbours = new ArrayList<>();
    private final List<Runnable> kernelEvents = new ArrayList<>();
    private long nowNanos;
    private Optional<Outcome> installing = Optional.of(Outcome.DONE);

    private Node(RouterConfig config) {
        engine = new Engine(new EngineConfig("lb02", List.of(config)));
    }

    /** A node whose interface is up at time 0, so that its election begins then. */
    static Node started(Router router) {
        return started(router, "192.0.2.12/24", "fe80::12/64");
    }

    /** The same with other addresses of its own. */
    static Node started(Router router, String... addresses) {
        Node node = new Node(router.build());
        node.engine.onWake(0);
        node.engine.onLinkResync(0);
        node.engine.onLink(0, new Link(Router.ETH0, true, 1500));
        for (String address : addresses) {
            node.engine.onAddress(0, Router.ETH0, IpPrefix.parse(address), false);
        }
        node.engine.onLinksSynchronised(0);
        node.finishTurn();
        return node;
    }

    /** A node that became master in the ordinary way, by silence, and at the given time; nothing before counts. */
    static Node mastering(Router router, long silenceNanos) {
        Node node = started(router);
        node.runTo(silenceNanos);
        node.forget();
        return node;
    }

    // What happens to it.

    /** Lets time pass, with a turn at every deadline on the way. */
    void runTo(long untilNanos) {
        int turns = 0;
        for (long deadline = engine.nextDeadlineNanos();
                deadline <= untilNanos;
                deadline = engine.nextDeadlineNanos()) {
            if (++turns > MOST_TURNS) {
                throw new AssertionError("the engine asks to be woken again and again at " + deadline);
            }
            nowNanos = Math.max(nowNanos, deadline);
            turn();
        }
        nowNanos = untilNanos;
    }

    /** Lets time pass and then hears an advert, in a turn of its own. */
    void hearAt(long atNanos, Peer peer) {
        hearAt(atNanos, peer.advert());
    }

    void hearAt(long atNanos, ReceivedDatagram datagram) {
        runToBefore(atNanos);
        engine.onWake(nowNanos);
        engine.onDatagram(nowNanos, datagram);
        finishTurn();
    }

    /** Wakes without being asked to, as a stale timer would. */
    void wakeAt(long atNanos) {
        runToBefore(atNanos);
        turn();
    }

    void linkAt(long atNanos, boolean running) {
        runToBefore(atNanos);
        engine.onWake(nowNanos);
        engine.onLink(nowNanos, new Link(Router.ETH0, running, 1500));
        finishTurn();
    }

    void addressAt(long atNanos, String prefix) {
        runToBefore(atNanos);
        engine.onWake(nowNanos);
        engine.onAddress(nowNanos, Router.ETH0, IpPrefix.parse(prefix), false);
        finishTurn();
    }

    void addressGoneAt(long atNanos, String prefix) {
        runToBefore(atNanos);
        engine.onWake(nowNanos);
        engine.onAddressGone(nowNanos, Router.ETH0, IpPrefix.parse(prefix));
        finishTurn();
    }

    void shutDownAt(long atNanos) {
        runToBefore(atNanos);
        engine.onWake(nowNanos);
        engine.onShutdown(nowNanos);
        finishTurn();
    }

    /** Somebody sets the wall clock, which began at 0 with the engine's. */
    void wallClockAt(long atNanos, long epochMillis) {
        runToBefore(atNanos);
        engine.onWake(nowNanos);
        engine.onWallClock(nowNanos, epochMillis);
        finishTurn();
    }

    void configAt(long atNanos, Router router) {
        runToBefore(atNanos);
        engine.onWake(nowNanos);
        engine.onConfig(nowNanos, new EngineConfig("lb02", List.of(router.build())));
        finishTurn();
    }

    /** From now on the kernel refuses to install addresses. */
    void refuseInstalls() {
        installing = Optional.of(Outcome.failed("add address", "192.0.2.100/24 dev eth0", "EPERM"));
    }

    /** From now on the kernel does not answer orders to install. */
    void leaveInstallsUnanswered() {
        installing = Optional.empty();
    }

    /** Nothing that was ordered so far counts. */
    void forget() {
        done.clear();
    }

    // What it shows.

    RouterState state() {
        return snapshot().state();
    }

    RouterSnapshot snapshot() {
        return engine.snapshot(nowNanos).routers().get(0);
    }

    long discarded(DiscardReason reason) {
        return snapshot().counters().advertsDiscarded().getOrDefault(reason, 0L);
    }

    /** The kinds of all orders, in order. */
    List<String> orders() {
        return done.stream()
                .map(entry -> entry.action().getClass().getSimpleName())
                .toList();
    }

    List<Action.SendAdvertisement> adverts() {
        return actions(Action.SendAdvertisement.class);
    }

    /** The priorities of all adverts, in order. */
    List<Integer> priorities() {
        return adverts().stream().map(advert -> advert.priority().value()).toList();
    }

    /** When adverts were sent. */
    List<Long> advertTimes() {
        return times(Action.SendAdvertisement.class);
    }

    /** When rounds of announcements were sent. */
    List<Long> announcementTimes() {
        return times(Action.Announce.class);
    }

    List<VirtualAddress> announced() {
        return actions(Action.Announce.class).stream()
                .flatMap(action -> action.addresses().stream())
                .toList();
    }

    /** The VRRP message of an advert, without the IPv4 header. */
    static Octets message(Action.SendAdvertisement advert) {
        boolean ipv4 = advert.source().family().version() == 4;
        return advert.packet().slice(ipv4 ? 20 : 0, advert.packet().length());
    }

    <E extends AgentEvent> List<E> events(Class<E> kind) {
        return actions(Action.Publish.class).stream()
                .map(Action.Publish::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private <A extends Action> List<A> actions(Class<A> kind) {
        return done.stream()
                .map(Done::action)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private List<Long> times(Class<? extends Action> kind) {
        return done.stream()
                .filter(entry -> kind.isInstance(entry.action()))
                .map(Done::atNanos)
                .toList();
    }

    /** What arrives at a deadline is read before the deadline is looked at, so those turns are left out. */
    private void runToBefore(long atNanos) {
        runTo(atNanos - 1);
        nowNanos = atNanos;
    }

    private void turn() {
        engine.onWake(nowNanos);
        finishTurn();
    }

    private void finishTurn() {
        engine.onTime(nowNanos);
        carryOutAll();
        while (!kernelEvents.isEmpty()) {
            List<Runnable> told = List.copyOf(kernelEvents);
            kernelEvents.clear();
            engine.onWake(nowNanos);
            told.forEach(Runnable::run);
            engine.onTime(nowNanos);
            carryOutAll();
        }
        engine.nextDeadlineNanos();
    }

    private void carryOutAll() {
        List<Action> actions = engine.takeActions();
        while (!actions.isEmpty()) {
            for (Action action : actions) {
                boolean isQuestion = action instanceof Action.WatchNeighbours || action instanceof Action.AskNeighbour;
                (isQuestion ? neighbours : done).add(new Done(nowNanos, action));
                outcome(action).ifPresent(outcome -> engine.onOutcome(nowNanos, action, outcome));
            }
            actions = engine.takeActions();
        }
    }

    /** Does what the kernel would do, which it will tell in the next turn; empty when it does not answer. */
    private Optional<Outcome> outcome(Action action) {
        if (action instanceof Action.InstallAddresses install) {
            if (installing.equals(Optional.of(Outcome.DONE))) {
                install.addresses()
                        .forEach(address -> kernelEvents.add(
                                () -> engine.onAddress(nowNanos, address.dev(), address.prefix(), true)));
            }
            return installing;
        }
        if (action instanceof Action.RemoveAddresses remove) {
            remove.addresses()
                    .forEach(address ->
                            kernelEvents.add(() -> engine.onAddressGone(nowNanos, address.dev(), address.prefix())));
        }
        return Optional.of(Outcome.DONE);
    }
}
