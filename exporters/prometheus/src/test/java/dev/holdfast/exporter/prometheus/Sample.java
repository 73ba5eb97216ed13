package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.net.ClaimKind;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.AdvertGaps;
import dev.holdfast.core.spi.AgentEvent.ConfigApplied;
import dev.holdfast.core.spi.AgentEvent.ScriptFinished;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.ArbitrationMechanism;
import dev.holdfast.core.spi.ArbitrationStatus;
import dev.holdfast.core.spi.ArbitrationVerdict;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.CheckSnapshot.Verdict;
import dev.holdfast.core.spi.ClaimCounts;
import dev.holdfast.core.spi.Difference;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.GroupSnapshot;
import dev.holdfast.core.spi.Heartbeat;
import dev.holdfast.core.spi.Mismatch;
import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.spi.PeerRouter;
import dev.holdfast.core.spi.PeerSnapshot;
import dev.holdfast.core.spi.RouterCounters;
import dev.holdfast.core.spi.RouterCounters.Relation;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterSnapshot.HeardMaster;
import dev.holdfast.core.spi.RouterSnapshot.HeldAddress;
import dev.holdfast.core.spi.RouterSnapshot.ScriptQueueStatus;
import dev.holdfast.core.spi.RouterSnapshot.Settings;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.spi.StandDown;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.track.Influence;
import dev.holdfast.core.track.Reading;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/** Snapshots and events of an imagined node. */
final class Sample {
    static final InterfaceName ETH0 = new InterfaceName("eth0");
    static final InterfaceName ETH1 = new InterfaceName("eth1");
    static final RouterCounters NOTHING_COUNTED =
            new RouterCounters(0, 0, Map.of(), Map.of(), 0, 0, Map.of(), 0, Map.of(), 0, 0, AdvertGaps.NONE);

    static final TrackerId CHK_NGINX = new TrackerId(TrackerKind.SCRIPT, "chk_nginx");

    private static final long SECOND = 1_000_000_000L;

    private Sample() {}

    static AgentSnapshot agent(RouterSnapshot... routers) {
        return new AgentSnapshot(60 * SECOND, "lb01", 1, List.of(routers), List.of(), Map.of(ETH0, true, ETH1, false));
    }

    /** The same with a sync group and with something of everything that is looked at. */
    static AgentSnapshot watched(RouterSnapshot... routers) {
        AgentSnapshot plain = agent(routers);
        return new AgentSnapshot(
                plain.nowNanos(),
                plain.routerId(),
                plain.configGeneration(),
                plain.routers(),
                List.of(new GroupSnapshot("VG_1", RouterState.BACKUP, 0, List.of("VI_1", "VI_2"), List.of())),
                plain.interfaces(),
                List.of(),
                List.of(),
                List.of(
                        new CheckSnapshot("script", CHK_NGINX.name(), Verdict.BAD, 0, "exit status 1", 8_000_000),
                        new CheckSnapshot("check", "web", Verdict.GOOD, 1, "", 2_000_000),
                        new CheckSnapshot("process", "named", Verdict.UNKNOWN, 0, "", 0),
                        new CheckSnapshot("file", "load", Verdict.NUMBER, -40, "", 100_000)),
                List.of(
                        new PeerSnapshot("lb02", true, Optional.of(59 * SECOND), Map.of(), ""),
                        new PeerSnapshot("lb03", false, Optional.empty(), Map.of(PeerFailure.CONNECT, 7L), "refused")),
                List.of(LvsSample.web()));
    }

