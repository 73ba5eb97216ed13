package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.AdvertDiscarded;
import dev.holdfast.core.spi.AgentEvent.PeerWarning;
import dev.holdfast.core.spi.AgentEvent.ScriptFinished;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What must hold of the engine at any time: no turn without end, one event per transition and none left out, one
 * notify script at a time, queues that end somewhere.
 */
final class BoundsCheck implements Observer {
    /** A flood of packets must not become a flood of log lines. */
    private static final long REPORT_PAUSE_NANOS = 10 * SECOND;

    private static final int MAX_WAITING_SCRIPTS = 64;

    /** Turns of all nodes in one instant: packets, the kernel's echo of own orders, a deadline that is now. */
    private static final int MAX_TURNS_AT_ONCE = 100;

    /** Snapshots cost time: one after every event, and one now and then lest a change went untold. */
    private static final int LOOK_EVERY = 64;

    private final World world;
    private final Map<String, RouterState> told = new LinkedHashMap<>();
    private final Map<String, Integer> running = new LinkedHashMap<>();
    private final Map<String, Long> reportedNanos = new LinkedHashMap<>();
    private long turnNanos;
    private int turns;
    private boolean news;
    private int unseenTurns;

    BoundsCheck(World world) {
        this.world = world;
    }

    @Override
    public void onStart(SimNode node) {
        reportedNanos.keySet().removeIf(kind -> kind.startsWith(node.name() + "VI_"));
        for (int router = 1; router <= world.keys().size(); router++) {
            told.put(node.name() + "VI_" + router, RouterState.INIT);
            running.put(node.name() + "VI_" + router, 0);
        }
    }

    @Override
    public void onWake(SimNode node, long lateNanos) {
        turns = turnNanos == world.nowNanos() ? turns + 1 : 1;
        turnNanos = world.nowNanos();
    }

    @Override
    public void onAction(SimNode node, Action action) {
        if (action instanceof Action.RunScript script) {
            int now = running.merge(node.name() + script.run().router(), 1, Integer::sum);
            if (now > 1) {
                throw new Violation("bounds", node.name() + " runs two notify scripts at once");
            }
        }
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        news = true;
        if (event instanceof AdvertDiscarded discarded) {
            checkRate(node.name() + discarded.router() + discarded.reason(), event.atNanos());
        }
        if (event instanceof PeerWarning warning) {
            checkRate(node.name() + warning.router() + warning.oddity(), event.atNanos());
        }
        if (event instanceof ScriptFinished finished && finished.result() != ScriptResult.DROPPED) {
            running.merge(node.name() + finished.router(), -1, Integer::sum);
        }
        if (event instanceof StateChanged change) {
            RouterState before = told.put(node.name() + change.router(), change.to());
            if (before != change.from()) {
                throw new Violation("events", node.name() + " was last said to be " + before + ": " + change);
            }
        }
    }

    private void checkRate(String kind, long atNanos) {
        Long last = reportedNanos.put(kind, atNanos);
        if (last != null && atNanos - last < REPORT_PAUSE_NANOS) {
            throw new Violation("bounds", "reported too often: " + kind);
        }
    }

    @Override
    public void onTurnEnd(SimNode node) {
        if (turns > MAX_TURNS_AT_ONCE) {
            throw new Violation("bounds", node.name() + " turns and turns and does not get on");
        }
        if (!news && ++unseenTurns % LOOK_EVERY != 0) {
            return;
        }
        news = false;
        for (RouterSnapshot router : node.process().snapshot().routers()) {
            if (router.state() != told.getOrDefault(node.name() + router.name(), RouterState.INIT)) {
                throw new Violation("events", node.name() + " is silently " + router.state());
            }
            if (router.scripts().waiting() > MAX_WAITING_SCRIPTS) {
                throw new Violation("bounds", node.name() + " keeps too many scripts waiting");
            }
        }
    }
}
