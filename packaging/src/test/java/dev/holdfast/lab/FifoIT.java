package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One story, told through a named pipe by keepalived and by Holdfast: the lines must be the same, one by one. */
@LabTest
class FifoIT {
    private static final String VIP = "192.0.2.100";

    @Test
    void theLinesAreThoseOfKeepalived() {
        List<String> keepalived = story(Agent.Kind.KEEPALIVED);
        List<String> holdfast = story(Agent.Kind.HOLDFAST);

        assertThat(keepalived)
                .as("what keepalived tells of the story")
                .containsSubsequence(
                        "INSTANCE \"VI_1\" BACKUP 100",
                        "INSTANCE \"VI_1\" MASTER 100",
                        "INSTANCE \"VI_1\" MASTER_PRIORITY 95",
                        "INSTANCE \"VI_1\" FAULT 95",
                        "INSTANCE \"VI_1\" BACKUP_PRIORITY 100",
                        "INSTANCE \"VI_1\" BACKUP 100",
                        "INSTANCE \"VI_1\" MASTER 100",
                        "INSTANCE \"VI_1\" MASTER_RX_LOWER_PRI 100",
                        "INSTANCE \"VI_1\" STOP 100");
        for (String subject : List.of("INSTANCE \"VI_1\"", "INSTANCE \"VI_2\"", "GROUP \"G1\"")) {
            assertThat(of(subject, holdfast)).isEqualTo(of(subject, keepalived)).isNotEmpty();
        }
    }

    /** Each subject has an order of its own; how often a stranger was heard is that one's business. */
    private static List<String> of(String subject, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(subject))
                .filter(new Distinct()::isNew)
                .toList();
    }

    private static final class Distinct {
        private String last = "";

        boolean isNew(String line) {
            boolean again = line.contains("RX_LOWER") && line.equals(last);
            last = line;
            return !again;
        }
    }

    private static List<String> story(Agent.Kind kind) {
        try (Lab lab = Lab.open()) {
            LabNode node = lab.node(1);
            LabNode peer = lab.node(2);
            node.ip("link", "add", "out0", "type", "veth", "peer", "name", "out1");
            node.ip("link", "set", "out1", "up");
            node.ip("link", "set", "out0", "up");
            node.ip("addr", "add", "198.51.100.11/24", "dev", "out0");
            Path number = lab.write("number", "0\n");
            Path fifo = lab.folder().resolve("events");
            Path told = lab.write("told", "");
            Path reader =
                    script(lab, "reader", "exec 3<> \"$1\"; while read -r l <&3; do echo \"$l\" >> " + told + "; done");
            Shell.run("mkfifo", "-m", "600", fifo.toString());
            LabProcess.start(lab, node.namespace(), List.of(reader.toString(), fifo.toString()));

            Agent agent = kind == Agent.Kind.KEEPALIVED
                    ? KeepalivedProcess.start(lab, node, keepalived(fifo, number))
                    : HoldfastProcess.start(lab, node, holdfast(fifo, number));
            await(told, "INSTANCE \"VI_1\" MASTER 100", 30);
            await(told, "GROUP \"G1\" MASTER 0", 5);
            write(number, "-5\n");
            await(told, "MASTER_PRIORITY 95", 5);
            node.ip("link", "set", LabNode.INTERFACE, "down");
            await(told, "FAULT 95", 5);
            Clock.sleep(1);
            write(number, "0\n");
            await(told, "BACKUP_PRIORITY 100", 5);
            node.ip("link", "set", LabNode.INTERFACE, "up");
            awaitTwice(told, "INSTANCE \"VI_1\" MASTER 100", 10);
            awaitTwice(told, "GROUP \"G1\" MASTER 0", 5);
            peer.exec(
                    "nft",
                    "add table ip t; add chain ip t i { type filter hook input priority 0; };"
                            + " add rule ip t i ip protocol 112 drop");
            KeepalivedProcess deaf = KeepalivedProcess.start(lab, peer, deaf());
            await(told, "MASTER_RX_LOWER_PRI 100", 20);
            deaf.process().killTree();
            Clock.sleep(0.5);
            agent.terminate();
            await(told, "INSTANCE \"VI_1\" STOP 100", 5);
            await(told, "GROUP \"G1\" STOP 0", 5);
            assertThat(agent.process().awaitExit(10)).isZero();
            return lines(told);
        }
    }

    private static Path script(Lab lab, String name, String text) {
        Path file = lab.write(name, "#!/bin/bash\n" + text + "\n");
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Path told, String text, double seconds) {
        awaitTimes(told, text, 1, seconds);
    }

    private static void awaitTwice(Path told, String text, double seconds) {
        awaitTimes(told, text, 2, seconds);
    }

    private static void awaitTimes(Path told, String text, int times, double seconds) {
        boolean seen = Clock.waitFor(
                seconds,
                () -> lines(told).stream().filter(line -> line.contains(text)).count() >= times);
        assertThat(seen).as("%s %d times in %s", text, times, lines(told)).isTrue();
    }

    private static String keepalived(Path fifo, Path number) {
        return """
                global_defs {
                    script_user root
                    enable_script_security
                    notify_fifo %s
                    vrrp_notify_priority_changes true
                }
                vrrp_track_file load {
                    file %s
                    weight 1
                }
                vrrp_sync_group G1 {
                    group {
                        VI_2
                    }
                }
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    priority 100
                    advert_int 1
                    virtual_ipaddress {
                        %s/24
                    }
                    track_file {
                        load
                    }
                }
                vrrp_instance VI_2 {
                    interface out0
                    virtual_router_id 52
                    priority 100
                    advert_int 1
                    virtual_ipaddress {
                        198.51.100.100/24
                    }
                    track_interface {
                        eth0
                    }
                }
                """.formatted(fifo, number, VIP);
    }

    private static String holdfast(Path fifo, Path number) {
        return """
                global_defs:
                  notify_fifo: %s
                  vrrp_notify_priority_changes: true
                vrrp_track_file:
                  load: {file: %s, weight: 1, interval: 200ms}
                vrrp_sync_group:
                  G1: {group: [VI_2]}
                vrrp_instance:
                  VI_1:
                    interface: eth0
                    virtual_router_id: 51
                    priority: 100
                    advert_int: 1
                    virtual_ipaddress: [%s/24]
                    track_file: [load]
                  VI_2:
                    interface: out0
                    virtual_router_id: 52
                    priority: 100
                    advert_int: 1
                    virtual_ipaddress: [198.51.100.100/24]
                    track_interface: [eth0]
                """.formatted(fifo, number, VIP);
    }

    private static String deaf() {
        return """
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    priority 90
                    advert_int 1
                    virtual_ipaddress {
                        %s/24
                    }
                }
                """.formatted(VIP);
    }
}
