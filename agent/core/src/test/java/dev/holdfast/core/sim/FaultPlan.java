package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.engine.LinkDelays;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.wire.ChecksumForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Everything that a seed decides beforehand.
 *
 * @param settings by node and router, what the first configuration says
 * @param bootNanos by node, when its agent starts
 * @param faults in the order of time; all are over at {@code healedNanos}
 * @param healedNanos when the segment and all nodes are whole again, for good
 * @param endNanos when the simulation ends
 * @param junk whether a stranger sends refused packets all the time
 */
record FaultPlan(
        long seed,
        Topology topology,
        List<List<Setting>> settings,
        List<Long> bootNanos,
        List<Fault> faults,
        long healedNanos,
        long endNanos,
        boolean junk) {
    /** Simulated time with faults, at an advert interval of one second or more. */
    private static final long FAULTY_NANOS = 200 * SECOND;

    /** Faster masters do more in less time. */
    private static final long FAULTY_INTERVALS = 150;

    private static final List<Long> V2_INTERVALS = List.of(SECOND, SECOND, SECOND, 2 * SECOND, 5 * SECOND);
    private static final List<Long> V3_INTERVALS =
            List.of(100 * MILLI, 250 * MILLI, 500 * MILLI, SECOND, SECOND, SECOND, 2 * SECOND, 4 * SECOND);

    /** Shorter than a silence interval, about as long, and longer. */
    private static final List<Long> PREEMPT_DELAYS = List.of(0L, 300 * MILLI, 2 * SECOND, 4 * SECOND, 8 * SECOND);

    /** Worth more than most differences of priorities, and less; and FAULT. */
    private static final List<Integer> WEIGHTS = List.of(0, 0, -40, -253, 40, 7);

    /** What happens to every segment; the rest only where it has a meaning, and with dice of its own. */
    private static final List<FaultKind> MISFORTUNES = Arrays.stream(FaultKind.values())
            .filter(kind ->
                    kind != FaultKind.TRACKER_FAILS && kind != FaultKind.RELEASE && kind != FaultKind.MAINTENANCE)
            .toList();

    static FaultPlan draw(long seed) {
        return new Drawing(seed).plan();
    }

    IntervalSpan span() {
        return new IntervalSpan(
                intervals().min().orElseThrow(), intervals().max().orElseThrow());
    }

    private LongStream intervals() {
        LongStream first = settings.stream().flatMap(List::stream).mapToLong(Setting::intervalNanos);
        LongStream later = faults.stream()
                .filter(fault -> fault.kind() == FaultKind.RELOAD_INTERVAL)
                .mapToLong(Fault::value);
        return LongStream.concat(first, later);
    }

    /** The longest time for which a lower master is respected. */
    long longestPreemptDelayNanos() {
        return settings.stream()
                .flatMap(List::stream)
                .mapToLong(Setting::preemptDelayNanos)
                .max()
                .orElseThrow();
    }

    /** One use: draws a plan in a fixed order. */
    private static final class Drawing {
        private final long seed;
        private final SplittableRandom random;
        private final SplittableRandom tracks;
        private final Topology topology;
        private final List<Long> intervals;

        Drawing(long seed) {
            this.seed = seed;
            random = new Dice(seed).stream(1);
            tracks = new Dice(seed).stream(4);
            topology = topology();
            intervals = intervals();
        }

        FaultPlan plan() {
            List<List<Setting>> settings = settings();
            List<Long> boots = IntStream.range(0, topology.nodes())
                    .mapToObj(node -> chance(0.5) ? 0L : random.nextLong(3 * SECOND))
                    .toList();
            long longest = intervals.stream().mapToLong(Long::longValue).max().orElseThrow();
            long healed = Math.min(FAULTY_NANOS, FAULTY_INTERVALS * intervals.get(0));
            List<Fault> faults = faults(healed, longest);
            long quiet = 10 * longest + 40 * SECOND;
            return new FaultPlan(seed, topology, settings, boots, faults, healed, healed + quiet, chance(0.5));
        }

        private Topology topology() {
            int version = chance(0.4) ? 2 : 3;
            IpFamily family = version == 3 && chance(0.5) ? IpFamily.IPV6 : IpFamily.IPV4;
            List<Vrid> vrids = chance(0.25) ? List.of(new Vrid(51), new Vrid(52)) : List.of(new Vrid(51));
            return new Topology(
                    chance(0.5) ? 2 : 2 + random.nextInt(4),
                    family,
                    version,
                    vrids,
                    chance(0.2),
                    version == 2 && chance(0.3) ? "tushanbu" : "",
                    !chance(0.1),
                    chance(0.3),
                    chance(0.2) ? ChecksumForm.MESSAGE_ONLY : ChecksumForm.PSEUDO_HEADER,
                    tracking(vrids.size()),
                    LinkDelays.NONE,
                    new Dice(seed).stream(5).nextInt(4) == 0);
        }

        /** A third of all seeds track something; of two routers, half move together. */
        private Tracking tracking(int routers) {
            boolean grouped = routers > 1 && tracks.nextBoolean();
            boolean tracked = tracks.nextInt(grouped ? 2 : 3) == 0;
            int weight = WEIGHTS.get(tracks.nextInt(WEIGHTS.size()));
            if (!tracked) {
                return new Tracking(Tracking.Who.NOBODY, 0, grouped);
            }
            if (!grouped) {
                return new Tracking(Tracking.Who.EVERY_ROUTER, weight, false);
            }
            // A weight of one member alone counts for nothing in a group.
            return tracks.nextBoolean()
                    ? new Tracking(Tracking.Who.GROUP, weight, true)
                    : new Tracking(Tracking.Who.FIRST_ROUTER, 0, true);
        }

        /** One for all in VRRPv2, which demands it; in VRRPv3 two that differ by four times at most. */
        private List<Long> intervals() {
            List<Long> choice = topology.version() == 2 ? V2_INTERVALS : V3_INTERVALS;
            long first = pick(choice);
            if (topology.version() == 2 || chance(0.6)) {
                return List.of(first);
            }
            return List.of(first, 2 * first);
        }

        private List<List<Setting>> settings() {
            boolean allPreempt = chance(0.6);
            SplittableRandom delays = new Dice(seed).stream(3);
            boolean anyDelay = delays.nextInt(4) == 0;
            int owner = chance(0.15) ? random.nextInt(topology.nodes()) : -1;
            List<List<Setting>> all = new ArrayList<>();
            for (int node = 0; node < topology.nodes(); node++) {
                List<Setting> ofNode = new ArrayList<>();
                for (int router = 0; router < topology.vrids().size(); router++) {
                    ofNode.add(new Setting(
                            node == owner ? 255 : priority(),
                            pick(intervals),
                            allPreempt || chance(0.5),
                            anyDelay ? PREEMPT_DELAYS.get(delays.nextInt(PREEMPT_DELAYS.size())) : 0,
                            1 + random.nextInt(Topology.MAX_ADDRESSES)));
                }
                if (topology.tracking().grouped()) {
                    // Members of a group are equally strong, and no owners: those would not wait for each other.
                    Setting first = ofNode.get(0)
                            .withPriority(Math.min(254, ofNode.get(0).priority()));
                    ofNode.replaceAll(first::likewise);
                }
                all.add(ofNode);
            }
            return all;
        }

        /** Often one of a few, so that ties occur. */
        private int priority() {
            return chance(0.4) ? pick(List.of(1, 100, 100, 150, 254)) : 1 + random.nextInt(254);
        }

        private List<Fault> faults(long healed, long longest) {
            List<Fault> faults = new ArrayList<>();
            long settled = 4 * longest + SECOND;
            long at = random.nextLong(2 * settled);
            while (at < healed - SECOND) {
                faults.add(fault(at, healed, settled));
                // Mostly time to settle, sometimes one fault on top of another.
                at += chance(0.3) ? random.nextLong(SECOND) : random.nextLong(settled / 2, 3 * settled);
            }
            faults.addAll(hands(healed, settled));
            faults.sort(Comparator.comparingLong(Fault::atNanos));
            return faults;
        }

        /** What trackers and operators do beside all that. */
        private List<Fault> hands(long healed, long settled) {
            List<FaultKind> kinds = new ArrayList<>();
            if (topology.tracking().who() != Tracking.Who.NOBODY) {
                kinds.addAll(List.of(FaultKind.TRACKER_FAILS, FaultKind.TRACKER_FAILS, FaultKind.TRACKER_FAILS));
            }
            if (tracks.nextInt(3) == 0) {
                kinds.addAll(List.of(FaultKind.RELEASE, FaultKind.MAINTENANCE));
            }
            List<Fault> faults = new ArrayList<>();
            for (int i = 0; i < 3 * kinds.size(); i++) {
                FaultKind kind = kinds.get(tracks.nextInt(kinds.size()));
                long at = tracks.nextLong(healed - SECOND);
                long lasts = kind == FaultKind.RELEASE ? 0 : Math.min(healed - at, 1 + tracks.nextLong(3 * settled));
                int node = tracks.nextInt(topology.nodes());
                faults.add(new Fault(kind, at, lasts, node, 0, tracks.nextInt(Integer.MAX_VALUE)));
            }
            return faults;
        }

        private Fault fault(long at, long healed, long settled) {
            FaultKind drawn = pick(MISFORTUNES);
            FaultKind kind = topology.cable() && drawn == FaultKind.BAD_WEATHER ? FaultKind.ONE_WAY : drawn;
            int node = random.nextInt(topology.nodes());
            int other = kind == FaultKind.PARTITION
                    ? 1 + random.nextInt((1 << topology.nodes()) - 2)
                    : (node + 1 + random.nextInt(topology.nodes() - 1)) % topology.nodes();
            long lasts = switch (kind.scope()) {
                case INSTANT -> 0L;
                case NODE, NETWORK ->
                    Math.min(healed - at, 50 * MILLI + random.nextLong(chance(0.5) ? settled / 2 : 3 * settled));
            };
            return new Fault(kind, at, lasts, node, other, value(kind));
        }

        private long value(FaultKind kind) {
            if (kind == FaultKind.RELOAD_PRIORITY) {
                return priority();
            }
            if (kind == FaultKind.RELOAD_INTERVAL) {
                return pick(intervals) * (topology.version() == 2 && chance(0.5) ? 2 : 1);
            }
            return random.nextInt(Integer.MAX_VALUE);
        }

        private boolean chance(double probability) {
            return random.nextDouble() < probability;
        }

        private <T> T pick(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }
    }
}
