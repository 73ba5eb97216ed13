package dev.holdfast.agent.http;

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
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.AgentStatus;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.Heartbeat;
import dev.holdfast.core.spi.RouterCounters;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.track.Reading;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** An agent with a master, VI_1, and a backup, VI_2, ten seconds after its start at 2026-11-21T05:00:00Z. */
final class Snapshots implements AgentFeed {
    static final long NOW_MILLIS = 1_795_237_210_000L;

    private static final long START_MILLIS = 1_795_237_200_000L;
    private static final InterfaceName ETH0 = new InterfaceName("eth0");

    private static final IpAddress PEER = IpAddress.parse("192.0.2.2");
    private static final SplitBrain SPLIT = new SplitBrain(
                    2,
                    Optional.of(new SplitIncident(
                            1,
                            SplitVerdict.CONFIRMED,
                            SplitCause.AUTH_MISMATCH,
                            7_000_000_000L,
                            List.of(PEER),
                            List.of(new SplitEvidence(
                                    "authentication",
                                    Optional.of(PEER),
                                    4,
                                    6_000_000_000L,
                                    9_000_000_000L,
                                    "refused, auth_failure: the password is not ours")))),
                    3_000_000_000L)
            .over(List.of(
                    new Heartbeat(ETH0, true, OptionalLong.of(9_500_000_000L)),
                    new Heartbeat(new InterfaceName("eth1"), false, OptionalLong.empty())));

    private final boolean ready;

    Snapshots(boolean ready) {
        this.ready = ready;
    }

    @Override
    public AgentSnapshot snapshot() {
        RouterSnapshot master = router("VI_1", 51, RouterState.MASTER, Optional.empty());
        RouterSnapshot backup = router(
                "VI_2",
                52,
                RouterState.BACKUP,
                Optional.of(new RouterSnapshot.HeardMaster(
                        IpAddress.parse("192.0.2.2"), new Priority(150), 9_500_000_000L)));
        CheckSnapshot check =
                new CheckSnapshot("script", "chk_nginx", CheckSnapshot.Verdict.BAD, 0, "exit status 1", 250_000_000);
        return new AgentSnapshot(
                10_000_000_000L,
                "lb01",
                1,
                List.of(master, backup),
                List.of(),
                Map.of(ETH0, true),
                List.of(),
                List.of(),
                List.of(check));
    }

    private static RouterSnapshot router(
            String name, int vrid, RouterState state, Optional<RouterSnapshot.HeardMaster> heard) {
        return new RouterSnapshot(
                name,
                new RouterKey(ETH0, IpFamily.IPV4, new Vrid(vrid)),
                new RouterSnapshot.Settings(
                        2,
                        new Priority(100),
                        1_000_000_000L,
                        true,
                        "multicast",
                        "pass",
                        3,
                        false,
                        5_000_000_000L,
                        123_456),
                state,
                TransitionReason.TIMEOUT,
                4_000_000_000L,
                Set.of(),
                new Priority(80),
                List.of(new Tracked(new TrackerId(TrackerKind.SCRIPT, "chk_nginx"), -20, false).judge(Reading.BAD)),
                1_000_000_000L,
                3_609_375_000L,
                heard,
                List.of(new RouterSnapshot.HeldAddress(
                        VirtualAddress.of("192.0.2.100/24", ETH0), state == RouterState.MASTER)),
                Optional.of(IpPrefix.parse("192.0.2.0/24")),
                new RouterCounters(
                        7,
                        3,
                        Map.of(DiscardReason.TTL, 2L),
                        Map.of(),
                        0,
                        1,
                        Map.of(),
                        5,
                        Map.of(),
                        0,
                        0,
                        AdvertGaps.NONE),
                new RouterSnapshot.ScriptQueueStatus(1, 0),
                state == RouterState.MASTER ? SPLIT : new SplitBrain(1, Optional.empty(), 0));
    }

    @Override
    public AgentStatus status() {
        return new AgentStatus("0.1.0", "abc", START_MILLIS, ready, true, START_MILLIS, "");
    }

    @Override
    public void subscribe(AgentListener listener) {}

    @Override
    public List<DeliveryStatus> deliveries() {
        return List.of(new DeliveryStatus(
                "webhook",
                "oncall",
                DeliveryStatus.State.RETRYING,
                5,
                Map.of("timeout", 2L),
                1,
                0,
                3,
                OptionalLong.of(START_MILLIS + 5_000),
                DeliveryStatus.Durations.NONE,
                "no answer"));
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
