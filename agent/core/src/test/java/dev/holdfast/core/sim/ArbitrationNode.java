package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.arbitrate.ArbiterRequest;
import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.arbitrate.DiskRequest;
import dev.holdfast.core.arbitrate.WitnessAnswer;
import dev.holdfast.core.arbitrate.WitnessRequest;
import dev.holdfast.core.engine.Action;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.engine.SplitBrainConfig;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Ipv4Datagram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A machine with an agent on it: the production engine, a kernel that ends leases late, and what asks the arbiters. */
final class ArbitrationNode {
    static final RouterKey KEY = new RouterKey(new InterfaceName("eth0"), IpFamily.IPV4, new Vrid(51));
    private static final VirtualAddress VIP = VirtualAddress.of("192.0.2.100/24", KEY.dev());
    private static final TrackerId REFERENCE =
            new TrackerId(TrackerKind.REFERENCE, ArbitrationWorld.REFERENCE.toString());

    /** What an adapter allows itself: a third of the hold. */
    private static final long LIMIT_NANOS = ArbitrationWorld.WITNESS.renewalNanos();

    /** As measured. */
    private static final long MOST_LAG_NANOS = 1940 * MILLI;

    private static final long LOOK_NANOS = 500 * MILLI;
    private static final long LOOK_LIMIT_NANOS = 400 * MILLI;

    private final ArbitrationWorld world;
    private final int index;
    private final EngineConfig config;
    private final List<Input> notices = new ArrayList<>();
    private final List<Input> packets = new ArrayList<>();
    private final List<Input> answers = new ArrayList<>();
    private Optional<Engine> engine = Optional.empty();
    private long bornNanos;
    private long run;
    private boolean paused;
    private long wakes;
    private long leaseEndNanos;
    private final double rate;
    private final ClaimQueue claims = new ClaimQueue();
    private long renewedNanos;
    private long freezeFromNanos = Long.MAX_VALUE;
    private boolean hasRenewedAddress;

    private interface Input {
        void tell(Engine engine, long nowNanos);
    }

    ArbitrationNode(
            ArbitrationWorld world, int index, int priority, long intervalNanos, ArbitrationConfig arbitration) {
        this.world = world;
        this.index = index;
        this.rate = world.random.nextBoolean() ? 1 - ArbitrationWorld.MOST_DRIFT : 1 + ArbitrationWorld.MOST_DRIFT;
        RouterConfig router = RouterConfig.builder("VI_1", KEY)
                .version(3)
                .priority(new Priority(priority))
                .advertIntervalNanos(intervalNanos)
                .addresses(List.of(VIP))
                .leaseSeconds(3)
                .build();
        this.config = new EngineConfig(
                        "lb0" + index,
                        List.of(router),
                        List.of(new TrackerConfig(REFERENCE, 2, 2, false, "reference")),
                        List.of())
                .with(SplitBrainConfig.DEFAULT.with(arbitration));
    }

    int index() {
        return index;
    }

    boolean isAlive() {
        return engine.isPresent();
    }

    boolean holds() {
        return leaseEndNanos > world.time.nowNanos();
    }

    boolean isPaused() {
        return paused;
    }

    /** When it ordered the renewal at the witness that was last granted. */
    long renewedNanos() {
        return renewedNanos;
    }

    ClaimQueue claims() {
        return claims;
    }

    void start() {
        world.overlap.forget(index);
        engine = Optional.of(new Engine(config));
        bornNanos = world.time.nowNanos();
        paused = false;
        run++;
        Stream.of(notices, packets, answers).forEach(List::clear);
        boolean left = holds();
        post(notices, (told, now) -> {
            told.onLinkResync(now);
            told.onLink(now, new Link(KEY.dev(), true, 1500));
            told.onAddress(now, KEY.dev(), IpPrefix.parse("192.0.2." + (11 + index) + "/24"), false);
            if (left) {
                told.onAddress(now, KEY.dev(), VIP.prefix(), true);
            }
            told.onLinksSynchronised(now);
        });
        look(run);
    }

    void kill() {
        world.overlap.forget(index);
        engine = Optional.empty();
    }

    void stop() {
        post(answers, (told, now) -> told.onShutdown(now));
    }

    void pause() {
        paused = true;
    }

    /** Freezes when it has renewed the address, the first time from that moment on. */
    void freezeAfterRenewal(long fromNanos) {
        freezeFromNanos = fromNanos;
    }

    void resume() {
        freezeFromNanos = Long.MAX_VALUE;
        paused = false;
        turn();
    }

    private void post(List<Input> inbox, Input input) {
        inbox.add(input);
        long born = run;
        world.time.at(world.time.nowNanos() + world.random.nextLong(MILLI), () -> {
            if (born == run) {
                turn();
            }
        });
    }

    /** To this run of the agent alone. */
    private void postTo(long born, List<Input> inbox, Input input) {
        if (born == run && isAlive()) {
            post(inbox, input);
        }
    }

    private void turn() {
        if (engine.isEmpty() || paused) {
            return;
        }
        Engine told = engine.get();
        long now = (long) ((world.time.nowNanos() - bornNanos) * rate);
        told.onWake(now);
        read(notices, told, now);
        read(packets, told, now);
        claims.drain(world.time.nowNanos(), claim -> told.onClaim(now, KEY.dev(), claim));
        read(answers, told, now);
        told.onTime(now);
        for (List<Action> actions = told.takeActions(); !actions.isEmpty(); actions = told.takeActions()) {
            actions.forEach(action -> told.onOutcome(now, action, carryOut(action)));
        }
        if (told.isFinished()) {
            kill();
            return;
        }
        paused = hasRenewedAddress && isDoomed();
        hasRenewedAddress = false;
        long deadline = told.nextDeadlineNanos();
        long wake = ++wakes;
        if (deadline != Engine.NEVER) {
            world.time.at(bornNanos + onOtherClocks(deadline) + world.random.nextLong(2 * MILLI), () -> {
                if (wake == wakes) {
                    turn();
                }
            });
        }
    }

