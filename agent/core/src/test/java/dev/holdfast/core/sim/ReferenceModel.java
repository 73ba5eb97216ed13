package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.Arrays;

/**
 * The table of RFC 9568 section 6.4 written a second time, as a judge: S3, S4 and S8.
 *
 * <p>For every backup it knows from when on it may take over and by when it must. Where an operator or a stall leaves the
 * exact moment open, the two are apart; after an advert they are one.
 */
final class ReferenceModel implements Observer {
    /** What a healthy loop may be late, and rounding. */
    private static final long QUANTUM_NANOS = SimProcess.MAX_LOOP_LAG_NANOS + MILLI;

    private final World world;
    private final Listening[][] all;
    private final long[] turnNanos;

    ReferenceModel(World world) {
        this.world = world;
        all = new Listening[world.topology().nodes()][world.keys().size()];
        for (Listening[] ofNode : all) {
            Arrays.setAll(ofNode, router -> new Listening());
        }
        turnNanos = new long[world.topology().nodes()];
    }

    /** Whether {@code successor} is master because it heard the last word of {@code gone} and waited. */
    boolean tookOverFrom(SimNode gone, SimNode successor, RouterKey key) {
        Listening waited = of(successor, key);
        return waited.heardFrom == gone.index()
                && waited.heardSentNanos == of(gone, key).lastSentNanos
                && !waited.masterResigned;
    }

    /** When this node last said that it is master. */
    long lastSentNanos(SimNode node, RouterKey key) {
        return of(node, key).lastSentNanos;
    }

    /** The silence that makes a takeover, with the interval in force. */
    long downNanos(SimNode node, RouterKey key) {
        return downNanos(node.config(key), of(node, key).intervalNanos);
    }

    @Override
    public void onStart(SimNode node) {
        for (RouterKey key : world.keys()) {
            Listening fresh = new Listening();
            fresh.intervalNanos = node.config(key).advertIntervalNanos();
            all[node.index()][world.routerOf(key)] = fresh;
        }
    }

    @Override
    public void onEnd(SimNode node, boolean cleanly) {
        for (Listening listening : all[node.index()]) {
            listening.state = RouterState.STOPPED;
        }
    }

    @Override
    public void onWake(SimNode node, long lateNanos) {
        turnNanos[node.index()] = world.nowNanos();
        if (lateNanos == 0) {
            return;
        }
        for (RouterKey key : world.keys()) {
            Listening listening = of(node, key);
            long down = downNanos(node, key);
            RouterConfig config = node.config(key);
            long silence = world.nowNanos() - listening.lastSentNanos;
            listening.owesStepDown = listening.state == RouterState.MASTER
                    && silence >= config.downTimerAdverts() * config.advertIntervalNanos();
            if (lateNanos >= listening.intervalNanos / 2) {
                listening.latestNanos = Math.max(listening.latestNanos, world.nowNanos() + down);
            }
            if (lateNanos >= listening.intervalNanos && listening.state == RouterState.BACKUP) {
                // Who was not run has measured no silence.
                listening.sinceNanos = world.nowNanos();
                listening.earliestNanos = world.nowNanos() + down;
            }
        }
    }

    @Override
    public void onDatagram(SimNode node, Inbound inbound) {
        if (node.process().mayHaveChanged()) {
            see(node, inbound.datagram().router());
        }
    }

    @Override
    public void onHeard(SimNode node, Inbound inbound) {
        if (inbound.isJunk()) {
            return;
        }
        RouterKey key = inbound.datagram().router();
        Listening listening = of(node, key);
        if (isCopy(inbound, listening)) {
            return;
        }
        RouterState before = listening.state;
        listening.state = afterAdvert(node, key, inbound, listening);
        if (listening.state != before) {
            listening.yields++;
        }
    }

    /** The same advert came over another link before. One that comes very late may be taken for the next. */
    private boolean isCopy(Inbound inbound, Listening listening) {
        long[] newest = listening.newest.computeIfAbsent(inbound.sender(), sender -> new long[2]);
        boolean isCopy = world.topology().cable() && inbound.advert() <= newest[0];
        if (!isCopy) {
            newest[0] = inbound.advert();
            newest[1] = world.nowNanos();
        } else if (world.nowNanos() - newest[1] > world.network().latencyNanos()) {
            listening.latestNanos += world.nowNanos() - newest[1];
        }
        return isCopy;
    }

    @Override
    public void onConfig(SimNode node) {
        for (RouterKey key : world.keys()) {
            Listening listening = of(node, key);
            RouterConfig config = node.config(key);
            listening.reloaded = true;
            long shorter = Math.min(listening.intervalNanos, config.advertIntervalNanos());
            long longer = Math.max(listening.intervalNanos, config.advertIntervalNanos());
            long least = listening.masterResigned ? skewNanos(config, shorter) : downNanos(config, shorter);
            listening.earliestNanos = Math.min(listening.earliestNanos, listening.sinceNanos + least);
            listening.latestNanos = Math.max(listening.latestNanos, world.nowNanos() + downNanos(config, longer));
            if (config.version() == 2) {
                listening.intervalNanos = config.advertIntervalNanos();
            }
        }
    }

