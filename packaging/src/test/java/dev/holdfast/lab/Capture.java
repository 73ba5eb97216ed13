package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What passes a node's interface: protocol 112, ARP and neighbour discovery. */
final class Capture {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final String FILTER = "ip proto 112 or ip proto 51 or ip6 proto 112 or arp or icmp6";

    private final Path file;
    private final LabProcess process;

    private Capture(Lab lab, LabNode node, String direction, String filter) {
        file = lab.folder().resolve("capture-" + COUNTER.incrementAndGet() + ".pcap");
        process = LabProcess.start(
                lab,
                node.namespace(),
                List.of(
                        "tcpdump",
                        "-i",
                        LabNode.INTERFACE,
                        "-Q",
                        direction,
                        "-n",
                        "-U",
                        "-B",
                        "4096",
                        "--immediate-mode",
                        "--time-stamp-precision=nano",
                        "-Z",
                        "root",
                        "-w",
                        file.toString(),
                        filter));
        process.awaitLine("listening on", 10);
    }

    /** What a node sends. */
    static Capture outgoing(Lab lab, LabNode node) {
        return new Capture(lab, node, "out", FILTER);
    }

    /** The adverts that a node hears. */
    static Capture incomingAdverts(Lab lab, LabNode node) {
        return new Capture(lab, node, "in", "ip proto 112 or ip6 proto 112");
    }

    /** All frames so far. */
    List<Frame> frames() {
        try {
            return Frame.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Frame> adverts() {
        return frames().stream().filter(Frame::isVrrp).toList();
    }

    /** Ends the capture with everything written. */
    void stop() {
        process.signal(Libc.SIGTERM);
        process.awaitExit(5);
    }
}
