package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.sim.Dice.Purpose;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One run of an agent, from start to end: an engine, and the loop that turns it exactly as {@link Engine} demands.
 *
 * <p>Slow calls take virtual time in the middle of a turn; the loop does nothing else meanwhile, and packets wait.
 */
final class SimProcess {
    /** How late a wake-up may be on a healthy machine. */
    static final long MAX_LOOP_LAG_NANOS = 2 * MILLI;

    /** How long a slow call takes at most. */
    static final long MAX_CALL_NANOS = 400 * MILLI;

    private static final int ACTIONS_PER_TURN = 1000;

    private final World world;
    private final SimNode node;
    private final Engine engine;
    private final FakeMachine machine;
    private final long bornNanos;
    private final FakeSocket socket = new FakeSocket();
    private final Deque<FakeKernel.Notice> posts = new ArrayDeque<>();
    private final Deque<Action> batch = new ArrayDeque<>();
    private final SimHand hand;
    private boolean alive;
    private boolean begun;
    private boolean paused;
    private boolean inTurn;
    private boolean ringing;
    private boolean shuttingDown;
    private long deadlineNanos = Engine.NEVER;
    private long wakes;
    private long calls;
    private int actions;
    private final RouterState[] told;
    private boolean unsettled;
    private Optional<AgentSnapshot> snapshot = Optional.empty();

    private SimProcess(World world, SimNode node, List<Setting> settings, boolean alive) {
        this.world = world;
        this.node = node;
        this.hand = new SimHand(world, node, this, settings);
        this.alive = alive;
        engine = new Engine(hand.config());
        told = new RouterState[world.keys().size()];
        Arrays.fill(told, RouterState.INIT);
        machine = new FakeMachine(world, node, this);
        bornNanos = world.nowNanos();
    }

    static SimProcess neverStarted(World world, SimNode node) {
        return new SimProcess(world, node, List.of(), false);
    }

    static SimProcess start(World world, SimNode node, List<Setting> settings) {
        SimProcess process = new SimProcess(world, node, settings, true);
        world.time().at(world.nowNanos(), process::begin);
        return process;
    }

    boolean isAlive() {
        return alive;
    }

    boolean isPaused() {
        return paused;
    }

    /** Whether a turn is going on; between events that means that a call takes long. */
    boolean isBusy() {
        return inTurn;
    }

    boolean isShuttingDown() {
        return shuttingDown;
    }

    /** What the engine goes by, or went by when it ended. */
    List<RouterConfig> routers() {
        return hand.config().routers();
    }

    RouterConfig config(RouterKey key) {
        return routers().get(world.routerOf(key));
    }

    SimHand hand() {
        return hand;
    }

    ClaimQueue claims() {
        return machine.claims();
    }

    /**
     * Whether this agent answers for the address: it is in its configuration, or was when the agent installed it. What a
     * former agent with another configuration left behind may belong to somebody else on this machine, and goes with its
     * lease.
     */
    boolean answersFor(VirtualAddress address) {
        return machine.hasInstalled(address)
                || routers().stream().anyMatch(router -> router.addresses().contains(address));
    }

    /** The engine's clock. */
    long clockNanos() {
        return world.nowNanos() - bornNanos;
    }

    AgentSnapshot snapshot() {
        if (snapshot.isEmpty()) {
            snapshot = Optional.of(engine.snapshot(clockNanos()));
        }
        return snapshot.get();
    }

    RouterSnapshot router(RouterKey key) {
        return snapshot().routers().get(world.routerOf(key));
    }

    /** The state that the engine told last. Between turns that is the state it is in. */
    RouterState state(RouterKey key) {
        return alive ? lastState(key) : RouterState.STOPPED;
    }

    /** The state that was told last before the end. */
    RouterState lastState(RouterKey key) {
        return told[world.routerOf(key)];
    }

    /** The state that the engine is in, wherever in its turn. */
    RouterState askState(RouterKey key) {
        return alive ? router(key).state() : RouterState.STOPPED;
    }

    /** Whether the state may be another one than was told, because something other than a packet came in this turn. */
    boolean mayHaveChanged() {
        return unsettled;
    }

    void told(RouterKey key, RouterState state) {
        int router = world.routerOf(key);
        told[router] = state;
        hand.told(router, state);
    }

    /** When the engine wants to be called, in the simulation's time. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    void shutDown() {
        post((engine, now) -> {
            shuttingDown = true;
            world.observers().onShutdown(node);
            engine.onShutdown(now);
        });
    }

    void scriptFinished(long id, ScriptResult result, long tookNanos) {
        int status = result == ScriptResult.SUCCEEDED ? 0 : -1;
        post((engine, now) -> engine.onScriptFinished(now, id, result, status, tookNanos, ""));
    }

    void pause() {
        paused = alive;
    }

    void resume() {
        if (alive && paused) {
            paused = false;
            ring();
        }
    }

    /** The process is gone; what it told the kernel stays. */
    void crash() {
        if (!alive) {
            return;
        }
        if (inTurn && !batch.isEmpty() && world.dice().chance(0.5, Purpose.CRASH_IN_CALL, node.index(), calls)) {
            // The kernel had done what it was asked; only the answer was lost.
            batch.remove().accept(machine);
        }
        end(false);
    }

