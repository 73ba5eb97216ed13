package dev.holdfast.exporter.webhook;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.AdvertGaps;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.AgentStatus;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterCounters;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.track.Reading;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The node lb01 with one instance, VI_1. The agent's clock began at 2026-11-21T05:00:00Z. */
public final class FakeFeed implements AgentFeed {
    private static final long START_MILLIS = 1_795_237_200_000L;
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final RouterKey KEY = new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51));
    private static final List<VirtualAddress> ADDRESSES = List.of(VirtualAddress.of("192.0.2.100/24", ETH0));
    private static final IpAddress PEER = IpAddress.parse("192.0.2.12");

    private final List<AgentListener> listeners = new ArrayList<>();

    /** VI_1 changes from one state to another, {@code seconds} after the start. */
    public static StateChanged change(long seconds, RouterState from, RouterState to, TransitionReason reason) {
        boolean isFault = to == RouterState.FAULT;
        boolean isMaster = to == RouterState.MASTER;
        return new StateChanged(
                seconds * 1_000_000_000L,
                seconds,
                "VI_1",
                KEY,
                from,
                to,
                reason,
                isFault ? List.of(FaultCause.INTERFACE_DOWN) : List.of(),
                new Priority(80),
                Optional.of(PEER),
                ADDRESSES,
                isMaster ? 12_000_000 : 0,
                isMaster ? 3_609_375_000L : 0);
    }

    /** Tells whoever listens. */
    public void publish(AgentEvent event) {
        listeners.forEach(listener -> listener.onEvent(event));
    }

    @Override
    public AgentSnapshot snapshot() {
        RouterSnapshot router = new RouterSnapshot(
                "VI_1",
                KEY,
                new RouterSnapshot.Settings(
                        2, new Priority(100), 1_000_000_000L, true, "multicast", "pass", 3, false, 0, 123_456),
                RouterState.BACKUP,
                TransitionReason.STARTUP,
                0,
                Set.of(),
                new Priority(80),
                List.of(new Tracked(new TrackerId(TrackerKind.SCRIPT, "chk_nginx"), -20, false).judge(Reading.BAD)),
                1_000_000_000L,
                3_609_375_000L,
                Optional.of(new RouterSnapshot.HeardMaster(PEER, new Priority(90), 500_000_000L)),
                List.of(new RouterSnapshot.HeldAddress(ADDRESSES.get(0), false)),
                Optional.of(IpPrefix.parse("192.0.2.0/24")),
                new RouterCounters(0, 0, Map.of(), Map.of(), 0, 0, Map.of(), 0, Map.of(), 0, 0, AdvertGaps.NONE),
                new RouterSnapshot.ScriptQueueStatus(0, 0));
        return new AgentSnapshot(0, "lb01", 1, List.of(router), List.of(), Map.of(ETH0, true));
    }

    @Override
    public AgentStatus status() {
        return new AgentStatus("1.2.3", "abc1234", START_MILLIS, true, true, START_MILLIS, "");
    }

    @Override
    public void subscribe(AgentListener listener) {
        listeners.add(listener);
    }

    @Override
    public List<DeliveryStatus> deliveries() {
        return List.of();
    }

    @Override
    public Octets statusDocument() {
        return Octets.EMPTY;
    }

    @Override
    public void enterNetNamespace() {}

    @Override
    public long epochMillis(long agentNanos) {
        return START_MILLIS + agentNanos / 1_000_000;
    }
}
