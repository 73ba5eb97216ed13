package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * From exec to a listening status page and to the first packet handled, and the memory a while later.
 *
 * <p>That a packet was handled is seen on the wire: while the program starts it is sent adverts of priority 0 all the
 * time, the first of which shortens its wait to the skew, 7.8 ms at priority 254, and then it advertises itself.
 */
final class StartBench {
    private static final double SKEW_SECONDS = 2.0 / 256;
    /** Longer than the skew: each resignation begins the skew anew. The result is late by half of this on average. */
    private static final double RESIGNATION_EVERY_SECONDS = 0.010;

    private static final double MEMORY_AFTER_SECONDS = 60;

    private StartBench() {}

    static void run(int rounds) {
        Bench.header("program", "to listening ms", "to first packet handled ms", "PSS after 60 s MB");
        for (Agent.Kind kind : List.of(Agent.Kind.HOLDFAST, Agent.Kind.KEEPALIVED)) {
            List<Double> listening = new ArrayList<>();
            List<Double> handled = new ArrayList<>();
            // The first start warms the page cache and, for Holdfast, makes the class archive: it does not count.
            start(kind, new ArrayList<>(), new ArrayList<>());
            for (int round = 0; round < rounds; round++) {
                start(kind, listening, handled);
            }
            Bench.row(
                    kind == Agent.Kind.HOLDFAST ? "Holdfast" : "keepalived",
                    listening.isEmpty() ? "has no status page" : new Statistics(listening).millis(),
                    new Statistics(handled).millis(),
                    String.format(Locale.ROOT, "%.1f", memoryBytes(kind) / 1e6));
        }
    }

    private static void start(Agent.Kind kind, List<Double> listening, List<Double> handled) {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            LabNode b = lab.node(2);
            Capture capture = Capture.outgoing(lab, a);
            PacketSocket peer = PacketSocket.open(lab, b);
            byte[] resignation = Junk.advert(b.ipv4(), Router.VRID, 0, "192.0.2.100");

            long startMicros = Clock.nowMicros();
            Agent agent = kind.start(lab, Router.of(Protocol.V2_PLAIN, 254, a, b));
            boolean[] listens = {kind == Agent.Kind.KEEPALIVED};
            boolean done = Clock.waitFor(20, () -> {
                peer.send(resignation);
                if (!listens[0] && listens(agent)) {
                    listens[0] = true;
                    listening.add((Clock.nowMicros() - startMicros) / 1e6);
                }
                Clock.sleep(RESIGNATION_EVERY_SECONDS);
                return listens[0] && !capture.adverts().isEmpty();
            });
            if (!done) {
                throw new AssertionError("no advert or no status page:\n" + agent.log());
            }
            handled.add((capture.adverts().get(0).micros() - startMicros) / 1e6 - SKEW_SECONDS);
        }
    }

    /** Whether something listens on the port of the status page in the agent's namespace. */
    private static boolean listens(Agent agent) {
        Path tables = Path.of("/proc", Long.toString(agent.process().pid()), "net");
        // Java listens on IPv4 through an IPv6 socket. Port 9112 is 0x2398; state 0A is LISTEN.
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> read(tables.resolve(table)).lines())
                .anyMatch(line -> line.contains(":2398 ") && line.contains(" 0A "));
    }

    private static long memoryBytes(Agent.Kind kind) {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            Agent agent = kind.start(lab, Router.of(Protocol.V2_PLAIN, 150, a, a));
            Clock.sleep(MEMORY_AFTER_SECONDS);
            long pid = agent.process().pid();
            LongStream children = ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .mapToLong(ProcessHandle::pid);
            return LongStream.concat(LongStream.of(pid), children)
                    .map(StartBench::pssBytes)
                    .sum();
        }
    }

    private static long pssBytes(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "smaps_rollup"))
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