    private boolean isDoomed() {
        return world.time.nowNanos() >= freezeFromNanos;
    }

    /** This machine's clock runs a little faster or slower than others. */
    private long onOtherClocks(long nanos) {
        return (long) Math.ceil(nanos / rate);
    }

    /** The agent's loop reads what the kernel has before what was posted. */
    private static void read(List<Input> inbox, Engine told, long now) {
        List<Input> inputs = List.copyOf(inbox);
        inbox.clear();
        inputs.forEach(input -> input.tell(told, now));
    }

    private Outcome carryOut(Action action) {
        if (action instanceof Action.SendAdvertisement advert) {
            send(advert);
        } else if (action instanceof Action.InstallAddresses order) {
            // An idle kernel may be late to end a lease, but never early.
            boolean most = isDoomed() || world.random.nextBoolean();
            long lag = most ? MOST_LAG_NANOS : world.random.nextLong(MOST_LAG_NANOS);
            lease(onOtherClocks(order.leaseSeconds() * SECOND + lag));
            hasRenewedAddress = true;
        } else if (action instanceof Action.RemoveAddresses) {
            // Nothing is promised of a kernel that keeps addresses, but by the witness.
            if (world.hasWitness && world.random.nextInt(10) == 0) {
                return Outcome.failed("remove", VIP.toString(), "EBUSY");
            }
            lease(0);
        } else if (action instanceof Action.AskArbiter question) {
            ask(question);
        } else if (action instanceof Action.WatchNeighbours watch) {
            claims.watch(watch.addresses());
        } else if (action instanceof Action.AskNeighbour question
                && question.address().equals(VIP.address())) {
            world.askForAddress(this, VIP.address());
        } else if (action instanceof Action.Publish news) {
            world.overlap.told(index, news.event());
        }
        return Outcome.DONE;
    }

    private void lease(long nanos) {
        boolean before = holds();
        leaseEndNanos = world.time.nowNanos() + nanos;
        long end = leaseEndNanos;
        if (before != holds()) {
            tell(holds());
        }
        if (nanos > 0) {
            world.time.at(end, () -> {
                if (end == leaseEndNanos) {
                    tell(false);
                }
            });
        }
    }

    private void tell(boolean present) {
        world.held();
        postTo(run, notices, (told, now) -> {
            if (present) {
                told.onAddress(now, KEY.dev(), VIP.prefix(), true);
            } else {
                told.onAddressGone(now, KEY.dev(), VIP.prefix());
            }
        });
    }

    private void send(Action.SendAdvertisement advert) {
        Ipv4Datagram packet = Ipv4Datagram.parse(advert.packet()).orElseThrow();
        for (ArbitrationNode other : world.nodes()) {
            if (other != this && world.hears(other.index, index)) {
                long born = other.run;
                world.time.at(
                        world.time.nowNanos() + world.random.nextLong(2 * MILLI),
                        () -> other.postTo(
                                born,
                                other.packets,
                                (told, now) -> told.onDatagram(
                                        now,
                                        new ReceivedDatagram(
                                                KEY,
                                                packet.source(),
                                                packet.destination(),
                                                packet.ttl(),
                                                packet.payload()))));
            }
        }
    }

    private void ask(Action.AskArbiter question) {
        WitnessRequest request = question.request().accept(new OnlyWitness());
        long asked = world.time.nowNanos();
        long born = run;
        world.time.at(asked + world.delayNanos(), () -> {
            boolean arrives = world.reachesWitness(index);
            WitnessAnswer answer =
                    arrives ? world.store.carryOut("lb0" + index, request) : WitnessStore.failed(request);
            long back = world.time.nowNanos() + world.answerDelayNanos(index);
            long limit = onOtherClocks(LIMIT_NANOS);
            boolean inTime = arrives && back - asked < limit;
            world.time.at(inTime ? back : asked + limit, () -> {
                boolean returns = inTime && world.reachesWitness(index);
                WitnessAnswer told = returns ? answer : WitnessStore.failed(request);
                if (told.kind() == WitnessAnswer.Kind.HELD) {
                    renewedNanos = asked;
                }
                postTo(born, answers, (to, now) -> to.splitInputs().onWitness(now, question.router(), told));
            });
        });
    }

    private static final class OnlyWitness implements ArbiterRequest.Handler<WitnessRequest> {
        @Override
        public WitnessRequest witness(WitnessRequest request) {
            return request;
        }

        @Override
        public WitnessRequest disk(DiskRequest request) {
            throw new IllegalStateException("there is no disk here");
        }
    }

    private void look(long born) {
        if (born != run || !isAlive()) {
            return;
        }
        boolean reached = world.reachesReference(index);
        long took = reached ? MILLI : LOOK_LIMIT_NANOS;
        TrackerResult result = reached ? TrackerResult.passed("") : TrackerResult.timedOut("");
        world.time.at(
                world.time.nowNanos() + took,
                () -> postTo(born, answers, (told, now) -> told.onTrackerResult(now, REFERENCE, result, took)));
        world.time.at(world.time.nowNanos() + LOOK_NANOS, () -> look(born));
    }
}