    /** The interface and with it every socket on it are gone. */
    void breakSockets() {
        machine.breakSockets();
        socket.clear();
    }

    void arrive(Inbound inbound) {
        if (!alive || !machine.isListening(inbound.datagram())) {
            return;
        }
        if (socket.add(inbound) && (!inbound.isJunk() || hasOnlyJunk())) {
            ring();
        }
    }

    /** The kernel has news; the loop turns as soon as it can, after what happens now. */
    void ringLater() {
        if (alive && !ringing) {
            ringing = true;
            world.time().at(world.nowNanos(), () -> {
                ringing = false;
                if (hasInput() || hasOnlyJunk()) {
                    ring();
                }
            });
        }
    }

    private void begin() {
        if (alive) {
            begun = true;
            world.observers().onStart(node);
            node.kernel().tellEverything(false);
            ring();
            if (node.isInMaintenance()) {
                // A restart would end it: the operator who takes a node out of service means it.
                hand.maintain(true);
            }
            hand.scriptSays(node.scriptPasses());
        }
    }

    /** Tells the engine something, in the loop's next turn. */
    void post(FakeKernel.Notice input) {
        if (alive) {
            posts.add(input);
            ring();
        }
    }

    private void ring() {
        if (begun && alive && !paused && !inTurn) {
            turn();
        }
    }

    private boolean hasInput() {
        return !node.kernel().notices().isEmpty() || !posts.isEmpty() || socket.hasGenuine();
    }

    /**
     * Whether a stranger's packets alone make a turn worth while. They must not make one early that is about to come: then
     * two runs, with and without him, would differ by our own doing.
     */
    private boolean hasOnlyJunk() {
        return !socket.isEmpty() && !hasInput() && deadlineNanos > world.nowNanos();
    }

    private void turn() {
        boolean strangers = hasOnlyJunk();
        inTurn = true;
        actions = 0;
        long now = clockNanos();
        long late = Math.max(0, world.nowNanos() - deadlineNanos);
        unsettled = late > MAX_LOOP_LAG_NANOS || !node.kernel().notices().isEmpty();
        world.observers().onWake(node, late);
        engine.onWake(now);
        changed();
        drain(node.kernel().notices(), now);
        hear(now);
        if (!strangers) {
            machine.tellClaims(engine, now);
        }
        drain(posts, now);
        engine.onTime(now);
        carryOn();
    }

    private void drain(Deque<FakeKernel.Notice> inputs, long now) {
        while (!inputs.isEmpty()) {
            inputs.remove().tell(engine, now);
            changed();
        }
    }

    private void hear(long now) {
        while (!socket.isEmpty()) {
            Inbound inbound = socket.remove();
            world.observers().onDatagram(node, inbound);
            engine.onDatagram(now, inbound.datagram());
            changed();
            world.observers().onHeard(node, inbound);
        }
    }

    private void carryOn() {
        while (alive) {
            if (batch.isEmpty()) {
                batch.addAll(engine.takeActions());
                changed();
            }
            if (batch.isEmpty()) {
                endTurn();
                return;
            }
            if (actions++ > ACTIONS_PER_TURN) {
                throw new Violation("bounds", "actions without end in one turn of " + node.name() + ": " + batch);
            }
            long cost = costNanos(batch.element());
            if (cost > 0) {
                world.time().at(world.nowNanos() + cost, () -> {
                    if (alive) {
                        carryOut();
                        carryOn();
                    }
                });
                return;
            }
            carryOut();
        }
    }

    private void carryOut() {
        Action action = batch.remove();
        world.observers().onAction(node, action);
        Outcome outcome = action.accept(machine);
        changed();
        engine.onOutcome(clockNanos(), action, outcome);
        world.observers().onOutcome(node, action, outcome);
    }

    private long costNanos(Action action) {
        boolean isCall = action instanceof Action.InstallAddresses || action instanceof Action.RemoveAddresses;
        if (!isCall || !node.callsAreSlow()) {
            return 0;
        }
        return 1 + world.dice().below(MAX_CALL_NANOS, Purpose.CALL_TIME, node.index(), calls++);
    }

    private void endTurn() {
        inTurn = false;
        changed();
        long deadline = engine.nextDeadlineNanos();
        deadlineNanos = deadline == Engine.NEVER ? Engine.NEVER : bornNanos + deadline;
        world.observers().onTurnEnd(node);
        if (engine.isFinished()) {
            end(true);
            return;
        }
        planWake();
        if (hasInput() || hasOnlyJunk()) {
            ringLater();
        }
    }

    private void end(boolean cleanly) {
        alive = false;
        paused = false;
        socket.clear();
        node.kernel().notices().clear();
        world.observers().onEnd(node, cleanly);
        node.onEnd();
    }

    private void planWake() {
        long deadline = deadlineNanos;
        long wake = ++wakes;
        if (deadline == Engine.NEVER) {
            return;
        }
        long lag =
                world.isIdeal() ? 0 : world.dice().below(MAX_LOOP_LAG_NANOS, Purpose.LOOP_LAG, node.index(), deadline);
        world.time().at(deadline + lag, () -> {
            if (wake == wakes) {
                ring();
            }
        });
    }

    private void changed() {
        snapshot = Optional.empty();
    }
}