    @Override
    public void onAction(SimNode node, Action action) {
        if (action instanceof Action.SendAdvertisement send && !send.priority().isResignation()) {
            of(node, send.router()).lastSentNanos = world.nowNanos();
            of(node, send.router()).owesAdvert = false;
        }
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        if (event instanceof StateChanged change) {
            Listening listening = of(node, change.key());
            listening.owesStepDown &= change.from() != RouterState.MASTER;
            if (change.to() == RouterState.MASTER) {
                checkTakeover(node, change, listening);
            }
            if (change.to() == RouterState.BACKUP
                    && change.from() != RouterState.MASTER
                    && listening.state == RouterState.BACKUP) {
                startAnew(node, change.key(), listening);
            }
            boolean yields = change.reason() == TransitionReason.HIGHER_PRIORITY
                    || change.reason() == TransitionReason.TIE_BREAK;
            if (yields && --listening.yields < 0) {
                throw new Violation("S3", node.name() + " gave way to nobody better: " + change);
            }
        }
    }

    @Override
    public void onTurnEnd(SimNode node) {
        for (RouterKey key : world.keys()) {
            if (of(node, key).yields > 0) {
                throw new Violation("S3", node.name() + " heard a better master of " + key + " and did not give way");
            }
            see(node, key);
            of(node, key).reloaded = false;
            checkDebts(node, key);
            if (world.nowNanos() > turnNanos[node.index()]) {
                // A slow call kept the loop; what came due meanwhile is due now.
                of(node, key).latestNanos = Math.max(of(node, key).latestNanos, world.nowNanos());
            }
        }
    }

    @Override
    public void onInstant() {
        for (SimNode node : world.nodes()) {
            if (node.isAwake() && !node.process().isBusy()) {
                for (int router = 0; router < world.keys().size(); router++) {
                    checkPatience(node, router);
                }
            }
        }
    }

    private void checkDebts(SimNode node, RouterKey key) {
        Listening listening = of(node, key);
        boolean isMaster = listening.state == RouterState.MASTER;
        if (isMaster && listening.owesStepDown) {
            throw new Violation("S8", node.name() + " was away for too long and asserts itself");
        }
        // Not before the kernel has confirmed all addresses, and then in the turn that follows at once.
        boolean isReady = node.kernel().holdsAll(node.config(key).addresses())
                && node.process().deadlineNanos() > world.nowNanos();
        if (isMaster && listening.owesAdvert && isReady) {
            throw new Violation("S4", node.name() + " is master and does not answer who doubts it");
        }
        listening.owesStepDown = false;
        listening.owesAdvert &= isMaster && !isReady;
    }

    private void checkTakeover(SimNode node, StateChanged change, Listening listening) {
        long decided = turnNanos[node.index()];
        if (change.from() != RouterState.BACKUP && !change.priority().isOwner()) {
            throw new Violation("S3", node.name() + " became master from " + change.from() + " without listening");
        }
        if (change.from() == RouterState.BACKUP && decided < listening.earliestNanos) {
            String invariant = listening.respectsLower ? "S8" : listening.masterResigned ? "S4" : "S3";
            throw new Violation(
                    invariant,
                    node.name() + " took over " + (listening.earliestNanos - decided) / MILLI + " ms too early");
        }
    }

    private void checkPatience(SimNode node, int router) {
        Listening listening = all[node.index()][router];
        if (isOverdue(listening) && (!world.topology().tracking().grouped() || areOverdue(node))) {
            String invariant = listening.masterResigned ? "S4" : "S3";
            throw new Violation(
                    invariant,
                    node.name() + " should have taken over " + world.keys().get(router) + " by now");
        }
    }

    private boolean isOverdue(Listening listening) {
        return listening.state == RouterState.BACKUP && world.nowNanos() > listening.latestNanos + QUANTUM_NANOS;
    }

    /** Of routers that move together each waits for the last. */
    private boolean areOverdue(SimNode node) {
        for (Listening listening : all[node.index()]) {
            if (!isOverdue(listening)) {
                return false;
            }
        }
        return true;
    }

    /** Takes note of a state that changed for another reason than an advert. */
    private void see(SimNode node, RouterKey key) {
        Listening listening = of(node, key);
        RouterState now = node.process().isBusy() ? node.process().askState(key) : node.state(key);
        if (now == RouterState.BACKUP && listening.state != RouterState.BACKUP) {
            // A new start, or a stalled master that listens again: its own interval counts.
            RouterConfig config = node.config(key);
            listening.intervalNanos = config.advertIntervalNanos();
            long down = downNanos(config, listening.intervalNanos);
            long began = turnNanos[node.index()];
            wait(listening, began, began + down, world.nowNanos() + down);
            if (listening.reloaded) {
                long adverts = config.downTimerAdverts() * listening.intervalNanos;
                listening.earliestNanos = began + adverts;
                listening.latestNanos = world.nowNanos() + adverts + Math.max(SECOND, listening.intervalNanos);
            }
        }
        listening.state = now;
    }

