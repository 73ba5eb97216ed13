package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A pair of one program with as many instances on one interface as are wanted, at adverts of a second. */
final class ManyInstances implements AutoCloseable {
    /** As many as may start, elect and settle on a busy machine. */
    private static final double SETTLE_SECONDS = 90;

    private final Pair pair = new Pair();
    private final int count;
    private final Agent master;
    private final Agent backup;

    /** @param count at most 255, one per VRID */
    ManyInstances(Agent.Kind kind, int count) {
        this.count = count;
        try {
            master = start(kind, pair.a(), 150);
            awaitAll(pair.watchA());
            backup = start(kind, pair.b(), 100);
            Pair.awaitListening(kind, backup, pair.b());
            Clock.sleep(5);
        } catch (AssertionError | RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    private void awaitAll(AddressWatch watch) {
        if (!Clock.waitFor(SETTLE_SECONDS, () -> addresses().allMatch(watch::holds))) {
            throw new AssertionError("not all addresses of " + count + " instances:\n" + master.log());
        }
    }

    private Stream<String> addresses() {
        return IntStream.rangeClosed(1, count).mapToObj(ManyInstances::address);
    }

    private static String address(int vrid) {
        return "198.18.0." + vrid;
    }

    private Agent start(Agent.Kind kind, LabNode node, int priority) {
        return switch (kind) {
            case HOLDFAST -> HoldfastProcess.start(pair.lab(), node, yaml(priority));
            case KEEPALIVED -> KeepalivedProcess.start(pair.lab(), node, conf(priority));
        };
    }

    private String yaml(int priority) {
        return "vrrp_instance:\n"
                + IntStream.rangeClosed(1, count)
                        .mapToObj(vrid -> """
                  VI_%d:
                    interface: %s
                    virtual_router_id: %d
                    priority: %d
                    advert_int: 1
                    virtual_ipaddress: [%s/32]
                """.formatted(vrid, LabNode.INTERFACE, vrid, priority, address(vrid))
                                .indent(2))
                        .collect(Collectors.joining());
    }

    private String conf(int priority) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(vrid -> """
                vrrp_instance VI_%d {
                    state BACKUP
                    interface %s
                    virtual_router_id %d
                    priority %d
                    advert_int 1
                    virtual_ipaddress {
                        %s/32
                    }
                }
                """.formatted(vrid, LabNode.INTERFACE, vrid, priority, address(vrid)))
                .collect(Collectors.joining());
    }

    /** How often an address came or went on either node from a moment on; renewals of leases do not count. */
    long moves(long fromMicros) {
        return addresses().mapToLong(address -> moves(address, fromMicros)).sum();
    }

    private long moves(String address, long fromMicros) {
        long gone = pair.watchA().events(address).stream()
                .filter(event -> !event.present() && event.micros() >= fromMicros)
                .count();
        return gone + pair.watchB().events(address).size();
    }

    /** Has so many programs compete for the processors. */
    void burden(int programs) {
        Burners.start(pair.lab(), pair.a(), programs);
    }

    LabNode masterNode() {
        return pair.a();
    }

    /** Processor time of the master's processes so far, in seconds. */
    double masterSeconds() {
        return processorSeconds(master);
    }

    double backupSeconds() {
        return processorSeconds(backup);
    }

    private static double processorSeconds(Agent agent) {
        long pid = agent.process().pid();
        LongStream children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(pid), children)
                .mapToDouble(ManyInstances::processorSeconds)
                .sum();
    }

    private static double processorSeconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // After the command's closing parenthesis: the 12th and 13th word, in hundredths of a second.
            List<String> words =
                    Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return (Long.parseLong(words.get(11)) + Long.parseLong(words.get(12))) / 100.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        pair.close();
    }
}
