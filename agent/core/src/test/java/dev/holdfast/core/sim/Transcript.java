package dev.holdfast.core.sim;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.AdvertDiscarded;
import dev.holdfast.core.spi.AgentEvent.PeerWarning;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * What happened, as two numbers and the last lines.
 *
 * <p>{@link #hash} covers everything; {@link #historyHash} leaves out complaints about packets, so that it is the same with
 * and without a stranger on the segment.
 */
final class Transcript implements Observer {
    private static final int KEPT_LINES = Integer.getInteger("sim.lines", 60);

    private final World world;
    private final Deque<Line> last = new ArrayDeque<>();
    private long hash;
    private long historyHash;

    Transcript(World world) {
        this.world = world;
    }

    private record Line(long atNanos, String who, Object what) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%10.4fs %s %s", atNanos / 1e9, who, what);
        }
    }

    long hash() {
        return hash;
    }

    long historyHash() {
        return historyHash;
    }

    /** The last lines, for whoever has to find out what went wrong. */
    String tail() {
        StringBuilder text = new StringBuilder();
        last.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    @Override
    public void onFault(Fault fault, boolean begins) {
        note(begins ? "fault begins:" : "fault ends:", fault, true);
    }

    @Override
    public void onStart(SimNode node) {
        note(node.name(), "starts", true);
    }

    @Override
    public void onEnd(SimNode node, boolean cleanly) {
        note(node.name(), cleanly ? "ends" : "dies", true);
    }

    @Override
    public void onHeard(SimNode node, Inbound inbound) {
        note(node.name(), inbound, !inbound.isJunk());
    }

    @Override
    public void onOutcome(SimNode node, Action action, Outcome outcome) {
        if (action instanceof Action.Publish) {
            return;
        }
        // Who is asked who has an address depends on who was heard, and that may have been a stranger.
        boolean isQuestion = action instanceof Action.AskNeighbour || action instanceof Action.WatchNeighbours;
        note(node.name(), action, !isQuestion);
        if (!outcome.isDone()) {
            note(node.name(), outcome, true);
        }
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        boolean isComplaint = event instanceof AdvertDiscarded
                || event instanceof PeerWarning
                || event instanceof SplitBrainChanged
                || event instanceof SplitNoted;
        note(node.name(), event, !isComplaint);
    }

    @Override
    public void onAddress(SimNode node, VirtualAddress address, boolean present) {
        note(node.name(), (present ? "has " : "has no longer ") + address, true);
    }

    private void note(String who, Object what, boolean isHistory) {
        Line line = new Line(world.nowNanos(), who, what);
        if (last.size() == KEPT_LINES) {
            last.remove();
        }
        last.add(line);
        long value = mix(line.hashCode());
        hash = mix(hash ^ value);
        if (isHistory) {
            historyHash = mix(historyHash ^ value);
        }
    }

    private static long mix(long value) {
        long z = (value + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        return z ^ (z >>> 29);
    }
}
