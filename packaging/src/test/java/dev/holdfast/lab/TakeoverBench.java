package dev.holdfast.lab;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long a client gets no answer when the holder goes, a Holdfast pair beside a keepalived pair.
 *
 * <p>How long a silent death lasts depends on when in the advert interval it falls. So the rounds are spread evenly over
 * the interval, and both programs get the same moments.
 */
final class TakeoverBench {
    private static final double SETTLED_SECONDS = 0.5;

    private TakeoverBench() {}

    /** Measures the rows whose first two cells contain {@code only}. */
    static void run(int rounds, String only) {
        Bench.header("event", "adverts", "Holdfast ms: median (range)", "keepalived ms: median (range)", "ratio");
        for (Speed speed : Speed.values()) {
            for (Event event : Event.values()) {
                if (!(event.words + ", " + speed.words).contains(only)) {
                    continue;
                }
                Map<Agent.Kind, List<Double>> outages = new EnumMap<>(Agent.Kind.class);
                for (int round = 0; round < rounds; round++) {
                    double phase = (round + 0.5) / rounds;
                    measure(speed, event, phase, round % 2 == 0)
                            .forEach((kind, outage) -> outages.computeIfAbsent(kind, any -> new ArrayList<>())
                                    .add(outage));
                }
                print(speed, event, outages);
            }
        }
    }

    private static void print(Speed speed, Event event, Map<Agent.Kind, List<Double>> outages) {
        Statistics ours = new Statistics(outages.getOrDefault(Agent.Kind.HOLDFAST, List.of()));
        Statistics theirs = new Statistics(outages.getOrDefault(Agent.Kind.KEEPALIVED, List.of()));
        String ratio = String.format(Locale.ROOT, "%.3f", ours.median() / theirs.median());
        Bench.row(event.words, speed.words, ours.millis(), theirs.millis(), ratio);
    }

    /** One outage of each program; both pairs stand ready, and the events follow one another. */
    private static Map<Agent.Kind, Double> measure(Speed speed, Event event, double phase, boolean oursFirst) {
        try (Stand ours = new Stand(Agent.Kind.HOLDFAST, speed);
                Stand theirs = new Stand(Agent.Kind.KEEPALIVED, speed)) {
            Map<Agent.Kind, Double> outages = new EnumMap<>(Agent.Kind.class);
            for (Stand stand : oursFirst ? List.of(ours, theirs) : List.of(theirs, ours)) {
                outages.put(stand.kind, stand.outageSeconds(event, phase));
            }
            return outages;
        }
    }

    /** A settled pair with a pinging client. */
    private static final class Stand implements AutoCloseable {
        private final Agent.Kind kind;
        private final Speed speed;
        private final Pair pair = new Pair();
        private final LabNode client = pair.lab().client();
        private final Pair.Agents agents;
        private final Capture adverts;

        Stand(Agent.Kind kind, Speed speed) {
            this.kind = kind;
            this.speed = speed;
            this.agents = pair.startSettled(
                    kind,
                    kind,
                    pair.routerA(speed.protocol).withInterval(speed.interval),
                    pair.routerB(speed.protocol).withInterval(speed.interval));
            this.adverts = Capture.incomingAdverts(pair.lab(), client);
        }

        double outageSeconds(Event event, double phase) {
            String address = speed.protocol.address();
            Pinger pinger = Pinger.start(pair.lab(), client, address, speed.pingSeconds);
            awaitPhase(phase * speed.seconds());
            long fromMicros = Clock.nowMicros();
            event.happen(this);
            pair.watchB().awaitHolds(address, 10);
            Clock.waitFor(
                    5,
                    () -> pinger.answeredSince(pair.watchB()
                            .first(address, true, fromMicros)
                            .orElseThrow()
                            .micros()));
            Clock.sleep(SETTLED_SECONDS);
            double outage = pinger.outageSeconds(fromMicros);
            pinger.stopAndCountLost();
            return outage;
        }

        /** Waits for the moment that lies so long after one of the next adverts. */
        private void awaitPhase(double afterAdvertSeconds) {
            if (!Clock.waitFor(5, () -> adverts.frames().size() >= 3)) {
                throw new AssertionError(
                        "no adverts of " + kind + ":\n" + agents.a().log());
            }
            List<Frame> frames = adverts.frames();
            double lastMicros = frames.get(frames.size() - 1).micros();
            double intervalMicros = speed.seconds() * 1e6;
            double dueMicros = lastMicros + afterAdvertSeconds * 1e6;
            while (dueMicros < Clock.nowMicros() + 2_000) {
                dueMicros += intervalMicros;
            }
            Clock.sleep((dueMicros - Clock.nowMicros()) / 1e6);
        }

        @Override
        public void close() {
            pair.close();
        }
    }

    private enum Event {
        GRACEFUL_STOP("graceful stop") {
            @Override
            void happen(Stand stand) {
                stand.agents.a().terminate();
            }
        },
        HOST_DEATH("host death") {
            @Override
            void happen(Stand stand) {
                stand.pair.lab().silence(stand.pair.a());
                stand.agents.a().killHard();
            }
        },
        LINK_LOSS("link loss") {
            @Override
            void happen(Stand stand) {
                stand.pair.lab().unplug(stand.pair.a());
            }
        };

        private final String words;

        Event(String words) {
            this.words = words;
        }

        abstract void happen(Stand stand);
    }

    private enum Speed {
        SECOND("1 s (v2)", Protocol.V2_PLAIN, "1", 0.005),
        TENTH("0.1 s (v3)", Protocol.V3_IPV4, "0.1", 0.001);

        private final String words;
        private final Protocol protocol;
        private final String interval;
        private final double pingSeconds;

        Speed(String words, Protocol protocol, String interval, double pingSeconds) {
            this.words = words;
            this.protocol = protocol;
            this.interval = interval;
            this.pingSeconds = pingSeconds;
        }

        double seconds() {
            return Double.parseDouble(interval);
        }
    }
}
