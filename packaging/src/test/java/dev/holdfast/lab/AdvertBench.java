package dev.holdfast.lab;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How punctual adverts are. The kernel notes when each leaves; its lateness is the time since the one before, less the
 * interval, which is by how much a backup's patience is used up. All four agents of a row group run at once.
 */
final class AdvertBench {
    private static final double WARM_SECONDS = 5;

    private AdvertBench() {}

    static void run(int seconds) {
        Bench.header(
                "adverts",
                "load",
                "program",
                "sent",
                "off by p50 ms",
                "off by p99 ms",
                "latest ms",
                "mean interval ms");
        for (String load : List.of("idle", "all cores busy")) {
            for (String interval : List.of("1", "0.1", "0.01")) {
                measure(interval, load, seconds);
            }
        }
    }

    private static void measure(String interval, String load, int seconds) {
        List<Lab> labs = new ArrayList<>();
        try {
            Map<Contender, Capture> captures = new EnumMap<>(Contender.class);
            for (Contender contender : Contender.values()) {
                Lab lab = Lab.open();
                labs.add(lab);
                captures.put(contender, begin(lab, contender, interval));
            }
            if (!load.equals("idle")) {
                Burners.start(labs.get(0), labs.get(0).node(3));
            }
            Clock.sleep(WARM_SECONDS);
            long fromMicros = Clock.nowMicros();
            Clock.sleep(seconds);
            captures.forEach((contender, capture) -> print(interval, load, contender, capture, fromMicros));
        } finally {
            labs.forEach(Lab::close);
        }
    }

    private static Capture begin(Lab lab, Contender contender, String interval) {
        LabNode node = lab.node(1);
        AddressWatch watch = AddressWatch.start(lab, node);
        Router router = Router.of(Protocol.V3_IPV4, 150, node, node).withInterval(interval);
        contender.start(lab, router);
        watch.awaitHolds(router.protocol().address(), 30);
        return Capture.outgoing(lab, node);
    }

    private static void print(String interval, String load, Contender contender, Capture capture, long fromMicros) {
        double period = Double.parseDouble(interval);
        List<Frame> adverts = capture.adverts().stream()
                .filter(frame -> frame.micros() >= fromMicros)
                .toList();
        List<Double> lateness = lateness(adverts, period);
        Statistics off = new Statistics(lateness.stream().map(Math::abs).toList());
        double mean =
                lateness.stream().mapToDouble(late -> late + period).average().orElseThrow();
        Bench.row(
                interval + " s",
                load,
                contender.words(),
                adverts.size(),
                Bench.millis(off.quantile(0.5)),
                Bench.millis(off.quantile(0.99)),
                Bench.millis(new Statistics(lateness).max()),
                Bench.millis(mean));
    }

    /** By how many seconds each advert but the first was late, compared with the one before. */
    static List<Double> lateness(List<Frame> adverts, double period) {
        List<Double> lateness = new ArrayList<>();
        for (int i = 1; i < adverts.size(); i++) {
            lateness.add((adverts.get(i).micros() - adverts.get(i - 1).micros()) / 1e6 - period);
        }
        return lateness;
    }
}