    /** A master that has counted something of everything. */
    static RouterSnapshot master() {
        RouterCounters counters = new RouterCounters(
                58,
                7,
                Map.of(DiscardReason.CHECKSUM, 3L, DiscardReason.AUTH_FAILURE, 2L),
                Map.of("ENETUNREACH", 1L, "EHOSTUNREACH", 1L, "EPERM", 4L, "EIO", 5L),
                1,
                6,
                Map.of(Relation.LOWER, 9L),
                10,
                Map.of("install", 1L, "remove", 2L),
                11,
                12,
                new AdvertGaps(List.of(0L, 57L, 1L, 0L, 0L), 58_500_000_000L));
        return router("VI_1", new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51)), RouterState.MASTER, counters)
                .held(true, "192.0.2.100/24", "192.0.2.101/24")
                .tracks(new Tracked(CHK_NGINX, -20, false).judge(Reading.BAD))
                .build();
    }

    /** A backup that hears the master. */
    static RouterSnapshot backup() {
        return router("VI_2", new RouterKey(ETH0, IpFamily.IPV4, new Vrid(52)), RouterState.BACKUP, NOTHING_COUNTED)
                .held(false, "192.0.2.110/24")
                .hears(new HeardMaster(IpAddress.parse("192.0.2.2"), new Priority(150), 59 * SECOND))
                .build();
    }

    /** An IPv6 router whose interface is down and never had an address. */
    static RouterSnapshot faulty() {
        return router("VI_6", new RouterKey(ETH1, IpFamily.IPV6, new Vrid(51)), RouterState.FAULT, NOTHING_COUNTED)
                .held(false, "2001:db8::100/64")
                .inFault(FaultCause.INTERFACE_DOWN, FaultCause.NO_SOURCE_ADDRESS)
                .build();
    }

    /** A master with addresses beside its adverts. */
    static RouterSnapshot withExcluded() {
        return router("VI_4", new RouterKey(ETH0, IpFamily.IPV4, new Vrid(54)), RouterState.MASTER, NOTHING_COUNTED)
                .held(true, "192.0.2.140/24")
                .holdsFirstOf("192.0.2.141/24", "2001:db8::7/64")
                .build();
    }

    /** A master that is not alone. */
    static RouterSnapshot split() {
        return router("VI_5", new RouterKey(ETH0, IpFamily.IPV4, new Vrid(55)), RouterState.MASTER, NOTHING_COUNTED)
                .held(true, "192.0.2.150/24")
                .beside("192.0.2.2", SplitCause.AUTH_MISMATCH)
                .hasLost("eth9")
                .lost()
                .build();
    }

    /** Ten routers with three addresses each: the size that the budget of series is for. */
    static AgentSnapshot tenRouters() {
        return agent(IntStream.rangeClosed(1, 10)
                .mapToObj(i -> router(
                                "VI_" + i,
                                new RouterKey(ETH0, IpFamily.IPV4, new Vrid(i)),
                                RouterState.MASTER,
                                NOTHING_COUNTED)
                        .held(true, "192.0.2." + i + "/24", "192.0.3." + i + "/24", "192.0.4." + i + "/24")
                        .build())
                .toArray(RouterSnapshot[]::new));
    }

    static Builder router(String name, RouterKey key, RouterState state, RouterCounters counters) {
        return new Builder(name, key, state, counters);
    }

    static StateChanged changed(
            long id, String router, RouterState to, TransitionReason reason, long tookNanos, long silenceNanos) {
        return changed(id, router, RouterState.BACKUP, to, reason, tookNanos, silenceNanos);
    }

    static StateChanged changed(
            long id,
            String router,
            RouterState from,
            RouterState to,
            TransitionReason reason,
            long tookNanos,
            long silenceNanos) {
        return new StateChanged(
                30 * SECOND,
                id,
                router,
                new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51)),
                from,
                to,
                reason,
                List.of(),
                new Priority(100),
                Optional.empty(),
                List.of(),
                tookNanos,
                silenceNanos);
    }

    static ScriptFinished script(String kind, ScriptResult result, long tookNanos) {
        return new ScriptFinished(30 * SECOND, "VI_1", kind, "/etc/holdfast/x.sh", result, -1, tookNanos, "");
    }

    static ConfigApplied reloadedWith(String... routers) {
        return new ConfigApplied(40 * SECOND, 2, List.of(routers), List.of(), List.of(), List.of(), List.of());
    }

    /** Makes a router of the usual settings: VRRPv2, 1 s, priority 100, in its state for 20 s of 60. */
    static final class Builder {
        private final String name;
        private final RouterKey key;
        private final RouterState state;
        private final RouterCounters counters;
        private List<HeldAddress> addresses = List.of();
        private Optional<HeardMaster> heard = Optional.empty();
        private Optional<IpPrefix> segment = Optional.of(IpPrefix.parse("192.0.2.0/24"));
        private Set<FaultCause> faults = Set.of();
        private SplitBrain splitBrain = SplitBrain.NONE;
        private List<Influence> influences = List.of();

        private Builder(String name, RouterKey key, RouterState state, RouterCounters counters) {
            this.name = name;
            this.key = key;
            this.state = state;
            this.counters = counters;
        }

        Builder held(boolean held, String... prefixes) {
            addresses = List.of(prefixes).stream()
                    .map(prefix -> new HeldAddress(VirtualAddress.of(prefix, key.dev()), held))
                    .toList();
            return this;
        }

        /** With addresses beside the adverts, of which the kernel has the first. */
        Builder holdsFirstOf(String... excluded) {
            List<HeldAddress> all = new ArrayList<>(addresses);
            for (String prefix : excluded) {
                VirtualAddress address = VirtualAddress.of(prefix, key.dev()).unadvertised();
                all.add(new HeldAddress(address, prefix.equals(excluded[0])));
            }
            addresses = all;
            return this;
        }

        Builder hears(HeardMaster master) {
            heard = Optional.of(master);
            return this;
        }

        Builder tracks(Influence... all) {
            influences = List.of(all);
            return this;
        }

        /** In FAULT, on an interface without an address. */
        Builder inFault(FaultCause... causes) {
            faults = Set.of(causes);
            segment = Optional.empty();
            return this;
        }

        /** With a heartbeat link that is silent, beside its own interface that is not. */
        Builder hasLost(String link) {
            splitBrain = splitBrain.over(List.of(
                    new Heartbeat(key.dev(), true, OptionalLong.of(59 * SECOND)),
                    new Heartbeat(new InterfaceName(link), false, OptionalLong.empty())));
            return this;
        }

        /** Beside another master since 30 s. */
        Builder beside(String other, SplitCause cause) {
            SplitIncident incident = new SplitIncident(
                    1, SplitVerdict.CONFIRMED, cause, 30 * SECOND, List.of(IpAddress.parse(other)), List.of());
            Map<IpAddress, Map<ClaimKind, Long>> conflicts =
                    Map.of(IpAddress.parse("192.0.2.100"), Map.of(ClaimKind.ARP_REPLY, 7L));
            Difference password = new Difference(Mismatch.AUTH, true, "the password of pass authentication");
            PeerRouter said = new PeerRouter("lb02", "VI_1", RouterState.MASTER, 90, 59 * SECOND, List.of(password));
            splitBrain = new SplitBrain(2, Optional.of(incident), 30 * SECOND)
                    .with(List.of(new ArbitrationStatus(
                            ArbitrationMechanism.ETCD, ArbitrationVerdict.REFUSED, 0, "held by lb02")))
                    .over(splitBrain.heartbeats())
                    .with(new ClaimCounts(conflicts, 3))
                    .with(List.of(said), Optional.empty())
                    .resolved(splitBrain.standDown(), splitBrain.healings());
            return this;
        }

        /** Stays out until it is cleared, and had put something right before. */
        Builder lost() {
            splitBrain = splitBrain.resolved(Optional.of(new StandDown(30 * SECOND, Optional.empty(), true)), 1);
            return this;
        }

        RouterSnapshot build() {
            return new RouterSnapshot(
                    name,
                    key,
                    new Settings(
                            2,
                            new Priority(100),
                            SECOND,
                            true,
                            "multicast",
                            "pass",
                            3,
                            false,
                            5 * SECOND,
                            123_456_789_012_345L),
                    state,
                    TransitionReason.TIMEOUT,
                    40 * SECOND,
                    faults,
                    new Priority(90),
                    influences,
                    SECOND,
                    3_609_375_000L,
                    heard,
                    addresses,
                    segment,
                    counters,
                    new ScriptQueueStatus(2, 0),
                    splitBrain);
        }
    }
}
