package dev.holdfast.lab;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Adverts of a tenth of a second on a machine with every core busy, for minutes: does anybody take over wrongly? */
final class SteadyBench {
    private SteadyBench() {}

    static void run(int minutes) {
        Bench.header("program", "minutes", "false takeovers", "adverts", "longest time between adverts ms");
        Map<Contender, Pair> pairs = new EnumMap<>(Contender.class);
        try (Lab noise = Lab.open()) {
            Map<Contender, Capture> captures = new EnumMap<>(Contender.class);
            for (Contender contender : Contender.values()) {
                Pair pair = new Pair();
                pairs.put(contender, pair);
                contender.start(pair.lab(), pair.routerA(Protocol.V3_IPV4).withInterval("0.1"));
                pair.watchA().awaitHolds(Protocol.V3_IPV4.address(), 30);
                contender.start(pair.lab(), pair.routerB(Protocol.V3_IPV4).withInterval("0.1"));
                captures.put(contender, Capture.outgoing(pair.lab(), pair.a()));
            }
            Clock.sleep(5);
            Burners.start(noise, noise.node(1));
            Clock.sleep(2);
            long fromMicros = Clock.nowMicros();
            Clock.sleep(minutes * 60.0);
            pairs.forEach((contender, pair) -> print(
                    contender,
                    minutes,
                    pair,
                    Objects.requireNonNull(captures.get(contender)).adverts(),
                    fromMicros));
        } finally {
            pairs.values().forEach(Pair::close);
        }
    }

    private static void print(Contender contender, int minutes, Pair pair, List<Frame> all, long fromMicros) {
        List<Frame> adverts =
                all.stream().filter(frame -> frame.micros() >= fromMicros).toList();
        long longest = 0;
        for (int i = 1; i < adverts.size(); i++) {
            longest = Math.max(
                    longest, adverts.get(i).micros() - adverts.get(i - 1).micros());
        }
        // Every arrival at the backup is a takeover of a master that lives.
        long takeovers = pair.watchB().events(Protocol.V3_IPV4.address()).stream()
                .filter(event -> event.present() && event.micros() >= fromMicros)
                .count();
        Bench.row(contender.words(), minutes, takeovers, adverts.size(), Bench.millis(longest / 1e6));
    }
}