    /** In and out of FAULT in one turn, before or after an advert. */
    private void startAnew(SimNode node, RouterKey key, Listening listening) {
        RouterConfig config = node.config(key);
        long shorter = Math.min(listening.intervalNanos, config.advertIntervalNanos());
        long longer = Math.max(listening.intervalNanos, config.advertIntervalNanos());
        long began = turnNanos[node.index()];
        listening.earliestNanos = Math.min(listening.earliestNanos, began + downNanos(config, shorter));
        listening.latestNanos = Math.max(listening.latestNanos, world.nowNanos() + downNanos(config, longer));
    }

    /** Which state a well-formed advert of a peer leads to. */
    private RouterState afterAdvert(SimNode node, RouterKey key, Inbound inbound, Listening listening) {
        RouterConfig config = node.config(key);
        Octets message = inbound.datagram().message();
        int priority = message.u8(2);
        long interval = config.version() == 2 ? message.u8(5) * SECOND : (message.u16(4) & 0xfffL) * 10 * MILLI;
        if (config.version() == 2 && interval != config.advertIntervalNanos()) {
            return listening.state;
        }
        return switch (listening.state) {
            case BACKUP -> heardByBackup(config, inbound, priority, interval, listening);
            case MASTER -> heardByMaster(node, config, inbound, priority, interval, listening);
            case INIT, FAULT, STOPPED -> listening.state;
        };
    }

    private RouterState heardByBackup(
            RouterConfig config, Inbound inbound, int priority, long interval, Listening listening) {
        int own = config.priority().value();
        boolean preempts = config.preempt() || own == 255;
        if (priority == 0) {
            long skew = skewNanos(config, listening.intervalNanos);
            wait(listening, world.nowNanos(), world.nowNanos() + skew, world.nowNanos() + skew);
            listening.masterResigned = true;
        } else if (priority >= own || !preempts) {
            accept(config, inbound, interval, listening);
            listening.respectsLower = priority < own;
        } else {
            heardLower(config, inbound, interval, listening);
        }
        return RouterState.BACKUP;
    }

    /** keepalived's preempt_delay: until it is over a lower master counts like any other; the owner knows no delay. */
    private void heardLower(RouterConfig config, Inbound inbound, long interval, Listening listening) {
        long since = listening.lowerSinceNanos < 0 ? world.nowNanos() : listening.lowerSinceNanos;
        long delay = config.priority().isOwner() ? 0 : config.preemptDelayNanos();
        if (world.nowNanos() < since + delay) {
            accept(config, inbound, interval, listening);
            listening.respectsLower = true;
        }
        listening.lowerSinceNanos = since;
    }

    private RouterState heardByMaster(
            SimNode node, RouterConfig config, Inbound inbound, int priority, long interval, Listening listening) {
        int own = config.priority().value();
        boolean losesTie = priority == own
                && Arrays.compareUnsigned(
                                inbound.datagram().source().toByteArray(),
                                node.source().toByteArray())
                        > 0;
        if (priority > own || losesTie) {
            accept(config, inbound, interval, listening);
            listening.owesStepDown = false;
            return RouterState.BACKUP;
        }
        listening.owesAdvert = true;
        return RouterState.MASTER;
    }

    private void accept(RouterConfig config, Inbound inbound, long interval, Listening listening) {
        listening.intervalNanos = interval;
        long until = world.nowNanos() + downNanos(config, interval);
        wait(listening, world.nowNanos(), until, until);
        listening.heardFrom = inbound.sender();
        listening.heardSentNanos = inbound.sentNanos();
    }

    private static void wait(Listening listening, long since, long earliest, long latest) {
        listening.sinceNanos = since;
        listening.earliestNanos = earliest;
        listening.latestNanos = latest;
        listening.masterResigned = false;
        listening.respectsLower = false;
        listening.lowerSinceNanos = -1;
        listening.heardFrom = -1;
        listening.heardSentNanos = -1;
    }

    private static long downNanos(RouterConfig config, long interval) {
        return config.downTimerAdverts() * interval + skewNanos(config, interval);
    }

    /** RFC 3768 section 6.1 counts in seconds, RFC 9568 section 6.1 in the master's interval. */
    private static long skewNanos(RouterConfig config, long interval) {
        long share = 256L - config.priority().value();
        return config.version() == 2 ? share * SECOND / 256 : share * interval / 256;
    }

    private Listening of(SimNode node, RouterKey key) {
        return all[node.index()][world.routerOf(key)];
    }
}
