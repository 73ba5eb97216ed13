package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent.ScriptResult;
import dev.holdfast.core.spi.AgentSnapshot;
import java.util.List;

/**
 * All decisions of one agent. Inputs go in with the time, actions and the next deadline come out.
 *
 * <p>A turn is: {@link #onWake}, then everything that was received (datagrams, links, outcomes of scripts, commands), then
 * {@link #onTime}, then the actions in order, each answered by {@link #onOutcome}, until there are none; then sleep until
 * {@link #nextDeadlineNanos}. Reading before looking at the deadlines is what stops a node that was paused from taking
 * over wrongly.
 *
 * <p>Not thread-safe: everything runs on the agent loop. Time is a nanosecond clock that begins near 0 with the process
 * and never goes back. The same inputs give the same actions.
 */
public final class Engine {
    /** The deadline that means none. */
    public static final long NEVER = Long.MAX_VALUE;

    /** An engine that has decided nothing yet; {@link #onTime} of the first turn starts the elections. */
    public Engine(EngineConfig config) {
        throw new UnsupportedOperationException(config.routerId());
    }

    /** A turn begins. Notices when it begins far later than was asked for. */
    public void onWake(long nowNanos) {}

    /** A datagram of protocol 112 arrived. */
    public void onDatagram(long nowNanos, ReceivedDatagram datagram) {}

    /** An IPv4 packet arrived whose header does not hold together. */
    public void onMalformed(long nowNanos, RouterKey router) {}

    /** The full state of links and addresses follows; what was known may be stale. */
    public void onLinkResync(long nowNanos) {}

    /** An interface exists and is in this state. */
    public void onLink(long nowNanos, Link link) {}

    /** An interface no longer exists. */
    public void onLinkGone(long nowNanos, InterfaceName name) {}

    /** An address is on an interface; {@code ours} when it carries Holdfast's mark. */
    public void onAddress(long nowNanos, InterfaceName dev, IpPrefix prefix, boolean ours) {}

    /** An address is no longer on an interface. */
    public void onAddressGone(long nowNanos, InterfaceName dev, IpPrefix prefix) {}

    /** The full state of links and addresses has been told. Elections begin after the first. */
    public void onLinksSynchronised(long nowNanos) {}

    /** An action was carried out, or refused. */
    public void onOutcome(long nowNanos, Action action, Outcome outcome) {}

    /** A script that was started has ended. */
    public void onScriptFinished(
            long nowNanos, long id, ScriptResult result, int exitStatus, long tookNanos, String detail) {}

    /** A new configuration is to be in force. */
    public void onConfig(long nowNanos, EngineConfig config) {}

    /** The agent is to stop: masters resign, addresses go, {@code notify_stop} runs. */
    public void onShutdown(long nowNanos) {}

    /** Everything received has been told; look at the deadlines. */
    public void onTime(long nowNanos) {}

    /** The actions to carry out, in order; they are handed over once. */
    public List<Action> takeActions() {
        return List.of();
    }

    /** When to call again at the latest, {@link #NEVER} for no deadline. */
    public long nextDeadlineNanos() {
        return NEVER;
    }

    /** Whether, after {@link #onShutdown}, nothing is left to wait for. */
    public boolean isFinished() {
        return false;
    }

    /** The state of everything, for those outside. */
    public AgentSnapshot snapshot(long nowNanos) {
        return new AgentSnapshot(nowNanos, "", 1, List.of(), java.util.Map.of());
    }
}
