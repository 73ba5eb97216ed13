package dev.holdfast.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.lab.Lab;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RealTimeTest {
    @Test
    void theElectionAndTheVirtualMachineComeFirstAndItsCompilersNotAtAll() {
        assertThat(RealTime.priorityOf("holdfast-loop", 50)).isEqualTo(51);
        assertThat(RealTime.priorityOf("vert.x-eventloo", 50)).isEqualTo(50);
        assertThat(RealTime.priorityOf("java", 50)).isEqualTo(50);
        assertThat(RealTime.priorityOf("VM Thread", 50)).isEqualTo(51);
        assertThat(RealTime.priorityOf("VM Periodic Tas", 50)).isEqualTo(51);
        assertThat(RealTime.priorityOf("GC Thread#0", 50)).isEqualTo(51);
        assertThat(RealTime.priorityOf("G1 Conc#0", 50)).isEqualTo(51);
        assertThat(RealTime.priorityOf("ZDriverMinor", 50)).isEqualTo(51);
        assertThat(RealTime.priorityOf("C1 CompilerThre", 50)).isZero();
        assertThat(RealTime.priorityOf("C2 CompilerThre", 50)).isZero();
        assertThat(RealTime.priorityOf("VM Thread", 99)).isEqualTo(99);
    }

    @Test
    void onlyRealPrioritiesAreTaken() {
        assertThatThrownBy(() -> RealTime.enable(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RealTime.enable(100)).isInstanceOf(IllegalArgumentException.class);
    }

    /** In a process of its own, so that this one keeps its ordinary scheduling. */
    @Test
    void everyThreadButTheCompilersIsScheduledInRealTimeAndMemoryIsLocked() {
        Lab.require(
                Capabilities.ofThisThread()
                        .missing(List.of(Capability.SYS_NICE, Capability.IPC_LOCK))
                        .isEmpty(),
                "real-time scheduling needs CAP_SYS_NICE and CAP_IPC_LOCK");

        List<String> lines = Lab.java(Probe.class, List.of()).lines().toList();

        assertThat(lines).contains("refused []");
        assertThat(lines).contains("thread VM Thread policy 2 priority 21");
        assertThat(lines).contains("thread main policy 2 priority 20");
        assertThat(lines).anyMatch(line -> line.matches("thread C[12] CompilerThre policy 0 priority 0"));
        assertThat(lines).contains("thread later policy 0 priority 0");
        assertThat(lines).noneMatch(line -> line.matches("locked 0 kB"));
    }

    /** Enables real time and prints how every thread is scheduled then. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) throws Exception {
            Thread.currentThread().setName("main");
            List<Outcome> refused = RealTime.enable(20);
            System.out.println("refused " + refused);
            Thread later = new Thread(Probe::print, "later");
            later.start();
            later.join();
        }

        private static void print() {
            try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
                for (Path task : tasks) {
                    String[] fields = Files.readString(task.resolve("stat"))
                            .replaceAll("^.*\\) ", "")
                            .split(" ", -1);
                    System.out.println(
                            "thread " + Files.readString(task.resolve("comm")).strip() + " policy " + fields[38]
                                    + " priority " + fields[37]);
                }
                Map<String, String> status = Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .map(line -> line.split(":", 2))
                        .collect(Collectors.toMap(
                                parts -> parts[0], parts -> parts[1].strip(), (a, b) -> a, TreeMap::new));
                System.out.println("locked " + status.get("VmLck"));
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        }
    }
}
